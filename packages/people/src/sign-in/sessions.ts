import { isLiveSession, type Person } from '@asg/domain';
import type { Realm } from '@asg/domain/names';
import type { SessionRecord } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { isWellFormedToken, mintToken, tokenHash } from './tokens.ts';

/** Where somebody signs in, as far as it can be told. */
export interface SignInPlace {
  /** What the device is known by again. */
  readonly deviceId: string;
  /** Browser and system, or the program, as it names itself; null: it does not. */
  readonly device: string | null;
  /** Null: this machine. */
  readonly network: string | null;
}

export interface OpenedSession {
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAtMs: number;
}

const tokenPrefixes: Readonly<Record<Realm, string>> = { work: 'wst_', console: 'pst_' };
const lifeMs = 30 * 24 * 3_600_000;
/** Sessions of a person that are open at once; a further one ends the oldest. */
const openMax = 50;
const sweptMax = 100;

/** Whether a token is that of a person of the realm, by its form. */
export const isSessionToken = (realm: Realm, token: string): boolean =>
  isWellFormedToken(token, [tokenPrefixes[realm]]);

/** Sign-ins of people of a realm. What ends a person's sessions is their revision; each has its own end, too. */
export class Sessions {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'random' | 'ids'>;
  readonly #realm: Realm;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'random' | 'ids'>, realm: Realm) {
    this.#context = context;
    this.#realm = realm;
  }

  async open({ personId, revision }: Person, { device, network }: SignInPlace): Promise<OpenedSession> {
    const { storage, clock, random, ids } = this.#context;
    const token = mintToken(tokenPrefixes[this.#realm], random);
    const openedAtMs = clock.nowMs();
    const expiresAtMs = openedAtMs + lifeMs;
    const session = {
      sessionId: ids.next('session'),
      personId,
      revision,
      openedAtMs,
      expiresAtMs,
      device,
      network,
    };
    await storage.personSessions.open({ hash: tokenHash(token), ...session });
    const before = await storage.personSessions.ofPerson({
      group: personId,
      limit: openMax + 1,
      before: null,
    });
    await storage.personSessions.end(
      before.slice(openMax).flatMap((one) => (one === null ? [] : [one.hash])),
    );
    return { token, expiresAtMs };
  }

  /** The record under a token, or null; whether it is live its person decides. */
  async find(token: string): Promise<SessionRecord | null> {
    if (!isSessionToken(this.#realm, token)) return null;
    const { storage, clock } = this.#context;
    return storage.personSessions.lately({ key: tokenHash(token), nowMs: clock.nowMs() });
  }

  /** Those that are live, the newest first. */
  async of(person: Person): Promise<readonly SessionRecord[]> {
    const { storage, clock } = this.#context;
    const page = { group: person.personId, limit: openMax, before: null };
    const found = await storage.personSessions.ofPerson(page);
    return found.filter(
      (session): session is SessionRecord =>
        session !== null && isLiveSession(session, person, clock.nowMs()),
    );
  }

  async end(hashes: readonly string[]): Promise<void> {
    await this.#context.storage.personSessions.end(hashes);
  }

  async endAllBut(personId: string, hash: string | null): Promise<void> {
    const page = { group: personId, limit: openMax + 1, before: null };
    const found = await this.#context.storage.personSessions.ofPerson(page);
    const others = found.flatMap((one) => (one === null || one.hash === hash ? [] : [one.hash]));
    await this.#context.storage.personSessions.end(others);
  }

  async carryOver({ hash }: SessionRecord, { revision }: Person): Promise<void> {
    await this.#context.storage.personSessions.carryOver({ hash, revision });
  }

  /** Takes away sessions and links that are past their time. True: there may be more. */
  async sweep(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const page = { limit: sweptMax, after: null };
    const isOver = (one: { readonly expiresAtMs: number } | null): boolean =>
      one !== null && one.expiresAtMs <= clock.nowMs();
    const [sessions, links] = await Promise.all([
      storage.personSessions.byExpiry(page),
      storage.mailLinks.byExpiry(page),
    ]);
    const ended = sessions.filter(isOver).flatMap((one) => (one === null ? [] : [one.hash]));
    const removed = links.filter(isOver).map(({ hash }) => hash);
    await Promise.all([storage.personSessions.end(ended), storage.mailLinks.remove(removed)]);
    return ended.length === sweptMax || removed.length === sweptMax;
  }
}
