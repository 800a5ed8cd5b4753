import { type CustomerPermission, customerPermissions, type OperatorPermission } from '@asg/domain/names';
import type { Grant } from '@asg/domain/roles';
import type { ConsoleSession } from '@asg/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { type Customer, consoleSession, type Person } from '../api/clients.ts';
import { takeOver } from '../api/take-over.ts';
import { forgetUnstored, forgetUnstoredOfOthers } from './unstored-key.tsx';

export type Permission = CustomerPermission | OperatorPermission;

export const sessionKey = ['session'] as const;
/** How soon an open page finds that its person was removed, or is something else now, where nothing else tells, ms. */
const askAgainMs = 15_000;

/** Who is signed in. The session itself is a cookie that no script can read. */
export const useSession = () =>
  useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => consoleSession.get({ signal }),
    refetchInterval: ({ state }) => (state.data?.person == null ? false : askAgainMs),
  });

/** Whether anybody is signed in, in any way. */
export function useIsIn(): boolean {
  const { data } = useSession();
  return data !== undefined && (data.customer !== null || data.person !== null || data.operator);
}

/** Applies the server's answer about the session; on sign-out all loaded data is dropped. */
export function useSetSession(): (session: ConsoleSession) => void {
  const client = useQueryClient();
  return useCallback(
    (session) => {
      forgetUnstoredOfOthers(session.customer?.customer_id);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
      takeOver(client, sessionKey, session);
    },
    [client],
  );
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await consoleSession.end();
    forgetUnstored();
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    await client.invalidateQueries({ queryKey: sessionKey });
  }, [client]);
}

export const SessionContext = createContext<ConsoleSession | null>(null);

/** The session that the page belongs to. */
export function useCurrent(): ConsoleSession {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('a page was shown to nobody');
  return session;
}

/** The customer who is signed in. */
export function useCustomer(): Customer {
  const { customer } = useCurrent();
  if (customer === null) throw new Error('a customer page was shown to no customer');
  return customer;
}

/** The person who is signed in with e-mail and password. */
export function usePerson(): Person {
  const { person } = useCurrent();
  if (person === null) throw new Error('a page of a person was shown to nobody');
  return person;
}

/** The first characters of the key that is signed in with, for examples; a person has none at hand. */
export const useKeyHint = (): string => useCustomer().api_key_hint || 'sk_…';

/** Whether this session may do something, in its organisation or as the operator. */
export const mayIn = ({ may, operator_may }: ConsoleSession, permission: Permission): boolean =>
  [...may, ...operator_may].some((one) => one === permission);

/** What is not allowed is not offered. */
export const useMay = (permission: Permission): boolean => mayIn(useCurrent(), permission);

/** The organisation that a person is in now, with their role; null: none, or no person is signed in. */
export const currentOf = ({ person }: ConsoleSession): Person['organisations'][number] | null =>
  person?.organisations.find(({ current }) => current) ?? null;

/** What this session has of its organisation: it hands out no more. */
export function useGrant(): Grant {
  const { may } = useCurrent();
  const hasAll = customerPermissions.every((one) => may.includes(one));
  return { scopes: hasAll ? null : may, expiresAtMs: null };
}
