/** What a worker did on one day, on this device. */
export interface Tally {
  /** The local date, e.g. 2026-04-09. */
  readonly date: string;
  readonly labels: number;
}

/** The local date of a moment, e.g. 2026-04-09. */
export function localDate(moment: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The tally after one more label; a new day begins at nothing. */
export function counted(tally: Tally | null, date: string): Tally {
  return { date, labels: tally?.date === date ? tally.labels + 1 : 1 };
}

/** Labels given on that day. */
export const givenOn = (date: string, labels: readonly { readonly at: string }[]): number =>
  labels.filter(({ at }) => localDate(new Date(at)) === date).length;

/** The larger of two views of one day: of this device, and of the server, which lists only the latest labels. */
export function atLeast(tally: Tally | null, date: string, labels: number): Tally {
  return tally?.date === date && tally.labels >= labels ? tally : { date, labels };
}

/** A stored tally; null where there is none of that day, or it cannot be read. */
export function readTally(text: string | null, date: string): Tally | null {
  try {
    const value = JSON.parse(text ?? 'null') as Partial<Tally> | null;
    if (value === null || value.date !== date) return null;
    const { labels } = value;
    return labels !== undefined && Number.isSafeInteger(labels) ? { date, labels } : null;
  } catch {
    return null;
  }
}

/** Satoshis of the payments of that day. */
export function paidOn(
  date: string,
  payments: readonly { readonly at: string; readonly paid_sats: number }[],
): number {
  return payments
    .filter(({ at }) => localDate(new Date(at)) === date)
    .reduce((sum, { paid_sats }) => sum + paid_sats, 0);
}
