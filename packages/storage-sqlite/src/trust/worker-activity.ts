import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  type GivenLabel,
  noSignals,
  signalsAfterLabel,
  type WorkerSignals,
} from '@asg/domain';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';

/** What workers did and how: their totals, history and signals, written with each label. */
export class WorkerActivity {
  readonly #countLabel: Statement;
  readonly #remember: Statement;
  readonly #select: Statement<RecordRow>;
  readonly #put: Statement;

  constructor(db: DatabaseSync) {
    this.#countLabel = statement(
      db,
      'insert into worker_total (worker_id, labels) values (?, 1) on conflict (worker_id) do update set labels = labels + 1',
    );
    this.#remember = statement(db, 'insert into worker_history (worker_id, at, task_id) values (?, ?, ?)');
    this.#select = statement(db, 'select record from worker_signal where worker_id = ?');
    this.#put = statement(
      db,
      'insert into worker_signal (worker_id, record) values (?1, ?2) on conflict (worker_id) do update set record = ?2',
    );
  }

  follow({ label }: Consequences): void {
    if (label !== null) this.#labelled(label);
  }

  #labelled({ taskId, workerId, atMs: nowMs, type, position, isRight, unseen, own }: GivenLabel): void {
    this.#countLabel.run(workerId);
    this.#remember.run(workerId, nowMs, taskId);
    if (own) return;
    const signals = recordOf<WorkerSignals>(this.#select.get(workerId)) ?? noSignals;
    const after = signalsAfterLabel(signals, { type, position, nowMs, isRight, unseen });
    this.#put.run(workerId, JSON.stringify(after));
  }
}
