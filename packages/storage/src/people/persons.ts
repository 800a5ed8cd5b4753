import { changedPerson, leavingLookMs, type Person, type PersonChange } from '@asg/domain';
import { momentText } from '../records/moment-text.ts';
import { lately, list, read, write } from '../records/noun.ts';

export interface ChangePerson {
  readonly personId: string;
  /** As they are where there is no record of them yet; null: then there is nobody. */
  readonly seed: Person | null;
  readonly change: PersonChange;
}

/** People who sign in, by their ids. */
export const persons = {
  name: 'psn',
  reads: {
    get: read(
      (personId: string) => personId,
      (found: Person | null) => found,
    ),
    lately: lately((found: Person | null) => found),
  },
  lists: {
    /** Those who leave, or left and something is to be done for them, by when it is. */
    leaving: list({
      name: 'persons leaving',
      place: (person: Person) => {
        const atMs = leavingLookMs(person);
        return atMs === null ? null : { group: '', place: `${momentText(atMs)} ${person.personId}` };
      },
      view: (person) => person,
    }),
  },
  writes: {
    /** Whoever is there already stays as they are. */
    make: write(
      ({ personId }: Person) => personId,
      (found: Person | null, person) => ({
        after: found === null ? person : undefined,
        result: found ?? person,
      }),
    ),
    /** The person after it; null: there is nobody. */
    change: write(
      ({ personId }: ChangePerson) => personId,
      (found: Person | null, { seed, change }) => {
        const before = found ?? seed;
        if (before === null) return { result: null };
        const after = changedPerson(before, change);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
  },
} as const;
