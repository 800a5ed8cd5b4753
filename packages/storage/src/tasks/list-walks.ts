import { list, read, write } from '../records/noun.ts';

/**
 * How far the lists of a customer's tasks have what was stored before: a walk from the newest task to the oldest. Under
 * `everybody`: how far customers got a walk of their own, from the first to the last.
 */
export interface ListWalk {
  readonly sourceId: string;
  /** The last task, or customer, that the walk has been at; null: it begins. */
  readonly at: string | null;
  /** When it was wanted, Unix ms. */
  readonly sinceMs: number;
  readonly isDone: boolean;
  /** Tells one state from the next. */
  readonly revision: number;
}

interface WantedWalk {
  readonly sourceId: string;
  readonly nowMs: number;
  /** Also where one was made before: something is new. */
  readonly isAnew: boolean;
}

export const everybody = 'everybody';
const momentLength = 16;

/** By customer. Another store has lists of its own, and walks anew. */
export const listWalks = {
  name: 'lsw',
  isLeftBehind: true,
  isHousekeeping: true,
  reads: {
    get: read(
      (sourceId: string) => sourceId,
      (found: ListWalk | null) => found,
    ),
  },
  lists: {
    /** Those that go on, the longest wanted first. */
    underWay: list({
      name: 'list walks open',
      place: ({ isDone, sinceMs }: ListWalk, sourceId) =>
        isDone || sourceId === everybody
          ? null
          : { group: '', place: `${String(sinceMs).padStart(momentLength, '0')} ${sourceId}` },
      view: (walk) => walk,
    }),
  },
  writes: {
    begin: write(
      ({ sourceId }: WantedWalk) => sourceId,
      (found: ListWalk | null, { sourceId, nowMs, isAnew }) => {
        const isKnown = found !== null && (!isAnew || found.sinceMs >= nowMs);
        if (isKnown) return { result: null };
        const revision = (found?.revision ?? 0) + 1;
        return { after: { sourceId, at: null, sinceMs: nowMs, isDone: false, revision }, result: null };
      },
    ),
    /** It went on, from the state that was read. */
    move: write(
      ({ sourceId }: ListWalk) => sourceId,
      (found: ListWalk | null, moved) => ({
        after: found?.revision === moved.revision ? { ...moved, revision: moved.revision + 1 } : undefined,
        result: null,
      }),
    ),
  },
} as const;
