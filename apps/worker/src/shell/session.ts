import { isStatus, type Worker } from '@asg/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/clients.ts';

export const meKey = ['me'] as const;
/** Remembers that somebody had an account here, so that they are asked to log in, not to sign up. No secret. */
const knownKey = 'asg-known';

export function isKnownDevice(): boolean {
  try {
    return localStorage.getItem(knownKey) !== null;
  } catch {
    return false;
  }
}

async function fetchMe(): Promise<Worker | null> {
  try {
    const body = await api.me();
    remember();
    return body;
  } catch (error) {
    if (isStatus(error, 401)) return null;
    throw error;
  }
}

function remember(): void {
  try {
    localStorage.setItem(knownKey, '1');
  } catch {
    // Without storage everybody looks new.
  }
}

/** The worker who is logged in, or null. The session itself is a cookie that no script can read. */
export const useMe = () => useQuery({ queryKey: meKey, queryFn: fetchMe });

/** How often an open page that shows totals asks for them: they move with every label, ms. */
const refreshMs = 5_000;

/** Keeps the worker's account fresh while the page is open. */
export function useFreshMe(): void {
  useQuery({ queryKey: meKey, queryFn: fetchMe, refetchOnMount: 'always', refetchInterval: refreshMs });
}

/** Takes over what the server said about the worker. */
export function useSetMe(): (me: Worker | null) => void {
  const client = useQueryClient();
  return useCallback(
    (me) => {
      if (me === null) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
      else remember();
      // An answer that is on its way is older than this.
      void client.cancelQueries({ queryKey: meKey });
      client.setQueryData(meKey, me);
    },
    [client],
  );
}
