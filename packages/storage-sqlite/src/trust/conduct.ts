import type { DatabaseSync } from 'node:sqlite';
import {
  isOpen,
  noSignals,
  sharedMisses,
  signalsAfterLabel,
  signalsAfterSharedMiss,
  type Task,
  type WorkerSignals,
} from '@asg/domain';
import { type RecordRow, recordOf, type Statement, statement } from '../sql.ts';

/** What workers did and how: their totals, history and signals, written with each label. */
export class Conduct {
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

  changed(before: Task, after: Task): void {
    if (after.labels.length > before.labels.length) this.#labelled(after);
    if (!isOpen(before.state) || isOpen(after.state)) return;
    for (const [workerId, partnerId] of sharedMisses(after)) {
      this.#change(workerId, (signals) => signalsAfterSharedMiss(signals, partnerId));
    }
  }

  #labelled({ type, taskId, labels }: Task): void {
    const { workerId, option, atMs } = labels.at(-1)!;
    this.#countLabel.run(workerId);
    this.#remember.run(workerId, atMs, taskId);
    this.#change(workerId, (signals) => signalsAfterLabel(signals, { type, position: option, nowMs: atMs }));
  }

  #change(workerId: string, change: (signals: WorkerSignals) => WorkerSignals): void {
    const signals = recordOf<WorkerSignals>(this.#select.get(workerId)) ?? noSignals;
    this.#put.run(workerId, JSON.stringify(change(signals)));
  }
}
