import {
  changedWorker,
  type PayoutTarget,
  type Registration,
  registrationOf,
  type SetWorkerStatus,
  sats,
  type WorkerChange,
  type WorkerRecord,
  walletOf,
  workerInStatus,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { historyOf, sumNames } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { below, momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

type RegisterWorker = Parameters<port.WorkerStore['register']>[0];

const paidAt = (payout: PayoutTarget): string => `paid|${walletOf(payout)}`;

export const workers: Kind<WorkerRecord> = {
  name: 'wrk',
  set: 'doc',
  places: ({ payout }, id) => [['workers', id], ...(payout === null ? [] : [[paidAt(payout), id] as const])],
};
interface LeftWorker {
  readonly workerId: string;
  readonly emailKey: string;
}
interface EmailOwner {
  readonly workerId: string;
}
/** Null: it was given up. */
export const emails: Kind<EmailOwner | null> = { name: 'wem', set: 'doc', places: () => [] };

/** Workers, what they labelled and what they were paid in all. */
export class WorkerStore implements port.WorkerStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('worker', (worker: WorkerRecord) => this.#make(worker));
    records.effects.register('worker_left', (left: LeftWorker) => this.#letGo(left));
    records.effects.register('worker_email', (move: port.ChangeWorkerEmail) => this.#moveEmail(move));
  }

  async register({ worker, emailKey }: RegisterWorker): Promise<Registration> {
    const { workerId } = worker;
    const ownerId = await this.#claim(emailKey, workerId, ['do', 'worker', worker]);
    const registration = registrationOf(workerId, ownerId);
    if (registration === 'registered') await this.#make(worker);
    return registration;
  }

  async changeEmail(move: port.ChangeWorkerEmail): Promise<port.ChangeWorkerEmailOutcome> {
    const { workerId, from, to } = move;
    const worker = await this.get(workerId);
    if (worker === null) return 'no_worker';
    const isStale = worker.email !== from.email && worker.email !== to.email;
    if (isStale) return 'changed';
    const ownerId = await this.#claim(to.emailKey, workerId, ['do', 'worker_email', move]);
    if (ownerId !== workerId) return 'email_taken';
    await this.#moveEmail(move);
    return 'changed';
  }

  async #moveEmail({ workerId, from, to }: port.ChangeWorkerEmail): Promise<void> {
    const change = { set: 'email', email: to.email, from: from.email } as const;
    const worker = await this.change({ workerId, change });
    if (worker?.email !== to.email || from.emailKey === to.emailKey) return;
    await this.#letGo({ workerId, emailKey: from.emailKey });
  }

  /** Whose the e-mail is then. `effect`: what follows where it was nobody's. */
  #claim(emailKey: string, workerId: string, effect: Effect): Promise<string> {
    return this.#records.documents.change<EmailOwner | null, string>(emails, emailKey, (owner) =>
      owner === null
        ? { state: { workerId }, effects: [effect], result: workerId }
        : { result: owner.workerId },
    );
  }

  async #make(worker: WorkerRecord): Promise<void> {
    await this.#records.documents.create(workers, worker.workerId, worker);
  }

  async get(workerId: string): Promise<WorkerRecord | null> {
    return (await this.#records.documents.read(workers, workerId))?.state ?? null;
  }

  async byEmail(emailKey: string): Promise<WorkerRecord | null> {
    const owner = await this.#records.documents.read(emails, emailKey);
    return owner?.state == null ? null : this.get(owner.state.workerId);
  }

  async list({ limit, before }: port.Page): Promise<readonly WorkerRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(workers, 'workers', { limit, before: edge });
    return found.map(({ state }) => state);
  }

  async paidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]> {
    const found = await this.#records.documents.listed(workers, paidAt(payout), { after: null, limit });
    return found.map(({ id }) => id);
  }

  async totals(workerId: string): Promise<port.WorkerTotals> {
    const figures = await this.#records.sums.read(sumNames.ofWorker(workerId));
    const { labels = 0, paidLabels = 0, paidSats = 0, carriedSats = 0 } = figures;
    return { labels, paidLabels, paidSats: sats(paidSats), carriedSats: sats(carriedSats) };
  }

  async firstLabelAt(workerId: string): Promise<number | null> {
    const [first] = await this.#records.lists.after(historyOf(workerId), null, 1);
    return first === undefined ? null : Number(first[0].split(' ', 1)[0]);
  }

  async history(
    workerId: string,
    { limit, before }: port.HistoryPage,
  ): Promise<readonly port.HistoryEntry[]> {
    const edge = before === null ? null : `${momentKey(before.atMs)} ${before.taskId}`;
    const entries = await this.#records.lists.before(historyOf(workerId), edge, limit);
    return entries.map(([key, taskId]) => ({ taskId, atMs: Number(key.split(' ', 1)[0]) }));
  }

  async change({
    workerId,
    change,
  }: {
    readonly workerId: string;
    readonly change: WorkerChange;
  }): Promise<WorkerRecord | null> {
    return this.#records.documents.change<WorkerRecord, WorkerRecord | null>(workers, workerId, (before) => {
      if (before === null) return { result: null };
      const after = changedWorker(before, change);
      return after === before ? { result: before } : { state: after, result: after };
    });
  }

  async leave({ workerId, atMs }: { workerId: string; atMs: number }): Promise<WorkerRecord | null> {
    return this.#records.documents.change<WorkerRecord, WorkerRecord | null>(workers, workerId, (before) => {
      const after = before && changedWorker(before, { set: 'left', atMs });
      if (before === null || after === null || after === before) return { result: before };
      const left: LeftWorker = { workerId, emailKey: before.email.trim().toLowerCase() };
      return { state: after, effects: [['do', 'worker_left', left]], result: after };
    });
  }

  async #letGo({ workerId, emailKey }: LeftWorker): Promise<void> {
    await this.#records.documents.change<EmailOwner | null, null>(emails, emailKey, (owner) =>
      owner?.workerId === workerId ? { state: null, result: null } : { result: null },
    );
  }

  /** `sinceMs`: only lifts the suspension that began then. */
  async setStatus({
    workerId,
    suspension,
    sinceMs,
  }: SetWorkerStatus & { readonly sinceMs?: number }): Promise<WorkerRecord | null> {
    return this.#records.documents.change<WorkerRecord, WorkerRecord | null>(workers, workerId, (found) => {
      if (found === null) return { result: null };
      const { worker, isReinstated } = workerInStatus(found, suspension, sinceMs);
      if (worker === found) return { result: found };
      const effects: readonly Effect[] = isReinstated ? [['do', 'forget', workerId]] : [];
      return { state: worker, effects, result: worker };
    });
  }
}
