import type { DatabaseSync } from 'node:sqlite';
import { noSignals, type WorkerSignals, withoutGold } from '@asg/domain';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';
import { Remembered } from '../writing/remembered.ts';

/** Kept in memory, each of up to 2 kB. */
const workersMax = 2_000;

/** What the labels of workers tell of how they work, written once for all labels of a transaction. */
export class SignalTable {
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;
  readonly #signals = new Remembered<WorkerSignals>(workersMax);

  constructor(db: DatabaseSync) {
    this.#select = statement(db, 'select record from worker_signal where worker_id = ?');
    this.#put = statement(
      db,
      'insert into worker_signal (worker_id, record) values (?1, ?2) on conflict (worker_id) do update set record = ?2',
    );
  }

  of(workerId: string): WorkerSignals {
    return this.#signals.get(
      workerId,
      () => recordOf<WorkerSignals>(this.#select.get(workerId)) ?? noSignals,
    );
  }

  put(workerId: string, signals: WorkerSignals): void {
    this.#signals.change(workerId, signals, () => this.#put.run(workerId, JSON.stringify(signals)));
  }

  withoutGold(workerId: string): void {
    const signals = this.of(workerId);
    if (signals !== noSignals) this.put(workerId, withoutGold(signals));
  }

  flush(): void {
    this.#signals.flush();
  }

  forget(): void {
    this.#signals.forget();
  }
}
