import type { SpendLimits } from './balance.ts';

/** What can be spent, satoshis, before a change and after it. */
export interface SpendableMove {
  readonly beforeSats: number;
  readonly afterSats: number;
}

/** Below what the customer wants to be told; null: never. */
export function lowSatsOf(limits: SpendLimits | null | undefined): number | null {
  return limits?.balanceLowSats ?? null;
}

/** Whether so little can be spent that the customer wants to know. */
export function isLow(availableSats: number, lowSats: number | null): boolean {
  return lowSats !== null && availableSats < lowSats;
}

/** Whether the customer is told of the change: it has brought them below, where they were not before. */
export function becomesLow({ beforeSats, afterSats }: SpendableMove, lowSats: number | null): boolean {
  return !isLow(beforeSats, lowSats) && isLow(afterSats, lowSats);
}
