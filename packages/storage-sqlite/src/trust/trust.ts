import type { DatabaseSync } from 'node:sqlite';
import { noSignals, noTrust, type TrustSums, type WorkerSignals } from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type RecordRow, recordOf } from '../sql.ts';
import { allTemplates, columnsOfTrust } from './trust-table.ts';

/** Reads what is known of workers. */
export class TrustReader implements port.TrustReader {
  readonly #sums: Query<TrustSums>;
  readonly #signals: Query<RecordRow>;

  constructor(db: DatabaseSync) {
    this.#sums = new Query(db, `select ${columnsOfTrust} from trust where worker_id = ? and template = ?`);
    this.#signals = new Query(db, 'select record from worker_signal where worker_id = ?');
  }

  async sums(workerId: string, template: string = allTemplates): Promise<TrustSums> {
    const row = this.#sums.get(workerId, template);
    return row === undefined ? noTrust : { ...row };
  }

  async signals(workerId: string): Promise<WorkerSignals> {
    return recordOf<WorkerSignals>(this.#signals.get(workerId)) ?? noSignals;
  }
}
