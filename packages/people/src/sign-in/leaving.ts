import {
  type Evidence,
  graceMs,
  isGone,
  isValidLink,
  type MailLink,
  type MailRecord,
  type Person,
  type PersonChange,
  type ReportRecord,
  type Sighting,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { SessionRecord } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { emailKey } from './email-key.ts';
import type { PeopleMails } from './mails.ts';
import type { RealmAccounts } from './realm-accounts.ts';
import type { Sessions } from './sessions.ts';
import { tokenHash } from './tokens.ts';

export interface LeavingParts {
  readonly accounts: RealmAccounts;
  readonly sessions: Sessions;
  readonly mails: PeopleMails;
}

export interface AskToLeave {
  /** The session that asked, which lives on; null: the operator asks, for somebody who wrote to them. */
  readonly session: SessionRecord | null;
  readonly language: MailLanguage;
  /** Without the time to take it back. */
  readonly isAtOnce?: boolean;
}

/** Mails and links of one person are kept for days, and few are sent in one. */
const knownMax = 1_000;

export interface KnownOfPerson {
  readonly mails: readonly MailRecord[];
  readonly links: readonly MailLink[];
  /** Where they signed up and in. */
  readonly places: readonly Sighting[];
  /** Why other accounts may be theirs, one for each of them. */
  readonly linked: readonly Evidence[];
  /** How they answered lately: labels, those that came too fast, those without a look, and the mean time between them. */
  readonly answering: Readonly<Record<'recent' | 'fast' | 'unseen' | 'pace_ms', number>>;
}

/** People ask for their account to be erased, and take it back. Who carries it out reads their records. */
export class Leaving {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #parts: LeavingParts;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>, parts: LeavingParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Ends every other session; a mail tells of it, with a link that takes it back. Repeating asks for nothing new. */
  async ask(person: Person, { session, language, isAtOnce = false }: AskToLeave): Promise<Person> {
    const { sessions, mails } = this.#parts;
    const askedAtMs = this.#context.clock.nowMs();
    const dueAtMs = isAtOnce ? askedAtMs : askedAtMs + graceMs;
    const { personId, revision } = person;
    // Before the change that ends it, so that whoever asks again after a lost answer is still let in.
    if (session !== null && person.leaving === undefined)
      await sessions.carryOver(session, { ...person, revision: revision + 1 });
    const after = await this.#change(person, { set: 'leaving', askedAtMs, dueAtMs, revision });
    const { leaving } = after;
    if (leaving !== undefined && !isGone(after) && !isAtOnce) {
      const values = { personId, at: dayText(leaving.askedAtMs), until: dayText(leaving.dueAtMs) };
      const cause = `${leaving.askedAtMs}`;
      const template = after.realm === 'work' ? 'account_leaving' : 'person_leaving';
      await mails.tell(after, { template, language, values }, cause);
    }
    await sessions.endAllBut(personId, session?.hash ?? null);
    return after;
  }

  /** They stay, whatever they asked for; a mail tells of it. Nothing once it has begun, or where they did not ask. */
  async takeBack(person: Person, language: MailLanguage): Promise<Person> {
    const { leaving } = person;
    if (leaving === undefined) return person;
    const after = await this.#change(person, { set: 'staying' });
    if (after.leaving === undefined && after.left === undefined)
      await this.#parts.mails.tell(
        after,
        { template: 'account_staying', language, values: {} },
        `${leaving.askedAtMs}`,
      );
    return after;
  }

  /** By the link of the mail; null: it is void. Repeating is the same as long as it is not erased. */
  async stay(secret: string, language: MailLanguage): Promise<Person | null> {
    const { storage, clock } = this.#context;
    const link = await storage.mailLinks.get(tokenHash(secret));
    const person = link && (await this.#parts.accounts.get(link.personId));
    if (link?.purpose !== 'stay' || person === null || person.email !== link.email) return null;
    if (person.leaving === undefined) return clock.nowMs() < link.expiresAtMs ? person : null;
    return isValidLink(link, person, clock.nowMs()) ? this.takeBack(person, language) : null;
  }

  /** What is kept of somebody beside their account. */
  async known({ personId, email, newEmail }: Person): Promise<KnownOfPerson> {
    const { mails, mailLinks, links, trust } = this.#context.storage;
    const addresses = [email, newEmail].flatMap((text) => (text === undefined ? [] : [emailKey(text)]));
    const page = { limit: knownMax, after: null };
    const [told, found, places, answering] = await Promise.all([
      Promise.all([...new Set(addresses)].map((group) => mails.toAddress({ ...page, group }))),
      mailLinks.ofPerson({ ...page, group: personId }),
      links.get(personId),
      trust.signals(personId),
    ]);
    const { registered, ranges, pairs } = places;
    const { recent, fast, unseen = 0, paceMs } = answering;
    return {
      mails: told.flat(),
      links: found,
      places: [...(registered === null ? [] : [registered]), ...ranges],
      linked: Object.values(pairs).map(({ kinds }) => kinds),
      answering: { recent, fast, unseen, pace_ms: paceMs },
    };
  }

  /** What they reported of items, the oldest first. */
  reports(
    workerId: string,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly ReportRecord[]> {
    return this.#context.storage.reports.ofWorker({ ...page, group: workerId });
  }

  async #change(person: Person, change: PersonChange): Promise<Person> {
    const { personId } = person;
    const after = await this.#context.storage.persons.change({ personId, seed: person, change });
    if (after === null) throw new Error(`person ${personId} is gone`);
    return after;
  }
}

const dayText = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
