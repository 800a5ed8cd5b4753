import type { TrailEntry } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write, writeMany } from '../records/noun.ts';

type EntryKey = Pick<TrailEntry, 'ownerId' | 'number'>;

const numberDigits = 12;

/** The place of an entry in its trail; sorts as the numbers do. */
export function trailPlace(number: number): string {
  return String(number).padStart(numberDigits, '0');
}

/** The place of an entry among those of all trails, by its moment. */
export function trailMoment({
  ownerId,
  number,
  atMs,
}: Pick<TrailEntry, 'ownerId' | 'number' | 'atMs'>): string {
  return `${momentText(atMs)} ${ownerId} ${trailPlace(number)}`;
}

const keyOf = ({ ownerId, number }: EntryKey): string => `${ownerId} ${trailPlace(number)}`;

/** The entries of trails. None is ever changed or removed; what one says of people may be erased. */
export const trailEntries = {
  name: 'tre',
  reads: {
    get: read(keyOf, (found: TrailEntry | null) => found),
  },
  lists: {
    ofOwner: list({
      name: 'trail owner',
      place: ({ ownerId, number }: TrailEntry) => ({ group: ownerId, place: trailPlace(number) }),
      view: (entry) => entry,
    }),
    all: list({
      name: 'trail all',
      place: (entry: TrailEntry) => ({ group: '', place: trailMoment(entry) }),
      view: (entry) => entry,
    }),
  },
  writes: {
    /** What is there stays as it is. */
    keep: writeMany(
      write(keyOf, (found: TrailEntry | null, entry: TrailEntry) => ({
        after: found === null ? entry : undefined,
        result: null,
      })),
    ),
    erase: writeMany(
      write<TrailEntry, EntryKey, null>(keyOf, (found) => ({
        after: found === null || found.personal === null ? undefined : { ...found, personal: null },
        result: null,
      })),
    ),
  },
} as const;
