import type { DatabaseSync } from 'node:sqlite';
import {
  type Consequences,
  type Cover,
  consequencesOf,
  type EraseTask,
  erasedOrder,
  type Idempotency,
  isOpen,
  lineOfJobTask,
  nextMomentMs,
  openedScopes,
  openTask,
  queueClass,
  queueMove,
  type Task,
  type TaskOrder,
  withoutNote,
} from '@asg/domain';
import { type OpenTasks, sha256 } from '@asg/storage';
import type { Purses } from '../balance/purses.ts';
import type { EventTable } from '../events/events.ts';
import { JobCounts } from '../jobs/job-counts.ts';
import { parsed, type Statement, statement } from '../sql.ts';
import { ResultTable } from '../stats/result-table.ts';
import { StatsTable } from '../stats/stats-table.ts';
import type { GoldTable } from '../trust/gold.ts';
import type { ModelTable } from '../trust/model-table.ts';
import type { TrustTable } from '../trust/trust-table.ts';
import { WorkerActivity } from '../trust/worker-activity.ts';
import type { QueueClasses } from '../work/queue-classes.ts';
import type { Sequence } from '../work/sequence.ts';
import { indexedColumns } from './indexed-columns.ts';
import { ListTable } from './list-table.ts';
import { orderJson, type TaskRow, taskColumns, taskOf, workJson } from './task-row.ts';

/** A task and its place in the queue; `rank` and `seq` are null while it is not queued. */
export interface StoredTask {
  readonly rowid: number;
  readonly task: Task;
  readonly rank: number | null;
  readonly seq: number | null;
}

/** A row as `columnsOfTask` selects it. */
export interface StoredTaskRow extends TaskRow {
  readonly rowid: number;
  readonly queue_rank: number | null;
  readonly queue_seq: number | null;
}
export const columnsOfTask = `rowid, queue_rank, queue_seq, ${taskColumns}`;

export function storedTask(row: StoredTaskRow): StoredTask {
  return { rowid: row.rowid, task: taskOf(row), rank: row.queue_rank, seq: row.queue_seq };
}

/** What a new task's row is made of. */
export interface TaskInsert {
  readonly taskId: string;
  readonly createdAtMs: number;
  readonly jobId: string | null;
  readonly rank: number;
  readonly language: string;
  /** When something is to be done about it: its `expires_at`. */
  readonly momentMs: number | null;
  readonly cover: Cover | undefined;
  readonly hasMetadata: boolean;
  /** The sums of results that count it. */
  readonly scopes: readonly string[];
  readonly orderJson: string;
}

/** `OpenTasks` as it goes to the writer: rows ready to be inserted, so that the writing thread need not build them. */
export interface OpenRows extends Omit<OpenTasks, 'tasks'> {
  readonly tasks: readonly (TaskInsert & { readonly idempotency: Idempotency | null })[];
}

export function openRows({ tasks, ...rest }: OpenTasks): OpenRows {
  // One for all that have the same: on its way to the writer it is copied once.
  const shared = new Map<string, readonly string[]>();
  const scopesOf = (order: TaskOrder): readonly string[] => {
    const scopes = openedScopes(order, sha256);
    const known = shared.get(scopes.join()) ?? scopes;
    shared.set(scopes.join(), known);
    return known;
  };
  return {
    ...rest,
    tasks: tasks.map(({ order, idempotency }) => ({
      taskId: order.taskId,
      createdAtMs: order.createdAtMs,
      jobId: order.jobId,
      ...queueClass(order, 'fresh'),
      momentMs: nextMomentMs(openTask(order)),
      cover: order.cover,
      hasMetadata: order.metadata !== null,
      scopes: scopesOf(order),
      orderJson: orderJson(order),
      idempotency,
    })),
  };
}

interface Parts {
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
  readonly #parts: Parts;
  readonly #activity: WorkerActivity;
  readonly #jobCounts: JobCounts;
  readonly #stats: StatsTable;
  readonly #select: Statement<StoredTaskRow>;
  readonly #exists: Statement;
  readonly #insert: Statement;
  readonly #updateWork: Statement;
  readonly #updateAll: Statement;
  readonly #putClaim: Statement;
  readonly #dropClaim: Statement;
  readonly #insertUnqueued: Statement;
  readonly #selectOrder: Statement<{ readonly order_json: string }>;
  readonly #updateOrder: Statement;
  readonly #dropLine: Statement;

  constructor(db: DatabaseSync, parts: Parts) {
    this.lists = new ListTable(db);
    this.#parts = parts;
    this.#activity = new WorkerActivity(db);
    this.#jobCounts = new JobCounts(db);
    this.#stats = new StatsTable(db);
    this.results = new ResultTable(db);
    this.#select = statement(db, `select ${columnsOfTask} from task where id = ?`);
    this.#exists = statement(db, 'select 1 from task where id = ?');
    this.#insert = statement(
      db,
      `insert into task (id, customer_id, language, queue_rank, queue_seq, expires_at, order_json)
       values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
    );
    this.#updateWork = statement(db, 'update task set work_json = ? where rowid = ?');
    this.#updateAll = statement(
      db,
      `update task set work_json = ?, queue_rank = ?, queue_seq = ?, language = coalesce(?, language),
         due_since = ?, reserved_by = ?, expires_at = ?
       where rowid = ?`,
    );
    this.#putClaim = statement(
      db,
      `insert into lease (worker_id, task_id, nonce, expires_at) values (?1, ?2, ?3, ?4)
       on conflict (worker_id, task_id) do update set nonce = ?3, expires_at = ?4`,
    );
    this.#dropClaim = statement(db, 'delete from lease where worker_id = ? and task_id = ?');
    this.#selectOrder = statement(db, 'select order_json from task where rowid = ?');
    this.#updateOrder = statement(db, 'update task set order_json = ? where rowid = ?');
    this.#dropLine = statement(db, 'delete from job_line where job_id = ? and line = ?');
    this.#insertUnqueued = statement(
      db,
      `insert into task (id, customer_id, language, due_since, expires_at, order_json, work_json)
       values (?, ?, '', ?, ?, ?, ?)`,
    );
  }

  /** Erases a task's content. It stays as it is in all else. */
  erase({ rowid, task }: StoredTask, request: EraseTask): Task {
    const row = this.#selectOrder.get(rowid);
    const order =
      row === undefined ? null : erasedOrder(task, parsed<TaskOrder>(row.order_json), request, sha256);
    const silent = isOpen(task.state) ? null : withoutNote(task);
    if (silent !== null) this.#updateWork.run(workJson(silent), rowid);
    if (order === null) return silent ?? task;
    this.lists.erased(task);
    this.#updateOrder.run(orderJson(order), rowid);
    if (task.jobId !== null) this.#dropLine.run(task.jobId, lineOfJobTask(task.taskId));
    return { ...(silent ?? task), ...order };
  }

  load(taskId: string): StoredTask | null {
    const row = this.#select.get(taskId);
    return row === undefined ? null : storedTask(row);
  }

  has(taskId: string): boolean {
    return this.#exists.get(taskId) !== undefined;
  }

  /** Adds a task at the end of its class. False: there is one with this id. */
  insert(customerId: string, row: TaskInsert): boolean {
    const { taskId, rank, language, momentMs, orderJson } = row;
    const seq = this.#parts.sequence.take();
    const { changes } = this.#insert.run(taskId, customerId, language, rank, seq, momentMs, orderJson);
    if (changes === 0) return false;
    this.#parts.classes.add(row);
    if (row.jobId !== null) this.#jobCounts.opened(row.jobId);
    if (row.hasMetadata) this.lists.opened(customerId, orderJson);
    return true;
  }

  /** Counts what `insert` has added for one request. */
  countInserted(customerId: string, rows: readonly TaskInsert[]): void {
    this.#stats.opened(
      customerId,
      rows.map(({ createdAtMs }) => createdAtMs),
    );
    this.results.opened(rows);
  }

  /** Writes a changed task with everything that is derived from it. */
  save(stored: StoredTask, after: Task, nowMs: number): void {
    const { task: before, rowid } = stored;
    const move = queueMove(before, after, stored.seq !== null, nowMs);
    const columns = indexedColumns(after);
    const old = indexedColumns(before);
    if (
      move === 'stay' &&
      columns.dueSince === old.dueSince &&
      columns.reservedBy === old.reservedBy &&
      columns.expiresAt === old.expiresAt
    ) {
      this.#updateWork.run(workJson(after), rowid);
    } else {
      let { rank, seq } = stored;
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
      this.#updateAll.run(workJson(after), rank, seq, audience, dueSince, reservedBy, expiresAt, rowid);
    }
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
    this.#insertUnqueued.run(taskId, customerId, dueSince, expiresAt, orderJson(order), workJson(task));
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
