import {
  type BalanceEntry,
  becomesLow,
  type CustomerRecord,
  isLow,
  type LowBalance,
  lowBalanceEventOf,
  lowSatsOf,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { Effect } from '../records/effects.ts';
import { type Customer, type LowMark, noLowMark, type PurseFigures } from './customer-kind.ts';

/** The event, once for each turn. */
export function lowEffect(customerId: string, figures: LowBalance, { turn }: LowMark, atMs: number): Effect {
  const cause = `turn ${turn}`;
  return ['do', 'event', lowBalanceEventOf(customerId, figures, { cause, atMs }, sha256)];
}

/** What an entry makes of the mark, and what follows; null: nothing. `freeSats`: before it. */
export function lowAfterEntry(
  { customer, low: mark = noLowMark, purse }: Customer,
  { customerId, sats, atMs }: BalanceEntry,
  freeSats: number,
): { readonly mark: LowMark; readonly effects: readonly Effect[] } | null {
  const lowSats = lowSatsOf(customer.limits);
  if (lowSats === null) return null;
  const afterSats = freeSats + sats;
  const isTold = becomesLow({ beforeSats: freeSats, afterSats }, lowSats);
  const isNow = isLow(afterSats, lowSats);
  if (!isTold && isNow === mark.isLow) return null;
  const after = { isLow: isNow, turn: mark.turn + (isTold ? 1 : 0), takenSats: takenSatsOf(purse) };
  const figures = { availableSats: afterSats, lowSats };
  return { mark: after, effects: isTold ? [lowEffect(customerId, figures, after, atMs)] : [] };
}

/** As it is where the customer sets when to be told: who is low then is not told of it. */
export function markNow({ low: mark = noLowMark, purse }: Customer, record: CustomerRecord): LowMark {
  const isNow = isLow(record.balance.freeSats, lowSatsOf(record.limits));
  return { isLow: isNow, turn: mark.turn, takenSats: takenSatsOf(purse) };
}

/** All that was ever reserved. */
export function takenSatsOf(purse: PurseFigures | undefined): number {
  return purse === undefined ? 0 : purse.enteredSats - purse.netSats;
}
