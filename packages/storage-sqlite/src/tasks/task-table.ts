import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  consequencesOf,
  type EraseTask,
  erasedOrder,
  isOpen,
  lineOfJobTask,
  queueClass,
  queueMove,
  type Task,
  type TaskOrder,
  withoutNote,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { Purses } from '../balance/purses.ts';
import type { WordTable } from '../compact/words.ts';
import type { EventTable } from '../events/events.ts';
import { JobCounts } from '../jobs/job-counts.ts';
import { type Statement, statement } from '../sql.ts';
import { ResultTable } from '../stats/result-table.ts';
import { StatsTable } from '../stats/stats-table.ts';
import type { GoldTable } from '../trust/gold.ts';
import type { ModelTable } from '../trust/model-table.ts';
import type { TrustTable } from '../trust/trust-table.ts';
import { WorkerActivity } from '../trust/worker-activity.ts';
import type { QueueClasses } from '../work/queue-classes.ts';
import type { Sequence } from '../work/sequence.ts';
import { Remembered } from '../writing/remembered.ts';
import { indexedColumns } from './indexed-columns.ts';
import { ListTable } from './list-table.ts';
import { NewTasks } from './new-tasks.ts';
import { OrderTable } from './order-table.ts';
import { orderOf, type TaskRow, taskColumns, taskOf, workBytes } from './task-row.ts';

/** A task and its place in the queue; `rank` and `seq` are null while it is not queued. */
export interface StoredTask {
  readonly rowid: number;
  readonly task: Task;
  readonly rank: number | null;
  readonly seq: number | null;
  readonly row: TaskRow;
}

/** A row as `columnsOfTask` selects it. */
export interface StoredTaskRow extends TaskRow {
  readonly rowid: number;
  readonly queue_rank: number | null;
  readonly queue_seq: number | null;
}
/** Bytes of tasks, as their rows have them, that are kept decoded: those which workers are at; a row of no length counts as 500. */
const keptMax = 4 * 1024 ** 2;
const keptAtLeast = 500;

interface Kept {
  readonly stored: StoredTask;
  readonly bytes: number;
}

export const columnsOfTask = `rowid, queue_rank, queue_seq, ${taskColumns}`;

interface Parts {
  readonly words: WordTable;
  readonly sequence: Sequence;
  readonly classes: QueueClasses;
  readonly events: EventTable;
  readonly trust: TrustTable;
  readonly models: ModelTable;
  readonly gold: GoldTable;
  readonly purses: Purses;
}

/** The tasks, and all that follows from a change of one. Every method runs inside the caller's transaction. */
export class TaskTable {
  readonly lists: ListTable;
  readonly results: ResultTable;
  readonly orders: OrderTable;
  readonly fresh: NewTasks;
  readonly #words: WordTable;
  readonly #kept = new Remembered<Kept>(keptMax, ({ bytes }) => bytes);
  readonly #parts: Parts;
  readonly #activity: WorkerActivity;
  readonly #jobCounts: JobCounts;
  readonly #stats: StatsTable;
  readonly #select: Statement<StoredTaskRow>;
  readonly #exists: Statement;
  readonly #updateWork: Statement;
  readonly #updateAll: Statement;
  readonly #putClaim: Statement;
  readonly #dropClaim: Statement;
  readonly #insertUnqueued: Statement;
  readonly #selectOrder: Statement<TaskRow>;
  readonly #updateOrder: Statement;
  readonly #dropLine: Statement;

  constructor(db: DatabaseSync, parts: Parts) {
    this.#words = parts.words;
    this.orders = new OrderTable(parts.words);
    this.lists = new ListTable(db, parts.words);
    this.#parts = parts;
    this.#activity = new WorkerActivity(db, parts.words, parts.trust.signals);
    this.#jobCounts = new JobCounts(db);
    this.#stats = new StatsTable(db);
    this.results = new ResultTable(db);
    const { orders, lists, results } = this;
    const [jobs, stats] = [this.#jobCounts, this.#stats];
    this.fresh = new NewTasks(db, { ...parts, orders, lists, results, jobs, stats });
    this.#select = statement(db, `select ${columnsOfTask} from task where id = ?`);
    this.#exists = statement(db, 'select 1 from task where id = ?');
    this.#updateWork = statement(db, 'update task set work = ?, work_json = null where rowid = ?');
    this.#updateAll = statement(
      db,
      `update task set work = ?, work_json = null, queue_rank = ?, queue_seq = ?, language = coalesce(?, language),
         due_since = ?, reserved_by = ?, expires_at = ?
       where rowid = ?`,
    );
    this.#putClaim = statement(
      db,
      `insert into lease (worker_id, task_id, nonce, expires_at) values (?1, ?2, ?3, ?4)
       on conflict (worker_id, task_id) do update set nonce = ?3, expires_at = ?4`,
    );
    this.#dropClaim = statement(db, 'delete from lease where worker_id = ? and task_id = ?');
    this.#selectOrder = statement(db, `select ${taskColumns} from task where rowid = ?`);
    this.#updateOrder = statement(db, 'update task set order_json = ?, shape = ?, own = ? where rowid = ?');
    this.#dropLine = statement(db, 'delete from job_line where job_id = ? and line = ?');
    this.#insertUnqueued = statement(
      db,
      `insert into task (id, customer_id, language, due_since, expires_at, order_json, shape, own, work)
       values (?, ?, '', ?, ?, ?, ?, ?, ?)`,
    );
  }

  /** Erases a task's content. It stays as it is in all else. */
  erase({ rowid, task }: StoredTask, request: EraseTask): Task {
    this.changed([task.taskId]);
    const row = this.#selectOrder.get(rowid);
    const order = row === undefined ? null : erasedOrder(task, orderOf(row, this.#words), request, sha256);
    const silent = isOpen(task.state) ? null : withoutNote(task);
    if (silent !== null) this.#updateWork.run(this.#bytes(silent), rowid);
    if (order === null) return silent ?? task;
    this.lists.erased(task);
    const { order_json, shape, own } = this.orders.storeOne(order);
    this.#updateOrder.run(order_json, shape, own, rowid);
    if (task.jobId !== null) this.#dropLine.run(task.jobId, lineOfJobTask(task.taskId));
    return { ...(silent ?? task), ...order };
  }

  /** What follows from all changes of this transaction is written before it ends. */
  flush(): void {
    for (const table of this.#derived) table.flush();
  }

  afterRollback(): void {
    for (const table of this.#derived) table.forget();
    this.#kept.forget();
  }

  get #derived() {
    return [this.results, this.#activity, this.#stats];
  }

  load(taskId: string): StoredTask | null {
    const kept = this.#kept.known(taskId);
    if (kept !== undefined) return kept.stored;
    const row = this.#select.get(taskId);
    return row === undefined ? null : this.stored(row);
  }

  stored(row: StoredTaskRow): StoredTask {
    return this.#kept.get(row.id, () => {
      const { rowid, queue_rank: rank, queue_seq: seq, own, work } = row;
      const bytes = keptAtLeast + (own?.length ?? 0) + (work?.length ?? 0);
      return { stored: { rowid, task: taskOf(row, this.#words), rank, seq, row }, bytes };
    }).stored;
  }

  /** The row that says all of a task as it is; null: of those that are kept, none does. */
  rowOf(task: Task): TaskRow | null {
    const { row, task: known } = this.#kept.known(task.taskId)?.stored ?? {};
    if (row === undefined || known !== task || row.own === null) return null;
    return row.work_json === null && row.reserved_by === null ? row : null;
  }

  /** Another than these methods has changed the rows of these tasks. */
  changed(taskIds: readonly string[]): void {
    for (const taskId of taskIds) this.#kept.drop(taskId);
  }

  #keep(stored: StoredTask, work: Uint8Array): void {
    const { taskId, payment } = stored.task;
    if (payment.kind === 'paid') this.#kept.drop(taskId);
    else this.#kept.set(taskId, { stored, bytes: keptAtLeast + (stored.row.own?.length ?? 0) + work.length });
  }

  /** The customer as rows have it; those of before have the id. */
  customerKey(customerId: string): string | null {
    return this.#words.key(customerId);
  }

  /** What is stored, as another select than those here found it. */
  of(row: TaskRow): Task {
    return taskOf(row, this.#words);
  }

  #bytes(task: Task): Uint8Array {
    return workBytes(task, this.#words);
  }

  has(taskId: string): boolean {
    return this.#exists.get(taskId) !== undefined;
  }

  /** Writes a changed task with everything that is derived from it. */
  save(stored: StoredTask, after: Task, nowMs: number): void {
    const { task: before, rowid } = stored;
    const move = queueMove(before, after, stored.seq !== null, nowMs);
    const columns = indexedColumns(after);
    const old = indexedColumns(before);
    const work = this.#bytes(after);
    let { rank, seq } = stored;
    if (
      move === 'stay' &&
      columns.dueSince === old.dueSince &&
      columns.reservedBy === old.reservedBy &&
      columns.expiresAt === old.expiresAt
    ) {
      this.#updateWork.run(work, rowid);
    } else {
      let audience: string | null = null;
      if (move === 'leave') {
        rank = null;
        seq = null;
      } else if (move !== 'stay') {
        const place = queueClass(after, move);
        this.#parts.classes.add(place);
        rank = place.rank;
        audience = place.language;
        seq = this.#parts.sequence.take();
      }
      const { dueSince, reservedBy, expiresAt } = columns;
      this.#updateAll.run(work, rank, seq, audience, dueSince, reservedBy, expiresAt, rowid);
    }
    const row = { ...stored.row, work, work_json: null, reserved_by: null };
    this.#keep({ rowid, task: after, rank, seq, row }, work);
    if (before.assignments !== after.assignments) this.#saveClaims(before, after);
    this.lists.moved(before, after);
    this.results.changed(before, after);
    this.#follow(consequencesOf(before, after, sha256), nowMs);
  }

  #follow(consequences: Consequences, nowMs: number): void {
    const { goldAnswer, event, job, money, redress } = consequences;
    this.#parts.purses.follow(money);
    this.#activity.follow(consequences);
    this.#parts.trust.follow(consequences);
    this.#parts.models.follow(consequences);
    if (goldAnswer !== null) this.#parts.gold.answered(goldAnswer, nowMs);
    if (event !== null) this.#parts.events.record(event);
    if (job !== null) this.#jobCounts.add(job);
    if (redress !== null) this.insertUnqueued(redress.order, redress.task);
    this.#stats.follow(consequences);
  }

  /** Adds a task that is never queued: one worker holds it from the first, or it is closed. */
  insertUnqueued(order: TaskOrder, task: Task): void {
    const { taskId, customerId } = task;
    const { dueSince, expiresAt } = indexedColumns(task);
    const { order_json, shape, own } = this.orders.storeOne(order);
    const columns = [taskId, this.#words.keyFor(customerId), dueSince, expiresAt] as const;
    this.#insertUnqueued.run(...columns, order_json, shape, own, this.#bytes(task));
    this.#saveClaims({ ...task, assignments: [] }, task);
  }

  #saveClaims(before: Task, after: Task): void {
    for (const { workerId } of before.assignments) {
      if (!after.assignments.some((a) => a.workerId === workerId))
        this.#dropClaim.run(workerId, after.taskId);
    }
    for (const assignment of after.assignments) {
      if (before.assignments.includes(assignment)) continue;
      const { workerId, nonce, leaseExpiresAtMs } = assignment;
      this.#putClaim.run(workerId, after.taskId, nonce, leaseExpiresAtMs);
    }
  }
}
