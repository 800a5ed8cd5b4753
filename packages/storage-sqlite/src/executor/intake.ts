import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { queueClass } from '@asg/domain';
import type { Idempotency, OpenedTask, OpenTasks, OpenTasksOutcome } from '@asg/storage';
import { orderJson } from '../task-row.ts';
import type { CustomerTable } from './customers.ts';
import type { TaskInsert, TaskTable } from './task-table.ts';

/** `OpenTasks` as it goes to the writer: rows ready to be inserted, so that the writing thread need not build them. */
export interface OpenRows extends Omit<OpenTasks, 'tasks'> {
  readonly tasks: readonly (TaskInsert & { readonly idempotency: Idempotency | null })[];
}

export function openRows({ tasks, ...rest }: OpenTasks): OpenRows {
  return {
    ...rest,
    tasks: tasks.map(({ order, idempotency }) => ({
      taskId: order.taskId,
      createdAtMs: order.createdAtMs,
      jobId: order.jobId,
      ...queueClass(order, 'fresh'),
      expiresAtMs: order.expiresAtMs,
      orderJson: orderJson(order),
      idempotency,
    })),
  };
}

interface Known {
  readonly taskId: string;
  readonly bodyHash: string;
}

/** Opens tasks: all of a request or none of it. */
export class Intake {
  readonly #customers: CustomerTable;
  readonly #tasks: TaskTable;
  readonly #selectKey: StatementSync;
  readonly #insertKey: StatementSync;
  readonly #selectBatchKey: StatementSync;
  readonly #insertBatchKey: StatementSync;
  readonly #selectBatch: StatementSync;
  readonly #insertBatch: StatementSync;

  constructor(db: DatabaseSync, customers: CustomerTable, tasks: TaskTable) {
    this.#customers = customers;
    this.#tasks = tasks;
    this.#selectKey = db.prepare(
      'select task_id as taskId, body_hash as bodyHash from task_key where customer_id = ? and key = ?',
    );
    this.#insertKey = db.prepare(
      'insert into task_key (customer_id, key, task_id, body_hash) values (?, ?, ?, ?)',
    );
    this.#selectBatchKey = db.prepare(
      'select batch_id as batchId, body_hash as bodyHash from batch_key where customer_id = ? and key = ?',
    );
    this.#insertBatchKey = db.prepare(
      'insert into batch_key (customer_id, key, batch_id, body_hash) values (?, ?, ?, ?)',
    );
    this.#selectBatch = db.prepare('select task_ids from batch where id = ?');
    this.#insertBatch = db.prepare(
      'insert into batch (id, customer_id, created_at, task_ids) values (?, ?, ?, ?)',
    );
  }

  open(request: OpenRows): OpenTasksOutcome {
    const { customerId, tasks, batch, nowMs } = request;
    const earlier = this.#earlierBatch(request);
    if (earlier !== null) return earlier;

    const known = this.#knownKeys(request);
    if (!Array.isArray(known)) return known;
    const fresh = known.length === 0 ? tasks : tasks.filter((_, index) => known[index] === undefined);
    const quotaLeft = this.#customers.quotaLeft(customerId);
    // Only where the quota may not do is it worth looking which tasks are there already.
    if (quotaLeft < fresh.length) {
      const wanted = fresh.reduce((sum, task) => sum + (this.#tasks.has(task.taskId) ? 0 : 1), 0);
      if (quotaLeft < wanted) return { kind: 'quota_exhausted', quotaLeft };
    }

    const takenAtMs: number[] = [];
    for (const task of fresh) {
      if (!this.#tasks.insert(customerId, task)) continue;
      takenAtMs.push(task.createdAtMs);
      const { idempotency } = task;
      if (idempotency !== null) {
        this.#insertKey.run(customerId, idempotency.key, task.taskId, idempotency.bodyHash);
      }
    }
    if (takenAtMs.length > 0) {
      this.#customers.addQuota(customerId, -takenAtMs.length);
      this.#tasks.countInserted(customerId, takenAtMs);
    }
    const opened = tasks.map((task, index): OpenedTask => {
      const taskId = known[index] ?? task.taskId;
      if (taskId === task.taskId) return { taskId, createdAtMs: task.createdAtMs, repeated: false };
      return { taskId, createdAtMs: this.#createdAtMs(taskId), repeated: true };
    });
    if (batch !== null) {
      const { batchId, idempotency } = batch;
      this.#insertBatch.run(batchId, customerId, nowMs, JSON.stringify(opened.map((task) => task.taskId)));
      if (idempotency !== null) {
        this.#insertBatchKey.run(customerId, idempotency.key, batchId, idempotency.bodyHash);
      }
    }
    return { kind: 'opened', tasks: opened, batchId: batch?.batchId ?? null, batchRepeated: false };
  }

  /** The answer if this batch, or another with its key, was opened before. */
  #earlierBatch({ customerId, batch, tasks }: OpenRows): OpenTasksOutcome | null {
    if (batch === null) return null;
    let { batchId } = batch;
    if (batch.idempotency !== null) {
      const { key, bodyHash } = batch.idempotency;
      const known = this.#selectBatchKey.get(customerId, key) as
        | { batchId: string; bodyHash: string }
        | undefined;
      if (known !== undefined) {
        if (known.bodyHash !== bodyHash) return { kind: 'idempotency_conflict', index: null };
        batchId = known.batchId;
      }
    }
    const row = this.#selectBatch.get(batchId) as { task_ids: string } | undefined;
    if (row === undefined) return null;
    const batchRepeated = batchId !== batch.batchId;
    const taskIds = JSON.parse(row.task_ids) as readonly string[];
    const opened = taskIds.map((taskId, index): OpenedTask => {
      const repeated = batchRepeated || taskId !== tasks[index]?.taskId;
      return { taskId, createdAtMs: this.#createdAtMs(taskId), repeated };
    });
    return { kind: 'opened', tasks: opened, batchId, batchRepeated };
  }

  /** By index, the task that a key already stands for; empty where no task has a key. */
  #knownKeys({ customerId, tasks }: OpenRows): (string | undefined)[] | OpenTasksOutcome {
    const known: (string | undefined)[] = [];
    const here = new Map<string, Known>();
    for (let index = 0; index < tasks.length; index++) {
      const { taskId, idempotency } = tasks[index]!;
      if (idempotency === null) continue;
      const { key, bodyHash } = idempotency;
      const found = here.get(key) ?? (this.#selectKey.get(customerId, key) as Known | undefined);
      if (found === undefined) {
        here.set(key, { taskId, bodyHash });
      } else if (found.bodyHash !== bodyHash) {
        return { kind: 'idempotency_conflict', index };
      } else {
        known[index] = found.taskId;
      }
    }
    return known;
  }

  #createdAtMs(taskId: string): number {
    const stored = this.#tasks.load(taskId);
    if (stored === null) throw new Error(`no task ${taskId}, though a key or a batch names it`);
    return stored.task.createdAtMs;
  }
}
