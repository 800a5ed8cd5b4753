import { utcDate } from '../billing/calendar.ts';
import type { Sats } from '../money/sats.ts';
import { type BalanceEntry, entryPlace } from './entry.ts';

/** What was paid from a customer's balance for the tasks of one UTC day. */
export interface SpentDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly sats: Sats;
  /** Tasks that were paid on it, answers to the customer's own gold among them. */
  readonly tasks: number;
}

/** A line of a statement. All lines of a customer add up to what is free and what is reserved. */
export type StatementLine =
  | { readonly kind: 'entry'; readonly entry: BalanceEntry }
  | { readonly kind: 'spent'; readonly day: SpentDay };

/** Stands behind every entry of the same millisecond: ids of entries are letters, digits and what comes before them. */
const afterAllEntries = '~';

/** Where a day of spending stands: behind all entries of the day, so that it keeps its place while it grows. */
export function spentPlace(date: string): string {
  return entryPlace({ atMs: Date.parse(`${date}T23:59:59.999Z`), entryId: afterAllEntries });
}

/** Where a line stands: of two, the later one has the greater. None is twice in a statement. */
export function linePlace(line: StatementLine): string {
  return line.kind === 'entry' ? entryPlace(line.entry) : spentPlace(line.day.date);
}

/** The UTC day on which a line at this place stands; null: no line can stand there. */
export function dateOfPlace(place: string): string | null {
  const time = /^(\d{15}) ./.exec(place)?.[1];
  if (time === undefined) return null;
  const date = new Date(Number(time));
  return Number.isNaN(date.getTime()) ? null : utcDate(date.getTime());
}

/** What the line adds to the balance, satoshis: below 0 for what leaves it. */
export function lineSats(line: StatementLine): number {
  return line.kind === 'entry' ? line.entry.sats : 0 - line.day.sats;
}

/** The newest lines of both kinds, each given with the newest first, at most `limit`. */
export function newestLines(
  entries: readonly BalanceEntry[],
  days: readonly SpentDay[],
  limit: number,
): readonly StatementLine[] {
  const lines: readonly StatementLine[] = [
    ...entries.map((entry) => ({ kind: 'entry', entry }) as const),
    ...days.map((day) => ({ kind: 'spent', day }) as const),
  ];
  return lines.toSorted((a, b) => (linePlace(a) < linePlace(b) ? 1 : -1)).slice(0, limit);
}
