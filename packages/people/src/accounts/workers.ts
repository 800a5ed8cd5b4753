import {
  type EarningRecord,
  isFreshSession,
  type Person,
  type Sats,
  type WorkerProfile,
  type WorkerRecord,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import { CannotUnseal, type Sealer } from '@asg/runtime';
import type { Page, PayeeAccount, WorkerTotals } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import type { SealedTicket } from '../sign-in/factors/tickets.ts';
import type { SignedIn } from '../sign-in/outcomes.ts';
import { verifyPassword } from '../sign-in/passwords.ts';
import type { People } from '../sign-in/people.ts';
import type { OpenedSession, SignInPlace } from '../sign-in/sessions.ts';
import { personOfWorker } from './worker-people.ts';

/** What a sealed telephone number belongs to. */
const phoneOf = (workerId: string): string => `phone:${workerId}`;

export interface WorkerSession extends OpenedSession {
  readonly workerId: string;
  /** It took a deletion back that they had asked for. */
  readonly isStaying?: true;
}

export type RegisterWorkerResult =
  | { readonly ok: true; readonly session: WorkerSession }
  | { readonly ok: false; readonly refusal: 'email_taken' | 'weak_password' };

/** Where somebody signs in, and in which language they are written to. */
export interface WorkerPlace extends SignInPlace {
  readonly language: MailLanguage;
}

/** Workers' accounts: sign-up, sessions, profile. */
export class Workers {
  readonly #context: EngineContext;
  readonly #people: People;
  readonly #isLenient: boolean;
  readonly #sealer: Pick<Sealer, 'seal' | 'unseal'>;

  /** `isLenient`: whoever signs up may have any password. */
  constructor(
    context: EngineContext,
    people: People,
    parts: { readonly isLenient: boolean; readonly sealer: Pick<Sealer, 'seal' | 'unseal'> },
  ) {
    this.#context = context;
    this.#people = people;
    this.#isLenient = parts.isLenient;
    this.#sealer = parts.sealer;
  }

  /** Makes an account and logs it in; a mail asks for a proof of the e-mail. */
  async register(
    input: { readonly email: string; readonly password: string },
    place: WorkerPlace,
  ): Promise<RegisterWorkerResult> {
    const { storage, ids, clock } = this.#context;
    const { email, password } = input;
    if (!this.#isLenient && (await this.#people.isWeak(password, [email])))
      return { ok: false, refusal: 'weak_password' };
    const worker: WorkerRecord = {
      workerId: ids.next('worker'),
      email,
      passwordHash: await this.#people.hash(password),
      status: 'active',
      profile: null,
      payout: null,
      createdAtMs: clock.nowMs(),
    };
    const outcome = await storage.workers.register({ worker, emailKey: emailKey(email) });
    if (outcome === 'email_taken') return { ok: false, refusal: 'email_taken' };
    const person = await personOfWorker(storage, worker);
    await this.#people.askVerification(person, place.language);
    return { ok: true, session: await this.enter(person, place) };
  }

  /** A new session, a ticket where a code is wanted, or null: the answer does not tell whether the e-mail is known. */
  async logIn(
    input: { readonly email: string; readonly password: string },
    place: WorkerPlace,
  ): Promise<WorkerSession | SealedTicket | null> {
    const found = await this.#people.logIn(input, place, place.language);
    if (found === null || 'ticket' in found) return found;
    return sessionOf(found.person, found.opened);
  }

  /** A session of somebody who has shown all that it takes. */
  async enter(person: Person, place: WorkerPlace): Promise<WorkerSession> {
    const session = await this.#people.signIn(person, place, place.language);
    return sessionOf(person, session);
  }

  async logOut(token: string): Promise<void> {
    await this.#people.end(token);
  }

  /** The worker of a live session, or null. */
  async authenticate(token: string): Promise<(SignedIn & { readonly worker: WorkerRecord }) | null> {
    const found = await this.#people.authenticate(token);
    const worker = found && (await this.#context.storage.workers.get(found.person.personId));
    return found === null || worker === null ? null : { ...found, worker };
  }

  /**
   * Whether it is surely the worker who asks for something that a stolen session must not do: they gave their password,
   * or, without one, the session is younger than 15 minutes.
   */
  async confirms({ person, session }: SignedIn, password: string | null): Promise<boolean> {
    if (password !== null) return verifyPassword(password, person.passwordHash);
    return isFreshSession(session, this.#context.clock.nowMs());
  }

  async setProfile(workerId: string, profile: WorkerProfile): Promise<WorkerRecord> {
    return this.#change(workerId, { set: 'profile', profile });
  }

  /** What is stored of a telephone number; null: there is none. `phone`: null takes it away, not there leaves it as it was. */
  sealedPhone({ workerId, profile }: WorkerRecord, phone: string | null | undefined): string | null {
    if (phone === undefined) return profile?.sealedPhone ?? null;
    return phone === null ? null : this.#sealer.seal(phone.trim(), phoneOf(workerId));
  }

  /** For the worker alone. Null: there is none, or the key that it was sealed under is not set any more. */
  phoneOf({ workerId, profile }: WorkerRecord): string | null {
    const sealed = profile?.sealedPhone;
    if (sealed === undefined) return null;
    try {
      return this.#sealer.unseal(sealed, phoneOf(workerId));
    } catch (err) {
      if (!(err instanceof CannotUnseal)) throw err;
      this.#context.log.warn({ err, worker_id: workerId }, 'a telephone number cannot be read');
      return null;
    }
  }

  /** Who signs in as the worker, also while they are being erased, and after. */
  personOf(worker: WorkerRecord): Promise<Person> {
    return personOfWorker(this.#context.storage, worker);
  }

  /** One page of all workers, for the operator. */
  list(page: Page): Promise<readonly WorkerRecord[]> {
    return this.#context.storage.workers.list(page);
  }

  /** Any worker, for the operator; null where there is none. */
  find(workerId: string): Promise<WorkerRecord | null> {
    return this.#context.storage.workers.get(workerId);
  }

  /** The operator gives a worker no more tasks, for a reason that the worker reads. Null: no such worker. */
  suspend(workerId: string, reason: string): Promise<WorkerRecord | null> {
    const { storage, clock } = this.#context;
    return storage.workers.setStatus({ workerId, suspension: { reason, atMs: clock.nowMs() } });
  }

  reinstate(workerId: string): Promise<WorkerRecord | null> {
    return this.#context.storage.workers.setStatus({ workerId, suspension: null });
  }

  /** By the whole id, or the whole e-mail. */
  async search(text: string): Promise<WorkerRecord | null> {
    const { workers } = this.#context.storage;
    return text.includes('@') ? workers.byEmail(emailKey(text)) : workers.get(text);
  }

  /** `carried`: what could not be sent to their paymail. `heldSats`: paid to an address held for the worker, and not withdrawn yet. */
  async totals(
    workerId: string,
  ): Promise<WorkerTotals & { readonly heldSats: Sats; readonly carried: PayeeAccount['carried'] }> {
    const { storage } = this.#context;
    const [totals, heldSats, [account]] = await Promise.all([
      storage.workers.totals(workerId),
      storage.payouts.heldSats(workerId),
      storage.payouts.payees([workerId]),
    ]);
    return { ...totals, heldSats, carried: account?.carried ?? null };
  }

  /** Payments, the newest first. `before`: the settlement id that the last page ended with. */
  earnings(
    workerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly EarningRecord[]> {
    return this.#context.storage.payouts.earnings(workerId, page);
  }

  async #change(
    workerId: string,
    change: Parameters<EngineContext['storage']['workers']['change']>[0]['change'],
  ) {
    const worker = await this.#context.storage.workers.change({ workerId, change });
    if (worker === null) throw new Error(`worker ${workerId} has a session but no record`);
    return worker;
  }
}

function sessionOf({ personId, leaving }: Person, opened: OpenedSession): WorkerSession {
  return { workerId: personId, ...opened, ...(leaving !== undefined && { isStaying: true }) };
}
