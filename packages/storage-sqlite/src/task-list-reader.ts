import type { DatabaseSync } from 'node:sqlite';
import type { Task } from '@asg/domain';
import type { TaskStretch } from '@asg/storage';
import { Query } from './query.ts';
import { type TaskRow, taskColumns, taskOf } from './task-row.ts';

/** Sorts before, and after, every task's id. */
const lowest = '';
const highest = 'tsk_~';

/** Lists of tasks, by the index of a customer's ids. */
export class SqliteTaskListReader {
  readonly #stretch: Query;

  constructor(db: DatabaseSync) {
    this.#stretch = new Query(
      db,
      `select ${taskColumns} from task where customer_id = ? and id > ? and id < ? order by id desc limit ?`,
    );
  }

  async tasksOf({ customerId, after, before, limit }: TaskStretch): Promise<readonly Task[]> {
    const rows = this.#stretch.all(customerId, after ?? lowest, before ?? highest, limit);
    return (rows as unknown as readonly TaskRow[]).map(taskOf);
  }
}
