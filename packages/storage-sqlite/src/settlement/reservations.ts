import type { DatabaseSync } from 'node:sqlite';
import { applyTaskCommand, byDue, type Task, type TaskCommand } from '@asg/domain';
import type { ReserveForSettlement } from '@asg/storage';
import { type Statement, statement } from '../sql.ts';
import { columnsOfTask, type StoredTask, type StoredTaskRow, type TaskTable } from '../tasks/task-table.ts';

const longestDue =
  'from task where due_since is not null and due_since <= ?1 order by due_since, id limit ?2';

interface IdRow {
  readonly id: string;
}

/** Which due tasks are held for which settlement. */
export class Reservations {
  readonly #tasks: TaskTable;
  readonly #due: Statement<IdRow>;
  readonly #reserveDue: Statement;
  readonly #reserved: Statement<StoredTaskRow>;
  readonly #reservedIds: Statement<IdRow>;
  readonly #put: Statement;
  readonly #drop: Statement;
  readonly #older: Statement<{ readonly settlementId: string }>;

  constructor(db: DatabaseSync, tasks: TaskTable) {
    this.#tasks = tasks;
    this.#due = statement(db, `select id ${longestDue}`);
    this.#reserveDue = statement(
      db,
      `update task set due_since = null, reserved_by = ?3 where rowid in (select rowid ${longestDue})`,
    );
    this.#reserved = statement(db, `select ${columnsOfTask} from task where reserved_by = ? order by id`);
    this.#reservedIds = statement(db, 'select id from task where reserved_by = ? order by id');
    this.#put = statement(db, 'insert into reservation (settlement_id, lane_id, token) values (?, ?, ?)');
    this.#drop = statement(db, 'delete from reservation where settlement_id = ?');
    this.#older = statement(
      db,
      'select settlement_id as settlementId from reservation where lane_id = ? and token < ?',
    );
  }

  /** The ids of the tasks this settlement holds, the longest due first; it takes those if it holds none yet. */
  reserve({ settlementId, laneId, token, limit, nowMs }: ReserveForSettlement): readonly string[] {
    const held = this.#held(settlementId);
    if (held.length > 0)
      return held
        .map((stored) => stored.task)
        .sort(byDue)
        .map(({ taskId }) => taskId);
    const due = idsOf(this.#due.all(nowMs, limit));
    if (due.length === 0) return [];
    this.#put.run(settlementId, laneId, token);
    this.#reserveDue.run(nowMs, limit, settlementId);
    this.#tasks.changed(due);
    return due;
  }

  /** The ids of the tasks that the settlement holds, without a look at the tasks. */
  heldIds(settlementId: string): readonly string[] {
    return idsOf(this.#reservedIds.all(settlementId));
  }

  #held(settlementId: string): readonly StoredTask[] {
    return this.#reserved.all(settlementId).map((row) => this.#tasks.stored(row));
  }

  /** The changed task, or null if the rules or an earlier call left nothing to change. */
  apply(stored: StoredTask, command: TaskCommand, nowMs: number): Task | null {
    const outcome = applyTaskCommand(stored.task, command);
    if (outcome.kind !== 'applied') return null;
    this.#tasks.save(stored, outcome.task, nowMs);
    return outcome.task;
  }

  /** Gives tasks back to the payment queue. `nowMs` does not matter to closed tasks. */
  release(settlementId: string): void {
    for (const stored of this.#held(settlementId)) this.apply(stored, { do: 'release', settlementId }, 0);
    this.#drop.run(settlementId);
  }

  /** The settlement is stored: its tasks stay with it permanently. */
  keep(settlementId: string): void {
    this.#drop.run(settlementId);
  }

  /** What settlers before this token had reserved on the lane and never stored. */
  releaseOlder(laneId: string, token: number): void {
    const older = this.#older.all(laneId, token);
    for (const { settlementId } of older) this.release(settlementId);
  }
}

function idsOf(rows: readonly IdRow[]): readonly string[] {
  return rows.map(({ id }) => id);
}
