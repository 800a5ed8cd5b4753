import { type Sats, sats } from '../money/sats.ts';

/** All that a worker earned and that is booked, in three sums that leave nothing out and count nothing twice. */
export interface PaySums {
  /** Held for them because they are new: not theirs to move yet. */
  readonly pendingSats: Sats;
  /** Theirs, and not at their wallet yet: held without a wallet, or carried on to a later payment. */
  readonly maturedSats: Sats;
  /** Sent to their wallet. */
  readonly paidSats: Sats;
}

interface Booked {
  /** In settlements, to wallets and to addresses held for them. */
  readonly paidSats: Sats;
  readonly heldSats: Sats;
  readonly carriedSats: Sats;
  /** The part of what is held that is held back. */
  readonly pendingSats: Sats;
  /** Went back to who paid it. */
  readonly forfeitedSats: number;
}

export function paySums({ paidSats, heldSats, carriedSats, pendingSats, forfeitedSats }: Booked): PaySums {
  const pending = Math.min(pendingSats, heldSats);
  return {
    pendingSats: sats(pending),
    maturedSats: sats(heldSats - pending + carriedSats),
    paidSats: sats(Math.max(0, paidSats - heldSats - forfeitedSats)),
  };
}

/** Whether it is time to set a wallet: as much is held as a payment of its own would be sent for. */
export function isWalletWanted(
  { hasWallet, heldSats }: { readonly hasWallet: boolean; readonly heldSats: Sats },
  payoutMinSats: Sats,
): boolean {
  return !hasWallet && heldSats > 0 && heldSats >= payoutMinSats;
}

/** A longer pause between two labels is a break, and not work. */
const breakMs = 5 * 60_000;
const hourMs = 3_600_000;
/** Less says nothing of an hour. */
const workedMsMin = 10 * 60_000;

/**
 * How long somebody worked who labelled at these moments, Unix ms, in any order: from label to label, without breaks. The first
 * label, and the first after a break, count as long as the others took on average. Null: nothing can be said.
 */
export function workedMs(labelledAtMs: readonly number[]): number | null {
  const moments = labelledAtMs.toSorted((a, b) => a - b);
  const gaps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? moment));
  const worked = gaps.filter((gap) => gap <= breakMs);
  if (worked.length === 0) return null;
  const sum = worked.reduce((all, gap) => all + gap, 0);
  return Math.round((sum / worked.length) * moments.length);
}

/** Satoshis an hour; null: too little work for that. */
export function hourlySats(earnedSats: number, worked: number | null): number | null {
  return worked === null || worked < workedMsMin ? null : Math.round((earnedSats * hourMs) / worked);
}
