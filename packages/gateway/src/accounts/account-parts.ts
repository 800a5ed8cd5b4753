import type { AuthenticatedWorker } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import type { AccountParts } from './worker-replies.ts';

/** What a worker's account is told with. */
export async function accountParts(
  {
    workers,
    quality,
    withdrawals,
    walletChanges,
    rates,
    payoutMinSats,
  }: Pick<
    GatewayOptions,
    'workers' | 'quality' | 'withdrawals' | 'walletChanges' | 'rates' | 'payoutMinSats'
  >,
  { worker, person }: Pick<AuthenticatedWorker, 'worker' | 'person'>,
): Promise<AccountParts> {
  const { workerId } = worker;
  const [totals, level, held, pendingWallet] = await Promise.all([
    workers.totals(workerId),
    quality.level(worker),
    withdrawals.heldBack(worker),
    walletChanges.waiting(workerId),
  ]);
  const phone = workers.phoneOf(worker);
  return { totals, level, held, pendingWallet, person, phone, rates: rates(), payoutMinSats };
}
