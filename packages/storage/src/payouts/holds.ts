import { continuedHold, type HoldRecord } from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type Found = HoldRecord | null;

interface NoteHold {
  /** As it was read: what was changed since is not changed again. */
  readonly before: HoldRecord;
  readonly after: HoldRecord;
}

const placeLength = 16;
const placeOf = (atMs: number): string => String(atMs).padStart(placeLength, '0');

/** Workers whose pay is held because they are new, by worker id. */
export const holds = {
  name: 'hld',
  reads: {
    get: read(
      (workerId: string) => workerId,
      (found: Found) => found,
    ),
  },
  lists: {
    /** Those that there is something to do about, by the moment when: the earliest first. */
    waiting: list({
      name: 'holds waiting',
      place: ({ lookAtMs }: HoldRecord, workerId) =>
        lookAtMs === null ? null : { group: '', place: `${placeOf(lookAtMs)} ${workerId}` },
      view: (hold) => hold,
    }),
  },
  writes: {
    /** A settlement is planned that holds pay of the worker: the hold as it is then. */
    hold: write(
      ({ workerId }: HoldRecord) => workerId,
      (found: Found, begun) => {
        const after = continuedHold(found, begun);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
    /** False: it is another by now, and stays as it is. */
    note: write(
      ({ after }: NoteHold) => after.workerId,
      (found: Found, { before, after }) => {
        const [now, wanted] = [JSON.stringify(found), JSON.stringify(after)];
        const isAsRead = now === JSON.stringify(before);
        return { after: isAsRead ? after : undefined, result: isAsRead || now === wanted };
      },
    ),
  },
} as const;
