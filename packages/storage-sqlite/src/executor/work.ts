import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { applyTaskCommand, type Task, type TaskOutcome } from '@asg/domain';
import type { TaskChange } from '@asg/storage';
import type { CustomerTable } from './customers.ts';
import type { TaskTable } from './task-table.ts';

/** What happens to tasks once they are open. */
export class Work {
  readonly #customers: CustomerTable;
  readonly #tasks: TaskTable;
  readonly #dueLeases: StatementSync;
  readonly #dueDeadlines: StatementSync;

  constructor(db: DatabaseSync, customers: CustomerTable, tasks: TaskTable) {
    this.#customers = customers;
    this.#tasks = tasks;
    this.#dueLeases = db.prepare(
      'select task_id as taskId from lease where expires_at <= ? order by expires_at limit ?',
    );
    this.#dueDeadlines = db.prepare(
      `select id as taskId from task where expires_at is not null and expires_at <= ? order by expires_at limit ?`,
    );
  }

  change(changes: readonly TaskChange[]): (TaskOutcome | null)[] {
    return changes.map(({ taskId, command }) => {
      const stored = this.#tasks.load(taskId);
      if (stored === null) return null;
      const outcome = applyTaskCommand(stored.task, command);
      // What has no time of its own concerns closed tasks, which want nobody at any time.
      const nowMs = 'nowMs' in command ? command.nowMs : 0;
      if (outcome.kind === 'applied') this.#tasks.save(stored, outcome.task, nowMs);
      return outcome;
    });
  }

  cancel({ taskId, nowMs }: { taskId: string; nowMs: number }): TaskOutcome | null {
    const [outcome] = this.change([{ taskId, command: { do: 'cancel', nowMs } }]);
    if (outcome?.kind === 'applied' && outcome.task.labels.length === 0) {
      this.#customers.addQuota(outcome.task.customerId, 1);
    }
    return outcome ?? null;
  }

  lapse({ nowMs, limit }: { nowMs: number; limit: number }): { examined: number; closed: Task[] } {
    const leases = this.#dueLeases.all(nowMs, limit) as unknown as readonly { taskId: string }[];
    const deadlines = this.#dueDeadlines.all(nowMs, limit - leases.length) as unknown as typeof leases;
    const due = new Set([...leases, ...deadlines].map((row) => row.taskId));
    const outcomes = this.change([...due].map((taskId) => ({ taskId, command: { do: 'lapse', nowMs } })));
    const closed = outcomes.flatMap((outcome) =>
      outcome?.kind === 'applied' && outcome.task.closedAtMs !== null ? [outcome.task] : [],
    );
    return { examined: leases.length + deadlines.length, closed };
  }
}
