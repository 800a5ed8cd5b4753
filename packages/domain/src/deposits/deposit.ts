import type { Sats } from '../money/sats.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What is paid to its address is the customer's, whenever and however often somebody pays. */
export interface DepositRecord {
  readonly depositId: string;
  readonly customerId: string;
  readonly address: string;
  /** The P2PKH locking script of the address, hex. */
  readonly lockingScript: string;
  /** What the customer means to pay; null: they did not say. */
  readonly amountSats: Sats | null;
  readonly createdAtMs: number;
  /** From then on it is looked at less often; it never ends. */
  readonly expiresAtMs: number;
  readonly watch: DepositWatch;
}

/** When the network is asked what was paid to the address. */
export interface DepositWatch {
  /** When it was asked for, or when the customer last asked to look again: the longer ago, the longer the pauses. */
  readonly sinceMs: number;
  readonly dueAtMs: number;
  /** Slow ones share a pace of their own, however many there are. */
  readonly isSlow: boolean;
}

/** How long the address of a deposit is looked at often, ms. */
export const depositLifeMs = dayMs;
/** Deposits that a customer can ask for in a day: one address can be paid again and again. */
export const depositsPerDayMax = 20;
/** A pause is this part of the time since it was asked for. */
const pausePart = 1 / 8;
const slowPauseMs = { min: 6 * hourMs, max: 7 * dayMs };

/** A deposit as it counts for the day on which its customer asked for it. */
export interface DepositSlot {
  readonly depositId: string;
  readonly atMs: number;
}

/** A customer's slots with one for this deposit, those of the day alone; null: all of the day are taken. Taken again it stays. */
export function withDepositSlot(
  slots: readonly DepositSlot[],
  slot: DepositSlot,
): readonly DepositSlot[] | null {
  if (slots.some(({ depositId }) => depositId === slot.depositId)) return slots;
  const ofDay = slots.filter(({ atMs }) => atMs + depositLifeMs > slot.atMs);
  return ofDay.length < depositsPerDayMax ? [...ofDay, slot] : null;
}

/** A new deposit is looked at at once. */
export function newWatch(nowMs: number): DepositWatch {
  return { sinceMs: nowMs, dueAtMs: nowMs, isSlow: false };
}

/**
 * After a look that found nothing new, or could not be made: the pauses grow with time, from `pauseMinMs`, and never end. So
 * a deposit costs a bounded number of looks in its first day, and all older ones together as many as their pace allows.
 */
export function watchAfterLook(
  { sinceMs }: DepositWatch,
  { nowMs, pauseMinMs }: { readonly nowMs: number; readonly pauseMinMs: number },
): DepositWatch {
  const pauseMs = (nowMs - sinceMs) * pausePart;
  if (nowMs - sinceMs < depositLifeMs)
    return { sinceMs, dueAtMs: Math.ceil(nowMs + Math.max(pauseMinMs, pauseMs)), isSlow: false };
  const slowMs = Math.min(slowPauseMs.max, Math.max(slowPauseMs.min, pauseMs));
  return { sinceMs, dueAtMs: Math.ceil(nowMs + slowMs), isSlow: true };
}

/** What a customer asks for again and again is looked at no more often than this, ms. */
const askedAgainMs = 10_000;

/** The customer says that a payment is on its way; null: it is looked at about now anyway. */
export function watchAgain(watch: DepositWatch, nowMs: number): DepositWatch | null {
  if (watch.sinceMs + askedAgainMs > nowMs) return null;
  return newWatch(nowMs);
}
