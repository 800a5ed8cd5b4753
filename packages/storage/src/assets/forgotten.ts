import { list, write, writeMany } from '../records/noun.ts';

/** That content was deleted: processes that have it in memory let go of it. */
export interface Forgotten {
  /** Names the content, and tells nothing of it. */
  readonly key: string;
  readonly atMs: number;
}

const placeLength = 16;

/** Where a note of that moment stands in the list. */
export function forgottenPlace({ key, atMs }: Forgotten): string {
  return `${String(atMs).padStart(placeLength, '0')} ${key}`;
}

/** What was deleted lately, by its key. */
export const forgotten = {
  name: 'fgt',
  isLeftBehind: true,
  lists: {
    /** By when it was deleted, the earliest first. */
    recent: list({
      name: 'forgotten recent',
      place: (note: Forgotten) => ({ group: '', place: forgottenPlace(note) }),
      view: (note) => note,
    }),
  },
  writes: {
    /** The latest deletion of the same counts. */
    note: write(
      ({ key }: Forgotten) => key,
      (found: Forgotten | null, { key, atMs }) => ({
        after: found !== null && found.atMs >= atMs ? undefined : { key, atMs },
        result: null,
      }),
    ),
    /** Of notes that are as they were read. */
    drop: writeMany(
      write(
        ({ key }: Forgotten) => key,
        (found: Forgotten | null, { atMs }) => ({
          after: found?.atMs === atMs ? null : undefined,
          result: null,
        }),
      ),
    ),
  },
} as const;
