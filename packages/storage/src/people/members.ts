import type { Member } from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type MemberName = Pick<Member, 'customerId' | 'personId'>;

const keyOf = ({ customerId, personId }: MemberName): string => `${customerId} ${personId}`;

/** Who belongs to which organisation. */
export const members = {
  name: 'mem',
  reads: {
    get: read(keyOf, (found: Member | null) => found),
  },
  lists: {
    /** Of one organisation, by person. */
    ofCustomer: list({
      name: 'members customer',
      place: ({ customerId, personId }: Member) => ({ group: customerId, place: personId }),
      view: (member) => member,
    }),
    /** Of one person, by organisation. */
    ofPerson: list({
      name: 'members person',
      place: ({ customerId, personId }: Member) => ({ group: personId, place: customerId }),
      view: (member) => member,
    }),
  },
  writes: {
    /** Who is one already stays as they are. */
    join: write(keyOf, (found: Member | null, member: Member) => ({
      after: found === null ? member : undefined,
      result: found ?? member,
    })),
    /** Nothing where they are none. */
    changeRole: write(keyOf, (found: Member | null, { role }: MemberName & Pick<Member, 'role'>) => {
      const after = found === null || found.role === role ? undefined : { ...found, role };
      return { after, result: after ?? found };
    }),
    remove: write(keyOf, (found: Member | null) => ({
      after: found === null ? undefined : null,
      result: null,
    })),
    /** They looked at the keys of before. */
    reviewedKeys: write(keyOf, (found: Member | null) => {
      if (found?.hasKeysToReview === undefined) return { result: null };
      const { hasKeysToReview: _, ...after } = found;
      return { after, result: null };
    }),
  },
} as const;
