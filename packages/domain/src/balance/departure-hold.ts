import { type Balance, type Outgoing, refundableSats } from './balance.ts';

/** Why an organisation cannot go yet. */
export type DepartureHold =
  /** `sats`: what is left in its balance, of which so much is set aside for tasks. */
  | { readonly kind: 'balance'; readonly sats: number; readonly reservedSats: number }
  /** Tasks that are decided, and whose labels are not paid yet; one of them. */
  | { readonly kind: 'payments'; readonly taskId: string };

/** What came in beside the allowance, which tasks are taken to spend first, and is neither spent nor sent back. Null: nothing is left. */
export function balanceHold({
  freeSats,
  reservedSats,
  enteredSats,
  allowanceSats,
  ownSats,
}: Outgoing & Pick<Balance, 'reservedSats'>): DepartureHold | null {
  const left = refundableSats({
    freeSats: freeSats + reservedSats,
    enteredSats,
    allowanceSats,
    // What is set aside for own people may come back yet.
    ownSats: Math.max(0, ownSats - reservedSats),
  });
  return left > 0 ? { kind: 'balance', sats: left, reservedSats: Math.min(reservedSats, left) } : null;
}
