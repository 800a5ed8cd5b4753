import type { Realm } from '../names.ts';
import {
  changedFactors,
  endsSessions,
  type FactorChange,
  type Factors,
  isUse,
  lockedFactors,
  noFactors,
} from './factors.ts';
import { type Departure, departureAfter, isGone, isLeavingChange, type LeavingChange } from './leaving.ts';

/** Somebody who signs in. A worker's person has the worker's id. */
export interface Person extends Departure {
  readonly personId: string;
  readonly realm: Realm;
  readonly email: string;
  /** PHC string: algorithm, parameters, salt and hash. */
  readonly passwordHash: string;
  /** Counts what ends sessions and links of before: they carry the revision at which they were made. */
  readonly revision: number;
  /** Counts what changed of how they get in, or ended sessions; not a lock. Not there: nothing did. */
  readonly turns?: number;
  /** Only a link that was sent to the e-mail opens the account: they said that somebody else was in it. */
  readonly isLocked?: true;
  /** When the account was got back by a link, or got another e-mail, for the last time. */
  readonly recoveredAtMs?: number;
  /** When a link that was sent to the e-mail was followed; not there: none was. */
  readonly verifiedAtMs?: number;
  /** What the e-mail is to become once a link that was sent there is followed. */
  readonly newEmail?: string;
  /** Hashes of the devices that signed in, the latest last. */
  readonly devices: readonly string[];
  /** Organisations that they were in and are in no more, the latest last: their trails tell of them still. */
  readonly former?: readonly string[];
  /** Passkeys and a second factor; not there: none were ever set up. */
  readonly factors?: Factors;
}

export type PersonChange =
  /** They read what is sent to this e-mail. Nothing where it is not theirs. */
  | { readonly set: 'verified'; readonly email: string; readonly atMs: number }
  /** Ends sessions and links, and a change of the e-mail that is not confirmed. Nothing where another change of that kind came before. */
  | {
      readonly set: 'password';
      readonly passwordHash: string;
      readonly revision: number;
      /** It was by a link. */
      readonly recoveredAtMs?: number;
    }
  /** The same password, as hashes are made now. Nothing where it is another one by now. */
  | { readonly set: 'rehashed'; readonly from: string; readonly passwordHash: string }
  /** The password is none that anybody knows, no passkey is left, and no codes of since then. Ends sessions and links, whatever came before. */
  | { readonly set: 'locked'; readonly passwordHash: string; readonly sinceMs: number }
  | { readonly set: 'signedOut'; readonly revision: number }
  | { readonly set: 'newEmail'; readonly email: string; readonly revision: number }
  /** Ends links that were sent to the e-mail of before. Nothing where the new e-mail is another one. */
  | { readonly set: 'email'; readonly email: string; readonly atMs: number }
  | { readonly set: 'device'; readonly device: string }
  | { readonly set: 'former'; readonly customerId: string }
  /** Some of them end sessions and links. Nothing where what does came before. */
  | { readonly set: 'factors'; readonly change: FactorChange; readonly revision: number }
  | LeavingChange;

export const factorsOf = ({ factors = noFactors }: Pick<Person, 'factors'>): Factors => factors;

export const turnsOf = ({ turns = 0 }: Pick<Person, 'turns'>): number => turns;

/** Devices of a person that are remembered. */
export const devicesMax = 20;
const formerMax = 500;

/** The person after the change; the very same where it changes nothing, as anything does once they are gone. */
export function changedPerson(person: Person, change: PersonChange): Person {
  if (isLeavingChange(change)) return departed(person, change);
  if (isGone(person)) return person;
  switch (change.set) {
    case 'verified':
      if (change.email !== person.email || person.verifiedAtMs !== undefined) return person;
      return { ...person, verifiedAtMs: change.atMs };
    case 'password': {
      const { newEmail: _, isLocked: __, ...rest } = person;
      const { passwordHash, revision, recoveredAtMs } = change;
      if (revision !== person.revision) return person;
      const recovered = recoveredAtMs === undefined ? {} : { recoveredAtMs };
      return { ...rest, ...recovered, passwordHash, revision: revision + 1, turns: turnsOf(person) + 1 };
    }
    case 'rehashed':
      return change.from === person.passwordHash ? { ...person, passwordHash: change.passwordHash } : person;
    case 'locked': {
      const { newEmail: _, factors, ...rest } = person;
      if (change.passwordHash === person.passwordHash) return person;
      return {
        ...rest,
        passwordHash: change.passwordHash,
        isLocked: true,
        ...(factors === undefined ? {} : { factors: lockedFactors(factors, change.sinceMs) }),
        revision: person.revision + 1,
      };
    }
    case 'signedOut':
      if (change.revision !== person.revision) return person;
      return { ...person, revision: person.revision + 1, turns: turnsOf(person) + 1 };
    case 'newEmail':
      return change.revision === person.revision ? { ...person, newEmail: change.email } : person;
    case 'email': {
      const { newEmail, ...rest } = person;
      if (newEmail !== change.email) return person;
      return {
        ...rest,
        email: change.email,
        verifiedAtMs: change.atMs,
        recoveredAtMs: change.atMs,
        turns: turnsOf(person) + 1,
      };
    }
    case 'device': {
      const others = person.devices.filter((known) => known !== change.device);
      if (person.devices.at(-1) === change.device) return person;
      return { ...person, devices: [...others, change.device].slice(-devicesMax) };
    }
    case 'former': {
      const { former = [] } = person;
      if (former.includes(change.customerId)) return person;
      return { ...person, former: [...former, change.customerId].slice(-formerMax) };
    }
    case 'factors': {
      const before = factorsOf(person);
      const factors = changedFactors(before, change.change);
      if (change.revision !== person.revision || factors === before) return person;
      return {
        ...person,
        factors,
        revision: person.revision + (endsSessions(before, factors) ? 1 : 0),
        ...(isUse(change.change) ? {} : { turns: turnsOf(person) + 1 }),
      };
    }
  }
}

function departed(person: Person, change: LeavingChange): Person {
  const after = departureAfter(person, change);
  if (after === null) return person;
  const { leaving, left: _, ...rest } = person;
  const { personId, realm, revision } = rest;
  // Whatever else is known of them goes, too.
  if (after.left !== undefined)
    return { personId, realm, email: '', passwordHash: '', revision, devices: [], ...after };
  const isNew = leaving === undefined;
  if (!isNew) return { ...rest, ...after };
  return { ...rest, ...after, revision: revision + 1, turns: turnsOf(person) + 1 };
}
