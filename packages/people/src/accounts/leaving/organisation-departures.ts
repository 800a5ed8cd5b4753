import {
  isGone,
  isOpen,
  type MailRecord,
  type OrganisationDeparture,
  redressTaskId,
  type Task,
} from '@asg/domain';
import type { EngineContext } from '../../context.ts';
import { emailKey } from '../../sign-in/email-key.ts';
import type { PeopleMails } from '../../sign-in/mails.ts';
import { tokenHash } from '../../sign-in/tokens.ts';
import { eraseTrail } from '../../trail/trail-erasing.ts';
import { nameOfOrganisation } from '../organisation-name.ts';
import { mailsOf } from './known-mails.ts';
import type { OrganisationLeaving } from './organisation-leaving.ts';

/** What is done in rooms that this one does not know. Each may be done again. */
export interface OrganisationParts {
  readonly leaving: Pick<OrganisationLeaving, 'hold' | 'tellOfWaiting'>;
  readonly cancelJob: (customerId: string, jobId: string) => Promise<unknown>;
  /** Has every process let go of what the task shows. */
  readonly forgetShown: (task: Task) => Promise<void>;
  /** False: something of them is shown still. */
  readonly eraseAssets: (customerId: string) => Promise<boolean>;
  /** Webhooks, and what was sent or is to be sent. */
  readonly eraseWebhooks: (customerId: string) => Promise<void>;
  readonly mails: Pick<PeopleMails, 'secretOf'>;
}

type Context = Pick<EngineContext, 'storage' | 'clock' | 'log'>;

/** Requests that were under way when it was suspended are over by then. */
const quietMs = 5_000;
const putOffMs = 24 * 3_600_000;
/** What waits for pay is looked at again after so long. */
const againMs = 5_000;
/** So long after a crash something may still be entered into the trail, and somewhat more. */
const lateMs = 20 * 60_000;
const lookMs = { first: 5_000, max: 3_600_000 } as const;
const pageMax = 100;
const membersMax = 1_000;
const weekMs = 7 * 24 * 3_600_000;

/** Erases organisations whose time to take it back is over. Each step may be done again, and the mark `left` is written last. */
export class OrganisationDepartures {
  readonly #context: Context;
  readonly #parts: OrganisationParts;
  /** Those that wait for pay, with when they are looked at next. */
  readonly #waiting = new Map<string, number>();

  constructor(context: Context, parts: OrganisationParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** True: there may be more to do at once. */
  async round(): Promise<boolean> {
    const { storage, clock, log } = this.#context;
    const nowMs = clock.nowMs();
    const page = await storage.organisationDepartures.due({ limit: pageMax, after: null });
    let failure: unknown = null;
    for (const departure of page) {
      const { customerId, leaving, left } = departure;
      const atMs = left === undefined ? leaving?.dueAtMs : left.lookAtMs;
      if (atMs == null || atMs > nowMs || (this.#waiting.get(customerId) ?? 0) > nowMs) continue;
      try {
        await this.#look(departure);
      } catch (err) {
        failure = err;
        log.warn({ err, customer_id: customerId }, 'an organisation could not be erased yet');
      }
    }
    if (failure !== null) throw failure;
    return false;
  }

  async #look(departure: OrganisationDeparture): Promise<void> {
    const { storage, clock, log } = this.#context;
    const { customerId, leaving, left } = departure;
    const nowMs = clock.nowMs();
    if (left !== undefined) return this.#finish(customerId, left.atMs);
    if (leaving === undefined) return;
    if (!isGone(departure)) {
      if ((await this.#parts.leaving.hold(customerId)) !== null) return this.#putOff(departure, nowMs);
      await this.#change(customerId, { set: 'erasing', atMs: nowMs });
      return;
    }
    const changeId = `leaving ${leaving.askedAtMs}`;
    await storage.customers.change({ customerId, changeId, suspended: true });
    if (nowMs < (leaving.begunAtMs ?? nowMs) + quietMs) return;
    const isOver = await this.#endWork(customerId);
    if (!isOver || !(await this.#erase(customerId, leaving.dueAtMs - leaving.askedAtMs < weekMs))) {
      this.#waiting.set(customerId, nowMs + againMs);
      return;
    }
    await this.#change(customerId, { set: 'left', atMs: nowMs });
    this.#waiting.delete(customerId);
    log.info({ customer_id: customerId }, 'an organisation was erased');
  }

  async #putOff(departure: OrganisationDeparture, nowMs: number): Promise<void> {
    const dueAtMs = nowMs + putOffMs;
    await this.#parts.leaving.tellOfWaiting(departure, dueAtMs);
    await this.#change(departure.customerId, { set: 'put_off', dueAtMs });
  }

  /** Cancels what is open. False: somebody who labelled is not paid yet, or a job is still being cancelled. */
  async #endWork(customerId: string): Promise<boolean> {
    const { storage, clock } = this.#context;
    let isOver = true;
    await this.#eachJob(customerId, async ({ jobId, endedAtMs, status, dueAtMs }) => {
      if (endedAtMs === null) await this.#parts.cancelJob(customerId, jobId);
      if (endedAtMs === null || (status === 'cancelled' && dueAtMs !== null)) isOver = false;
    });
    await this.#eachTask(customerId, async ({ taskId, state }) => {
      if (isOpen(state)) await storage.tasks.cancel({ taskId, nowMs: clock.nowMs() });
      // What tells of it is on its way, and is erased at the next look.
      if (isOpen(state) || state === 'verified') isOver = false;
    });
    return isOver;
  }

  /** False: something of it may not be erased yet. */
  async #erase(customerId: string, isAtOnce: boolean): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    await this.#parts.eraseWebhooks(customerId);
    for (const model of await storage.ownModels.ofCustomer({
      group: customerId,
      limit: pageMax,
      after: null,
    }))
      await storage.ownModels.remove(model);
    await this.#eachGold(customerId, (goldId) => storage.gold.erase({ goldId, nowMs }));
    if (!(await this.#parts.eraseAssets(customerId))) return false;
    await this.#eachTask(customerId, async (task) => {
      if (task.erased === undefined) await this.#parts.forgetShown(task);
      for (const { conceded } of task.labels)
        if (conceded !== undefined)
          await storage.tasks.erase({ taskId: redressTaskId(conceded.appealId), nowMs, isLeaving: true });
      await storage.tasks.erase({ taskId: task.taskId, nowMs, isLeaving: true });
    });
    await this.#eachJob(customerId, ({ jobId }) => storage.jobs.erase(jobId));
    await this.#partWithOwnPeople(customerId);
    await this.#partWithMembers(customerId, isAtOnce);
    await storage.links.forgetPlaces(customerId);
    await eraseTrail(this.#context, { ownerId: customerId });
    await storage.customers.erase({ customerId, erasure: { erase: 'all', atMs: nowMs } });
    await storage.scrub();
    return true;
  }

  async #partWithOwnPeople(customerId: string): Promise<void> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    for (;;) {
      const page = await storage.poolMembers.ofOrganisation({
        group: customerId,
        limit: pageMax,
        after: null,
      });
      for (const { workerId } of page)
        await storage.poolMembers.end({ customerId, workerId, state: 'removed', nowMs });
      if (page.length < pageMax) break;
    }
    for (;;) {
      const page = await storage.poolInvitations.ofOrganisation({
        group: customerId,
        limit: pageMax,
        after: null,
      });
      for (const invitation of page) await storage.poolInvitations.remove(invitation);
      if (page.length < pageMax) break;
    }
  }

  /** Also of mails and links that name it, whoever they went to. */
  async #partWithMembers(customerId: string, isAtOnce: boolean): Promise<void> {
    const { storage } = this.#context;
    const { members, persons, teams } = storage;
    const name = await nameOfOrganisation(storage, customerId);
    const page = { group: customerId, limit: membersMax, after: null };
    const [found, invitations] = await Promise.all([
      members.ofCustomer(page),
      teams.invitations({ customerId }),
    ]);
    const people = await Promise.all(found.map(({ personId }) => persons.get(personId)));
    const keys = new Set([
      ...invitations.map((one) => one.emailKey),
      ...people.flatMap((person) => (person === null ? [] : [emailKey(person.email)])),
    ]);
    const names = new Set([customerId, ...(name === '' ? [] : [name])]);
    const isMeant = ({ values }: MailRecord): boolean =>
      Object.values(values).some((value) => value !== undefined && names.has(value));
    const mails = await mailsOf(storage, { keys, isAtOnce, isMeant });
    await storage.mailLinks.remove(mails.map(({ mailId }) => tokenHash(this.#parts.mails.secretOf(mailId))));
    await storage.mails.erase(mails.map(({ mailId }) => mailId));
    const ids = invitations.map(({ invitationId }) => invitationId);
    if (ids.length > 0) await teams.close({ customerId, ids });
    for (const person of people)
      for (const hash of person?.devices ?? [])
        await storage.marks.drop({ kind: 'device', hash, accountId: customerId });
    for (const { personId } of found) await members.remove({ customerId, personId });
  }

  async #finish(customerId: string, leftAtMs: number): Promise<void> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    // What was begun when a process died is entered late.
    await eraseTrail(this.#context, { ownerId: customerId });
    await this.#parts.eraseWebhooks(customerId);
    await storage.billingParties.set({ customerId, party: null });
    await storage.scrub();
    const nextMs = Math.min(lookMs.max, Math.max(lookMs.first, nowMs - leftAtMs));
    const isDone = nowMs >= leftAtMs + lateMs;
    await this.#change(customerId, { set: 'looked', lookAtMs: isDone ? null : nowMs + nextMs });
  }

  async #eachTask(customerId: string, each: (task: Task) => Promise<void>): Promise<void> {
    const { tasks } = this.#context.storage;
    for (let before: string | null = null; ; ) {
      const page: readonly Task[] = await tasks.ofCustomer({
        customerId,
        after: null,
        before,
        limit: pageMax,
      });
      for (const task of page) await each(task);
      if (page.length < pageMax) return;
      before = page.at(-1)?.taskId ?? null;
    }
  }

  async #eachJob(
    customerId: string,
    each: (
      job: Awaited<ReturnType<EngineContext['storage']['jobs']['list']>>[number]['job'],
    ) => Promise<void>,
  ): Promise<void> {
    for (let before: string | null = null; ; ) {
      const page = await this.#context.storage.jobs.list(customerId, { limit: pageMax, before });
      for (const { job } of page) await each(job);
      if (page.length < pageMax) return;
      before = page.at(-1)?.job.jobId ?? null;
    }
  }

  async #eachGold(customerId: string, each: (goldId: string) => Promise<void>): Promise<void> {
    for (let before: string | null = null; ; ) {
      const page = await this.#context.storage.gold.list({ owner: customerId, limit: pageMax, before });
      for (const { gold } of page) await each(gold.goldId);
      if (page.length < pageMax) return;
      before = page.at(-1)?.gold.goldId ?? null;
    }
  }

  async #change(
    customerId: string,
    change: Parameters<EngineContext['storage']['organisationDepartures']['change']>[0]['change'],
  ): Promise<void> {
    await this.#context.storage.organisationDepartures.change({ customerId, change });
  }
}
