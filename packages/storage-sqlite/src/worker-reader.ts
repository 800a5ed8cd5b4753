import type { DatabaseSync } from 'node:sqlite';
import { type CarriedRecord, type EarningRecord, sats, type WorkerRecord } from '@asg/domain';
import type { FlatStorage, PayeeAccount, SessionRecord, WorkerTotals } from '@asg/storage';
import { Query, recordOf } from './query.ts';

const selects = {
  worker: 'select record from worker where id = ?',
  workerByEmail: 'select record from worker where email_key = ?',
  totals: `select labels, paid_labels as paidLabels, paid_sats as paidSats, carried_sats as carriedSats
           from worker_total where worker_id = ?`,
  payees: `select asked.value as workerId, record, carried_sats as carriedSats, since as sinceMs, due as dueAtMs
           from json_each(?) as asked
           left join worker on worker.id = asked.value left join worker_total on worker_total.worker_id = asked.value
           left join carried on carried.worker_id = asked.value`,
  carried: `select worker_id as workerId, since as sinceMs, due as dueAtMs from carried
            where ?1 is null or due <= ?1 order by due, worker_id limit ?2`,
  earnings: `select settlement_id as settlementId, txid, labels, earned_sats as earnedSats, paid_sats as paidSats,
             at as atMs from earning where worker_id = ?1 and (?2 is null or settlement_id < ?2)
             order by settlement_id desc limit ?3`,
  session: `select session.worker_id as workerId, expires_at as expiresAtMs, record
            from session join worker on worker.id = session.worker_id where hash = ?`,
} as const;

type Selects = { readonly [Name in keyof typeof selects]: Query };

interface PayeeRow {
  readonly workerId: string;
  readonly record: string | null;
  readonly carriedSats: number | null;
  readonly sinceMs: number | null;
  readonly dueAtMs: number | null;
}

type WorkerReads = Pick<
  FlatStorage,
  | 'worker'
  | 'workerByEmail'
  | 'workerTotals'
  | 'payeeAccounts'
  | 'carriedPayees'
  | 'earnings'
  | 'sessionByHash'
>;

/** Reads workers, their sessions and what they were paid. */
export class SqliteWorkerReader implements WorkerReads {
  readonly #select: Selects;

  constructor(db: DatabaseSync) {
    const prepared = Object.entries(selects).map(([name, sql]) => [name, new Query(db, sql)]);
    this.#select = Object.fromEntries(prepared) as Selects;
  }

  async worker(workerId: string): Promise<WorkerRecord | null> {
    return recordOf<WorkerRecord>(this.#select.worker.get(workerId));
  }

  async workerByEmail(emailKey: string): Promise<WorkerRecord | null> {
    return recordOf<WorkerRecord>(this.#select.workerByEmail.get(emailKey));
  }

  async workerTotals(workerId: string): Promise<WorkerTotals> {
    const row = this.#select.totals.get(workerId) as { [Name in keyof WorkerTotals]: number } | undefined;
    if (row === undefined) return { labels: 0, paidLabels: 0, paidSats: sats(0), carriedSats: sats(0) };
    const { labels, paidLabels, paidSats, carriedSats } = row;
    return { labels, paidLabels, paidSats: sats(paidSats), carriedSats: sats(carriedSats) };
  }

  async payeeAccounts(workerIds: readonly string[]): Promise<readonly PayeeAccount[]> {
    const rows = this.#select.payees.all(JSON.stringify(workerIds)) as unknown as readonly PayeeRow[];
    const byId = new Map(rows.map((row) => [row.workerId, row]));
    return workerIds.map((workerId) => {
      const { record, carriedSats, sinceMs, dueAtMs } = byId.get(workerId)!;
      const carried = sinceMs === null || dueAtMs === null ? null : { sinceMs, dueAtMs };
      const worker = record === null ? null : (JSON.parse(record) as WorkerRecord);
      return { workerId, worker, carriedSats: sats(carriedSats ?? 0), carried };
    });
  }

  async carriedPayees({
    untilMs,
    limit,
  }: Parameters<FlatStorage['carriedPayees']>[0]): Promise<readonly CarriedRecord[]> {
    const rows = this.#select.carried.all(untilMs, limit) as unknown as readonly CarriedRecord[];
    return rows.map((row) => ({ ...row }));
  }

  async earnings(
    workerId: string,
    { limit, before }: { limit: number; before: string | null },
  ): Promise<readonly EarningRecord[]> {
    const rows = this.#select.earnings.all(workerId, before, limit) as unknown as readonly EarningRecord[];
    return rows.map((row) => ({ ...row }));
  }

  async sessionByHash(hash: string): Promise<{ session: SessionRecord; worker: WorkerRecord } | null> {
    const row = this.#select.session.get(hash) as
      | { workerId: string; expiresAtMs: number; record: string }
      | undefined;
    if (row === undefined) return null;
    const { workerId, expiresAtMs, record } = row;
    return { session: { hash, workerId, expiresAtMs }, worker: JSON.parse(record) as WorkerRecord };
  }
}
