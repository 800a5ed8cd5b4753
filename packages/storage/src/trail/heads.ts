import { type ChangeTrail, changedTrailHead, committedTrailHead, type TrailHead } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { list, read, write, writeMany } from '../records/noun.ts';
import { sha256 } from '../sha256.ts';

interface CommitTrail {
  readonly ownerId: string;
  readonly count: number;
  readonly nowMs: number;
}

const place = ({ ownerId, sinceMs }: TrailHead) => ({
  group: '',
  place: `${momentText(sinceMs)} ${ownerId}`,
});

/** The ends of trails, by whose they are: each grows by itself. */
export const trailHeads = {
  name: 'trh',
  reads: {
    get: read(
      (ownerId: string) => ownerId,
      (found: TrailHead | null) => found,
    ),
  },
  lists: {
    /** By owner. */
    all: list({
      name: 'trails',
      place: ({ ownerId }: TrailHead) => ({ group: '', place: ownerId }),
      view: (head) => head,
    }),
    /** Those with entries that no settlement commits to, the longest waiting first. */
    uncommitted: list({
      name: 'trails uncommitted',
      place: (head: TrailHead) => (head.count > head.committed ? place(head) : null),
      view: (head) => head,
    }),
    /** Those with changes that were begun. */
    open: list({
      name: 'trails open',
      place: (head: TrailHead) => (head.drafts.length === 0 ? null : { group: '', place: head.ownerId }),
      view: (head) => head,
    }),
  },
  writes: {
    /** The head after it; null: there is none, and nothing to make one of. */
    change: writeMany(
      write(
        ({ ownerId }: ChangeTrail) => ownerId,
        (found: TrailHead | null, request) => {
          const after = changedTrailHead(found, request, sha256);
          return { after: after === found ? undefined : after, result: after };
        },
      ),
    ),
    /** A settlement commits to its entries up to one. */
    commit: writeMany(
      write(
        ({ ownerId }: CommitTrail) => ownerId,
        (found: TrailHead | null, { count, nowMs }) => {
          const after = found && committedTrailHead(found, count, nowMs);
          return { after: after === found ? undefined : after, result: null };
        },
      ),
    ),
    /** What the entries in it say of people is forgotten; their hashes stay. */
    erase: write(
      ({ ownerId }: { readonly ownerId: string; readonly numbers: readonly number[] }) => ownerId,
      (found: TrailHead | null, { numbers }) => {
        const isMeant = ({ number, personal }: TrailHead['tail'][number]): boolean =>
          personal !== null && numbers.includes(number);
        if (found === null || !found.tail.some(isMeant)) return { result: null };
        const tail = found.tail.map((entry) => (isMeant(entry) ? { ...entry, personal: null } : entry));
        return { after: { ...found, tail }, result: null };
      },
    ),
  },
} as const;
