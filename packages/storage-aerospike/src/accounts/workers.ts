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
import type { Page, PayeeAccount, SessionRecord, Storage, WorkerTotals } from '@asg/storage';
import { sumNames } from '../derived-names.ts';
import { CarriedPay } from '../payouts/carried-pay.ts';
import type { Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

type RegisterWorker = Parameters<Storage['workers']['register']>[0];

const paidAt = (payout: PayoutTarget): string => `paid|${walletOf(payout)}`;

export const workers: Kind<WorkerRecord> = {
  name: 'wrk',
  set: 'doc',
  places: ({ payout }, id) => [['workers', id], ...(payout === null ? [] : [[paidAt(payout), id] as const])],
};
export const emails: Kind<{ readonly workerId: string }> = { name: 'wem', set: 'doc', places: () => [] };

interface Session {
  readonly session: SessionRecord;
  readonly isEnded: boolean;
}
export const sessions: Kind<Session> = { name: 'ses', set: 'doc', places: () => [] };

/** Workers, their sessions and what they were paid in all. */
export class Workers {
  readonly #records: RecordStore;
  readonly #carried: CarriedPay;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#carried = new CarriedPay(records);
    records.effects.carry('worker', (worker: WorkerRecord) => this.#make(worker));
  }

  async register({ worker, emailKey }: RegisterWorker): Promise<Registration> {
    const { workerId } = worker;
    const ownerId = await this.#records.documents.change<{ readonly workerId: string }, string>(
      emails,
      emailKey,
      (owner) => {
        if (owner !== null) return { result: owner.workerId };
        return { state: { workerId }, effects: [['do', 'worker', worker]], result: workerId };
      },
    );
    const registration = registrationOf(workerId, ownerId);
    if (registration === 'registered') await this.#make(worker);
    return registration;
  }

  async #make(worker: WorkerRecord): Promise<void> {
    await this.#records.documents.create(workers, worker.workerId, worker);
  }

  async worker(workerId: string): Promise<WorkerRecord | null> {
    return (await this.#records.documents.read(workers, workerId))?.state ?? null;
  }

  async byEmail(emailKey: string): Promise<WorkerRecord | null> {
    const owner = await this.#records.documents.read(emails, emailKey);
    return owner === null ? null : this.worker(owner.state.workerId);
  }

  async page({ limit, before }: Page): Promise<readonly WorkerRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(workers, 'workers', { limit, before: edge });
    return found.map(({ state }) => state);
  }

  async paidAt(payout: PayoutTarget, limit: number): Promise<readonly string[]> {
    const found = await this.#records.documents.listed(workers, paidAt(payout), { after: null, limit });
    return found.map(({ id }) => id);
  }

  async totals(workerId: string): Promise<WorkerTotals> {
    const figures = await this.#records.sums.read(sumNames.ofWorker(workerId));
    const { labels = 0, paidLabels = 0, paidSats = 0, carriedSats = 0 } = figures;
    return { labels, paidLabels, paidSats: sats(paidSats), carriedSats: sats(carriedSats) };
  }

  async payeeAccounts(workerIds: readonly string[]): Promise<readonly PayeeAccount[]> {
    const [found, sums, carried] = await Promise.all([
      this.#records.documents.readMany(workers, workerIds),
      this.#records.sums.readMany(workerIds.map(sumNames.ofWorker)),
      this.#carried.of(workerIds),
    ]);
    return workerIds.map((workerId, index) => {
      const carriedSats = sats(sums[index]!.carriedSats ?? 0);
      return { workerId, worker: found[index]?.state ?? null, carriedSats, carried: carried[index]! };
    });
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

  async openSession(session: SessionRecord): Promise<void> {
    await this.#records.documents.create(sessions, session.hash, { session, isEnded: false });
  }

  async endSession(hash: string): Promise<void> {
    await this.#records.documents.change<Session, null>(sessions, hash, (found) =>
      found === null || found.isEnded
        ? { result: null }
        : { state: { ...found, isEnded: true }, result: null },
    );
  }

  async sessionByHash(hash: string): Promise<{ session: SessionRecord; worker: WorkerRecord } | null> {
    const found = await this.#records.documents.read(sessions, hash);
    if (found === null || found.state.isEnded) return null;
    const { session } = found.state;
    const worker = await this.worker(session.workerId);
    return worker === null ? null : { session, worker };
  }
}
