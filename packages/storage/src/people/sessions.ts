import { momentText } from '../records/moment-text.ts';
import { lately, list, read, write, writeMany } from '../records/noun.ts';

/** One sign-in of a person. */
export interface SessionRecord {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  /** What its person calls it by. */
  readonly sessionId: string;
  readonly personId: string;
  /** Of the person, when it was opened. */
  readonly revision: number;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  /** Browser and system, or the program, as it named itself; null: it did not, or the session is from before that was kept. */
  readonly device: string | null;
  /** The network that it was opened from; null: this machine, or not known. */
  readonly network: string | null;
  /** Of the Console: the organisation that it is in. */
  readonly customerId?: string;
}

/** As one engine kept the sessions of workers before they were people's; such a session stands in no list. */
interface FormerSession {
  readonly session: { readonly hash: string; readonly workerId: string; readonly expiresAtMs: number };
  readonly isEnded: boolean;
}
type Stored = SessionRecord | FormerSession;

const formerMs = 30 * 24 * 3_600_000;
const idDigits = 25;

function sessionOf(found: Stored | null): SessionRecord | null {
  if (found === null || !('session' in found)) return found;
  const { hash, workerId, expiresAtMs } = found.session;
  if (found.isEnded) return null;
  return {
    hash,
    sessionId: `ses_0${hash.slice(0, idDigits).toUpperCase()}`,
    personId: workerId,
    revision: 0,
    openedAtMs: expiresAtMs - formerMs,
    expiresAtMs,
    device: null,
    network: null,
  };
}

/** Sign-ins of people, by the hashes of their tokens. */
export const personSessions = {
  name: 'ses',
  reads: {
    get: read((hash: string) => hash, sessionOf),
    lately: lately(sessionOf),
  },
  lists: {
    /** Of one person, by session id: the oldest first. */
    ofPerson: list({
      name: 'sessions person',
      place: (stored: Stored) =>
        'session' in stored ? null : { group: stored.personId, place: stored.sessionId },
      view: sessionOf,
    }),
    /** Those that end first come first. */
    byExpiry: list({
      name: 'sessions expiry',
      place: (stored: Stored) =>
        'session' in stored ? null : { group: '', place: `${momentText(stored.expiresAtMs)} ${stored.hash}` },
      view: sessionOf,
    }),
  },
  writes: {
    open: write(
      ({ hash }: SessionRecord) => hash,
      (found: Stored | null, session) => ({ after: found === null ? session : undefined, result: null }),
    ),
    /** It lives on at another revision of its person. */
    carryOver: write(
      ({ hash }: { readonly hash: string; readonly revision: number }) => hash,
      (found: Stored | null, { revision }) => {
        const session = sessionOf(found);
        return { after: session === null ? undefined : { ...session, revision }, result: session !== null };
      },
    ),
    /** It is in another organisation from now on. */
    enter: write(
      ({ hash }: { readonly hash: string; readonly customerId: string }) => hash,
      (found: Stored | null, { customerId }) => {
        const session = sessionOf(found);
        return { after: session === null ? undefined : { ...session, customerId }, result: session !== null };
      },
    ),
    end: writeMany(
      write(
        (hash: string) => hash,
        (found: Stored | null) => ({ after: found === null ? undefined : null, result: null }),
      ),
    ),
  },
} as const;
