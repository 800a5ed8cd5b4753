import { isGone, type Left, type Person, type PersonChange, type WorkerRecord, walletOf } from '@asg/domain';
import type { EngineContext } from '../../context.ts';
import { emailKey } from '../../sign-in/email-key.ts';
import { tokenHash } from '../../sign-in/tokens.ts';
import { eraseTrail } from '../../trail/trail-erasing.ts';
import type { ConsoleDeparture } from './console-departure.ts';
import { forgetPaymails } from './erased-paymails.ts';

/** Requests that were under way when nobody could sign in any more are over by then. */
const quietMs = 5_000;
/** How soon what waits for money is looked at again: at first, and at most. */
const lookMs = { first: 5_000, max: 3_600_000 } as const;
/** So long after a crash something may still be entered into a trail, and somewhat more. */
const lateMs = 20 * 60_000;
/** So long pay that is on its way is waited for; then it stays at the address held for them. */
const payMsMax = 60 * 24 * 3_600_000;
const pageMax = 100;

export interface DepartureParts {
  /** Asks that what is held for a worker goes to their wallet: the withdrawal's id; null: nothing can be moved now. */
  readonly withdraw: (workerId: string) => Promise<string | null>;
  /** What a wallet of somebody who left is known by again: nobody without the key can try out which it was. */
  readonly markOf: (wallet: string) => string;
  readonly console: ConsoleDeparture;
}

type Context = Pick<EngineContext, 'storage' | 'clock' | 'log'>;

/**
 * Erases people whose time to take it back is over. Each step may be done again, and the record of the person, which is
 * written last, says that all others were done: a process that dies in between leaves the rest to the next.
 */
export class Departures {
  readonly #context: Context;
  readonly #parts: DepartureParts;

  constructor(context: Context, parts: DepartureParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** True: there may be more to do at once. */
  async round(): Promise<boolean> {
    const { storage, clock, log } = this.#context;
    const page = await storage.persons.leaving({ limit: pageMax, after: null });
    const due = page.filter(({ leaving, left }) => {
      const atMs = left === undefined ? leaving?.dueAtMs : left.lookAtMs;
      return atMs != null && atMs <= clock.nowMs();
    });
    let failure: unknown = null;
    for (const person of due) {
      try {
        await this.#look(person);
      } catch (err) {
        failure = err;
        log.warn({ err, person_id: person.personId }, 'an account could not be erased yet');
      }
    }
    // One that fails keeps none of the others waiting, and the loop tells of it.
    if (failure !== null) throw failure;
    return page.length === pageMax && due.length === pageMax;
  }

  async #look(person: Person): Promise<void> {
    const { clock, log } = this.#context;
    const { personId, leaving, left } = person;
    const nowMs = clock.nowMs();
    if (left !== undefined) return this.#finish(person, left);
    if (!isGone(person)) {
      const { console } = this.#parts;
      if (person.realm === 'console' && !(await console.leaveOrganisations(person)))
        return console.putOff(person);
      await this.#change(personId, { set: 'erasing', atMs: nowMs });
      return;
    }
    if (leaving?.begunAtMs === undefined || nowMs < leaving.begunAtMs + quietMs) return;
    const trails = person.realm === 'console' ? await this.#parts.console.erase(person) : [];
    await this.#erase(person);
    await this.#change(personId, { set: 'left', atMs: nowMs, trails });
    log.info({ person_id: personId }, 'an account was erased');
  }

  /** All but where the last of their pay goes. */
  async #erase(person: Person): Promise<void> {
    const { storage, clock } = this.#context;
    const { personId, devices } = person;
    const worker = await storage.workers.get(personId);
    if (worker !== null && !(await this.#isSuspect(worker)))
      for (const hash of devices) await storage.marks.drop({ kind: 'device', hash, accountId: personId });
    const emails = [person.email, person.newEmail, worker?.email].flatMap((email) => email ?? []);
    const keys = new Set(emails.map(emailKey));
    await this.#leavePools(personId, keys);
    await storage.walletChanges.drop(personId);
    await storage.pushes.remove({ workerId: personId, deviceId: null });
    await this.#eachPage(
      () => storage.practices.ofWorker({ group: personId, limit: pageMax, after: null }),
      async (practised) => {
        for (const one of practised) await storage.practices.remove(one);
      },
    );
    for (const group of keys)
      await this.#eachPage(
        () => storage.mails.toAddress({ group, limit: pageMax, after: null }),
        (mails) => storage.mails.erase(mails.map(({ mailId }) => mailId)),
      );
    await this.#eachPage(
      () => storage.mailLinks.ofPerson({ group: personId, limit: pageMax, after: null }),
      (links) => storage.mailLinks.remove(links.map(({ hash }) => hash)),
    );
    await this.#eachPage(
      () => storage.personSessions.ofPerson({ group: personId, limit: pageMax, after: null }),
      (sessions) => storage.personSessions.end(sessions.flatMap((one) => (one === null ? [] : [one.hash]))),
    );
    await this.#eraseWords(personId);
    await storage.links.forgetPlaces(personId);
    await eraseTrail(this.#context, { ownerId: personId });
    await storage.workers.leave({ workerId: personId, atMs: clock.nowMs() });
  }

  /** Organisations that they labelled for as one of their own, with the invitations that went to them. */
  async #leavePools(workerId: string, emails: ReadonlySet<string>): Promise<void> {
    const { storage, clock } = this.#context;
    const members = await storage.poolMembers.ofWorker({ group: workerId, limit: pageMax, after: null });
    for (const { customerId } of members) {
      for (let after: string | null = null; ; ) {
        const page = await storage.poolInvitations.ofOrganisation({
          group: customerId,
          limit: pageMax,
          after,
        });
        for (const invitation of page)
          if (invitation.email !== null && emails.has(emailKey(invitation.email)))
            await storage.poolInvitations.remove(invitation);
        if (page.length < pageMax) break;
        after = page.at(-1)?.invitationId ?? null;
      }
      await storage.poolMembers.end({ customerId, workerId, state: 'left', nowMs: clock.nowMs() });
    }
  }

  /** What they wrote: which labels they contested and which items they reported stays. */
  async #eraseWords(workerId: string): Promise<void> {
    const { appeals, reports } = this.#context.storage;
    for (let before: string | null = null; ; ) {
      const page = await appeals.ofWorker(workerId, { limit: pageMax, before });
      for (const { appealId } of page) await appeals.erase(appealId);
      if (page.length < pageMax) break;
      before = page.at(-1)?.appealId ?? null;
    }
    for (let after: string | null = null; ; ) {
      const page = await reports.ofWorker({ group: workerId, limit: pageMax, after });
      for (const { reportId } of page) await reports.erase(reportId);
      if (page.length < pageMax) break;
      after = page.at(-1)?.reportId ?? null;
    }
  }

  /** Once their pay has arrived: where it went is erased, too. */
  async #finish({ personId }: Person, { atMs: leftAtMs, trails = [] }: Left): Promise<void> {
    const { storage, clock } = this.#context;
    const worker = await storage.workers.get(personId);
    const nowMs = clock.nowMs();
    const isOver = nowMs >= leftAtMs + payMsMax;
    const isWaiting = !isOver && worker !== null && (await this.#waitsForPay(worker));
    const isForgotten = !isWaiting && (worker === null || (await this.#forgetWallet(worker)));
    // What was begun when a process died is entered late.
    await eraseTrail(this.#context, { ownerId: personId });
    await this.#parts.console.eraseTrails({ personId, trails });
    const isDone = isForgotten && nowMs >= leftAtMs + lateMs;
    await storage.scrub();
    const againMs = Math.min(lookMs.max, Math.max(lookMs.first, nowMs - leftAtMs));
    await this.#change(personId, { set: 'looked', lookAtMs: isDone ? null : nowMs + againMs });
  }

  /** Asks for what can be moved, too. */
  async #waitsForPay({ workerId, payout }: WorkerRecord): Promise<boolean> {
    if (payout === null) return false;
    const { storage } = this.#context;
    if ((await this.#parts.withdraw(workerId)) !== null) return true;
    const [hold, heldSats, [account]] = await Promise.all([
      storage.holds.get(workerId),
      storage.payouts.heldSats(workerId),
      storage.payouts.payees([workerId]),
    ]);
    return (hold?.lookAtMs ?? null) !== null || heldSats > 0 || (account?.carried ?? null) !== null;
  }

  /** False: some of it may not be changed yet. */
  async #forgetWallet(worker: WorkerRecord): Promise<boolean> {
    const { storage } = this.#context;
    const { workerId, payout } = worker;
    if (payout !== null) {
      const wallet = walletOf(payout);
      const mark = { kind: 'wallet', accountId: workerId } as const;
      if (await this.#isSuspect(worker))
        await storage.marks.put({ ...mark, hash: this.#parts.markOf(wallet) });
      await storage.marks.drop({ ...mark, hash: tokenHash(wallet) });
      await storage.workers.change({ workerId, change: { set: 'payout', payout: null } });
    }
    return forgetPaymails(storage, workerId);
  }

  /** Whether what tells their accounts apart is needed on: they were suspended, or somebody was who is taken for them. */
  async #isSuspect({ status, linkedIds = [] }: WorkerRecord): Promise<boolean> {
    if (status === 'suspended') return true;
    const others = await Promise.all(linkedIds.map((id) => this.#context.storage.workers.get(id)));
    return others.some((other) => other?.status === 'suspended');
  }

  /** Reads the first page again and again, until there is none: `erase` takes out what is in it. */
  async #eachPage<Item>(
    read: () => Promise<readonly Item[]>,
    erase: (page: readonly Item[]) => Promise<unknown>,
  ): Promise<void> {
    for (;;) {
      const page = await read();
      if (page.length === 0) return;
      await erase(page);
    }
  }

  async #change(personId: string, change: PersonChange): Promise<void> {
    await this.#context.storage.persons.change({ personId, seed: null, change });
  }
}
