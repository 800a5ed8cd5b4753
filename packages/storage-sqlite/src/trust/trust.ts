import type { DatabaseSync } from 'node:sqlite';
import {
  noSignals,
  noTrust,
  rowsFor,
  type TrustScope,
  type TrustSums,
  trustIn,
  type WorkerSignals,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type RecordRow, recordOf } from '../sql.ts';
import { type OverallRow, overallOf, selectOverall, selectRow } from './trust-rows.ts';

/** Reads what is known of workers. */
export class TrustReader implements port.TrustReader {
  readonly #row: Query<TrustSums>;
  readonly #overall: Query<OverallRow>;
  readonly #signals: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    this.#row = new Query(db, selectRow);
    this.#overall = new Query(db, selectOverall);
    this.#signals = new Query(db, 'select record from worker_signal where worker_id = ?');
  }

  async sums(workerId: string, scope: TrustScope = {}): Promise<TrustSums> {
    const rows = rowsFor(scope).map((name) => this.#row.get(workerId, name) ?? noTrust);
    return trustIn(scope, overallOf(this.#overall.all(workerId)), rows);
  }

  async signals(workerId: string): Promise<WorkerSignals> {
    return recordOf<WorkerSignals>(this.#signals.get(workerId)) ?? noSignals;
  }
}
