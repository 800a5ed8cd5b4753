import {
  type AccountLinks,
  dissolvedLink,
  type Evidence,
  linkedWith,
  noLinks,
  type Sighting,
  seenAt,
  withEvidence,
} from '@asg/domain';
import { read, write } from '../records/noun.ts';

type Found = AccountLinks | null;

export interface AccountSeen extends Sighting {
  readonly accountId: string;
  /** It was made there and then. */
  readonly isNew: boolean;
}

export interface PairEvidence {
  readonly accountId: string;
  readonly otherId: string;
  readonly evidence: Evidence;
}

export interface DissolvedLink {
  readonly accountId: string;
  readonly otherId: string;
  readonly nowMs: number;
}

/** What is known of accounts that may be one person's, by account. Evidence of two is with both of them. */
export const links = {
  name: 'lnk',
  reads: {
    get: read(
      (accountId: string) => accountId,
      (found: Found) => found ?? noLinks,
    ),
    /** Accounts that this one is linked with, the earliest first. */
    linkedWith: read(
      (accountId: string) => accountId,
      (found: Found) => linkedWith(found ?? noLinks),
    ),
  },
  writes: {
    /** The account as it is then. */
    seen: write(
      ({ accountId }: AccountSeen) => accountId,
      (found: Found, { range, atMs, isNew }) => {
        const after = seenAt(found ?? noLinks, { range, atMs }, isNew);
        return { after, result: after };
      },
    ),
    /** The account as it is then. */
    addEvidence: write(
      ({ accountId }: PairEvidence) => accountId,
      (found: Found, { otherId, evidence }) => {
        const before = found ?? noLinks;
        const after = withEvidence(before, otherId, evidence);
        return { after: after === before ? undefined : after, result: after };
      },
    ),
    /** Where it was is erased; which accounts are its own stays. */
    forgetPlaces: write(
      (accountId: string) => accountId,
      (found: Found) => ({
        after: found === null ? undefined : { ...found, registered: null, ranges: [] },
        result: null,
      }),
    ),
    dissolve: write(
      ({ accountId }: DissolvedLink) => accountId,
      (found: Found, { otherId, nowMs }) => {
        const before = found ?? noLinks;
        const after = dissolvedLink(before, otherId, nowMs);
        return { after: after === before ? undefined : after, result: null };
      },
    ),
  },
} as const;
