import type { DatabaseSync } from 'node:sqlite';
import { heldBy, type Task } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Words } from '../compact/words.ts';
import { Query } from '../sql.ts';
import { type TaskRow, taskColumns, taskOf } from '../tasks/task-row.ts';

/** Reads how much work there is, and what a worker holds of it. */
export class WorkReader implements port.WorkReader {
  readonly #count: Query<{ readonly count: number }>;
  readonly #held: Query<TaskRow>;
  readonly #words: Words;

  constructor(db: DatabaseSync, words: Words) {
    this.#words = words;
    this.#count = new Query(
      db,
      'select count(*) as count from (select 1 from task where queue_seq is not null limit ?)',
    );
    this.#held = new Query(
      db,
      `select ${taskColumns} from lease cross join task on task.id = lease.task_id
       where lease.worker_id = ? and lease.expires_at > ?`,
    );
  }

  async waiting(countMax: number): Promise<number> {
    return this.#count.get(countMax)?.count ?? 0;
  }

  async held({ workerId, nowMs }: { readonly workerId: string; readonly nowMs: number }) {
    const tasks: readonly Task[] = this.#held.all(workerId, nowMs).map((row) => taskOf(row, this.#words));
    return tasks.filter((task) => heldBy(task, workerId, nowMs) !== null);
  }
}
