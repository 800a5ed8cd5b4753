import type { EarningRecord, Sats, WorkerProfile, WorkerRecord } from '@asg/domain';
import type { Page, PayeeAccount, WorkerTotals } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { emailKey } from './customers.ts';
import { hashPassword, passwordCost, verifyPassword } from './passwords.ts';
import { isWellFormedToken, mintToken, tokenHash } from './tokens.ts';

const sessionTokenPrefix = 'wst_';
const sessionMs = 30 * 24 * 3_600_000;
const freshMs = 15 * 60_000;

export interface WorkerSession {
  readonly workerId: string;
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAtMs: number;
}

export type RegisterWorkerResult =
  | { readonly ok: true; readonly session: WorkerSession }
  | { readonly ok: false; readonly refusal: 'email_taken' };

/** Workers' accounts: sign-up, sessions, profile. */
export class Workers {
  readonly #context: EngineContext;
  readonly #cost: typeof passwordCost;
  /** Verified against when the e-mail is unknown, so that the answer takes as long. */
  #decoyHash: Promise<string> | null = null;

  /** `cost`: of the hashes that it makes; those that are stored say their own. */
  constructor(context: EngineContext, cost = passwordCost) {
    this.#context = context;
    this.#cost = cost;
  }

  /** Makes an account and logs it in. */
  async register(input: {
    readonly email: string;
    readonly password: string;
  }): Promise<RegisterWorkerResult> {
    const { storage, ids, clock, random } = this.#context;
    const worker: WorkerRecord = {
      workerId: ids.next('worker'),
      email: input.email,
      passwordHash: await hashPassword(input.password, random, this.#cost),
      status: 'active',
      profile: null,
      payout: null,
      createdAtMs: clock.nowMs(),
    };
    const outcome = await storage.workers.register({ worker, emailKey: emailKey(input.email) });
    if (outcome === 'email_taken') return { ok: false, refusal: 'email_taken' };
    return { ok: true, session: await this.#openSession(worker.workerId) };
  }

  /** A new session, or null: the answer does not tell whether the e-mail is known. */
  async logIn(input: { readonly email: string; readonly password: string }): Promise<WorkerSession | null> {
    const worker = await this.#context.storage.workers.byEmail(emailKey(input.email));
    this.#decoyHash ??= hashPassword('decoy', this.#context.random, this.#cost);
    const fits = await verifyPassword(input.password, worker?.passwordHash ?? (await this.#decoyHash));
    return worker !== null && fits ? this.#openSession(worker.workerId) : null;
  }

  async logOut(token: string): Promise<void> {
    await this.#context.storage.sessions.endWorker(tokenHash(token));
  }

  /** The worker of a live session, or null. */
  async authenticate(token: string): Promise<WorkerRecord | null> {
    if (!isWellFormedToken(token, [sessionTokenPrefix])) return null;
    const found = await this.#context.storage.sessions.ofWorker(tokenHash(token));
    if (found === null || found.session.expiresAtMs <= this.#context.clock.nowMs()) return null;
    return found.worker;
  }

  /**
   * Whether it is surely the worker who asks for something that a stolen session must not do: they gave their password,
   * or, without one, the session is younger than 15 minutes.
   */
  async confirms(token: string, password: string | null): Promise<boolean> {
    const found = await this.#context.storage.sessions.ofWorker(tokenHash(token));
    if (found === null) return false;
    if (password !== null) return verifyPassword(password, found.worker.passwordHash);
    return found.session.expiresAtMs - sessionMs + freshMs > this.#context.clock.nowMs();
  }

  async setProfile(workerId: string, profile: WorkerProfile): Promise<WorkerRecord> {
    return this.#change(workerId, { set: 'profile', profile });
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

  async #openSession(workerId: string): Promise<WorkerSession> {
    const { storage, clock, random } = this.#context;
    const token = mintToken(sessionTokenPrefix, random);
    const expiresAtMs = clock.nowMs() + sessionMs;
    await storage.sessions.openWorker({ hash: tokenHash(token), workerId, expiresAtMs });
    return { workerId, token, expiresAtMs };
  }
}
