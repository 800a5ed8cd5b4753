import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  isOpen,
  noSignals,
  sharedMisses,
  signalsAfterLabel,
  signalsAfterSharedMiss,
  type Task,
  type WorkerSignals,
} from '@asg/domain';

/** What workers did and how: their totals, history and signals, written with each label. */
export class Conduct {
  readonly #countLabel: StatementSync;
  readonly #remember: StatementSync;
  readonly #select: StatementSync;
  readonly #put: StatementSync;

  constructor(db: DatabaseSync) {
    this.#countLabel = db.prepare(
      'insert into worker_total (worker_id, labels) values (?, 1) on conflict (worker_id) do update set labels = labels + 1',
    );
    this.#remember = db.prepare('insert into worker_history (worker_id, at, task_id) values (?, ?, ?)');
    this.#select = db.prepare('select record from worker_signal where worker_id = ?');
    this.#put = db.prepare(
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
    const row = this.#select.get(workerId) as { record: string } | undefined;
    const signals = row === undefined ? noSignals : (JSON.parse(row.record) as WorkerSignals);
    this.#put.run(workerId, JSON.stringify(change(signals)));
  }
}
