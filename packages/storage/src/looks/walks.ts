import { list, write } from '../records/noun.ts';

/**
 * How far the tasks of a customer, or the lines of a job, were looked at ahead of workers. A customer's are walked downwards,
 * from the newest (`top`) by `at` to where the walk before began (`bottom`): all ids of tasks, null: from the end, to the end.
 */
export interface LookWalk {
  /** A customer's or a job's id. */
  readonly sourceId: string;
  /** Of a job: the last line that was looked at. */
  readonly line: number;
  readonly top: string | null;
  readonly at: string | null;
  readonly bottom: string | null;
  /** Since when there is more to look at, Unix ms; null: there is not. */
  readonly openSinceMs: number | null;
  /** Tells one state from the next. */
  readonly revision: number;
}

interface OpenWalk {
  readonly sourceId: string;
  /** Of a customer: only ids above this one are new to the look ahead. */
  readonly bottom: string | null;
  readonly nowMs: number;
}

const placeLength = 16;

/** Where the look ahead is, by the id of a customer or a job. */
export const lookWalks = {
  name: 'lkw',
  lists: {
    /** Those with more to look at, the longest waiting first. */
    underWay: list({
      name: 'look walks open',
      place: ({ openSinceMs }: LookWalk, sourceId) =>
        openSinceMs === null
          ? null
          : { group: '', place: `${String(openSinceMs).padStart(placeLength, '0')} ${sourceId}` },
      view: (walk) => walk,
    }),
  },
  writes: {
    /** There are new tasks, or new lines. */
    open: write(
      ({ sourceId }: OpenWalk) => sourceId,
      (found: LookWalk | null, { sourceId, bottom, nowMs }) => {
        const walk = found ?? { sourceId, line: 0, top: null, at: null, bottom, revision: 0 };
        if (found !== null && (found.openSinceMs ?? 0) >= nowMs) return { result: null };
        return { after: { ...walk, openSinceMs: nowMs, revision: walk.revision + 1 }, result: null };
      },
    ),
    /** It went on, from the state that was read; if there are new tasks since, the same stretch is walked again. */
    move: write(
      ({ sourceId }: LookWalk) => sourceId,
      (found: LookWalk | null, moved) => ({
        after: found?.revision === moved.revision ? { ...moved, revision: moved.revision + 1 } : undefined,
        result: null,
      }),
    ),
  },
} as const;
