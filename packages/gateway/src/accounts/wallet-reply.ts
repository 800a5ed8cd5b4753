import type { AuthenticatedWorker } from '../caller.ts';

/** Where a worker is paid; both null: at an address held for them. */
export function walletOf(payout: AuthenticatedWorker['worker']['payout']) {
  return {
    address: payout?.kind === 'address' ? payout.address : null,
    paymail: payout?.kind === 'paymail' ? payout.paymail : null,
  };
}
