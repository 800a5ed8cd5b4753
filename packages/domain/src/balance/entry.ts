import type { Sats } from '../money/sats.ts';
import type { BalanceEntryKind } from '../names.ts';
import { type Outgoing, refundableSats } from './balance.ts';

/** A line of a customer's statement that is no task's: written once under its id, and kept for ever. */
export interface BalanceEntry {
  /** The caller's own, unlike any other of this customer: entered again under it, nothing changes. */
  readonly entryId: string;
  readonly customerId: string;
  readonly kind: BalanceEntryKind;
  /** Whole satoshis: above 0 into the balance, below 0 out of it. */
  readonly sats: number;
  readonly atMs: number;
  readonly note: string | null;
  /** What it is about: a deposit's id, a transaction's. */
  readonly ref: string | null;
}

/** `funds_short`: so much is not free, or not to be refunded, and the kind of entry does not go below 0. */
export type EnterOutcome = 'entered' | 'no_customer' | 'funds_short';

const timeDigits = 15;

/** Where it stands among its customer's entries: sorts by time. */
export function entryPlace({ atMs, entryId }: Pick<BalanceEntry, 'atMs' | 'entryId'>): string {
  return `${String(Math.max(0, Math.trunc(atMs))).padStart(timeDigits, '0')} ${entryId}`;
}

/**
 * Whether the balance takes the entry. Only money that turned out never to have come may leave it below 0, and a refund takes
 * nothing of the allowance.
 */
export function takesEntry(balance: Outgoing, { kind, sats }: Pick<BalanceEntry, 'kind' | 'sats'>): boolean {
  if (sats >= 0 || kind === 'deposit_reversed') return true;
  return (kind === 'refund' ? refundableSats(balance) : balance.freeSats) + sats >= 0;
}

/** The entry by which an account is given so much of its allowance that it has been given `upToSats` in all. */
export function allowanceEntry(
  customerId: string,
  { before, upToSats }: { readonly before: Sats; readonly upToSats: Sats },
  atMs: number,
): BalanceEntry {
  return {
    entryId: `allowance ${upToSats}`,
    customerId,
    kind: 'allowance',
    sats: upToSats - before,
    atMs,
    note: null,
    ref: null,
  };
}
