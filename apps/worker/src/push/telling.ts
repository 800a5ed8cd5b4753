import type { Push } from '@asg/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { pushPlace, sentOf, subscribed } from './browser.ts';

const key = ['push'] as const;

/** The browser's push service did not take the subscription. */
export class PushServiceError extends Error {
  override readonly name = 'PushServiceError';
}

type Asked = 'this' | 'off_here' | 'off_everywhere';

async function read() {
  const [told, place] = await Promise.all([api.push.get(), pushPlace()]);
  return { told, place };
}

async function ask(asked: Asked, { told, place }: Awaited<ReturnType<typeof read>>): Promise<void> {
  if (asked === 'this') return tellHere(told);
  if (asked === 'off_everywhere') await api.push.set({ endpoint: null });
  else if (place.subscription !== null) await api.push.set({ endpoint: place.subscription.endpoint });
  await place.subscription?.unsubscribe();
}

async function tellHere({ public_key }: Push): Promise<void> {
  const subscription = await subscribed(public_key).catch((cause: unknown) => {
    throw new PushServiceError('no subscription', { cause });
  });
  if (subscription !== null) await api.push.set(sentOf(subscription));
}

/** Whether this device is told of work, and what changes that. */
export function useTelling() {
  const client = useQueryClient();
  const state = useQuery({ queryKey: key, queryFn: read, refetchOnMount: 'always' });
  const change = useMutation({
    mutationFn: async (asked: Asked) => ask(asked, state.data ?? (await read())),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  return { state, change };
}

/** Who logs out here is not told here any more. What fails is left: the way out is open all the same. */
export async function stopTellingHere(): Promise<void> {
  try {
    const { subscription } = await pushPlace();
    if (subscription === null) return;
    await Promise.all([api.push.set({ endpoint: subscription.endpoint }), subscription.unsubscribe()]);
  } catch {
    // A subscription that ended is forgotten when it is told the next time.
  }
}
