import { type HoldLeadership, heldLeadership, type LeadershipRecord } from '@asg/domain';
import { read, write } from '../records/noun.ts';

type Found = LeadershipRecord | null;

/** What one process at a time does. There are a bounded number of names: none is ever forgotten. */
export const leadership = {
  name: 'lea',
  isLeftBehind: true,
  isHousekeeping: true,
  reads: {
    /** By name. Null: no process ever led it. Its term may be over: see `untilMs`. */
    get: read(
      (name: string) => name,
      (found: Found) => found,
    ),
  },
  writes: {
    /** Takes free leadership, or renews one's own, for `holdMs` from now; 0 gives it up. Null: another process leads. */
    hold: write(
      ({ name }: HoldLeadership) => name,
      (found: Found, request) => {
        const held = heldLeadership(found, request);
        return { after: held ?? undefined, result: held };
      },
    ),
  },
} as const;
