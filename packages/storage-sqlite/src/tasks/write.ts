import type { DatabaseSync } from 'node:sqlite';
import {
  applyTaskCommand,
  type BoundKey,
  batchMeant,
  closedIn,
  countedBatch,
  type EraseTask,
  type FundsRefusal,
  givesQuotaBack,
  knownTasks,
  momentOf,
  type OpenTasksOutcome,
  openedBefore,
  openedNow,
  scopeSum,
  type Task,
  type TaskOutcome,
  type Wanted,
  wantedBy,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { type OpenPurse, type Purses, whyNot } from '../balance/purses.ts';
import { compareTexts } from '../compact/merged.ts';
import { before, parsed, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';
import { asAsked, insertsOf, type OpenRows, type TaskInsert } from './open-rows.ts';
import { type PackedOutcomes, packOutcomes } from './packed.ts';
import { type TaskRow, taskColumns } from './task-row.ts';
import type { TaskTable } from './task-table.ts';

type Refusal = Extract<OpenTasksOutcome, { kind: 'quota_exhausted' }> | FundsRefusal;
type Due = { readonly taskId: string };

/** `open` is given rows ready to be inserted; `change` is given JSON, which is read in less time than a clone, and gives what rows have. */
type Writes = Omit<Sync<port.TaskWriter>, 'open' | 'change'> & {
  open(request: OpenRows): Opened;
  change(changes: string): PackedOutcomes;
};
type Opened = OpenTasksOutcome | typeof asAsked;

/** Opens tasks, and carries out what happens to them from then on. */
export class TaskWriter implements Writes {
  readonly #purses: Purses;
  readonly #tasks: TaskTable;
  readonly #selectKey: Statement<BoundKey>;
  readonly #insertKey: Statement;
  readonly #selectBatchKey: Statement<BoundKey>;
  readonly #insertBatchKey: Statement;
  readonly #selectBatch: Statement<{ readonly task_ids: string }>;
  readonly #insertBatch: Statement;
  readonly #countBatch: Statement;
  readonly #dueClaims: Statement<Due>;
  readonly #dueDeadlines: Statement<Due>;
  readonly #older: Statement<TaskRow>;

  constructor(db: DatabaseSync, purses: Purses, tasks: TaskTable) {
    this.#purses = purses;
    this.#tasks = tasks;
    this.#selectKey = statement(
      db,
      'select task_id as id, body_hash as bodyHash from task_key where customer_id = ? and key = ?',
    );
    this.#insertKey = statement(
      db,
      'insert into task_key (customer_id, key, task_id, body_hash) values (?, ?, ?, ?)',
    );
    this.#selectBatchKey = statement(
      db,
      'select batch_id as id, body_hash as bodyHash from batch_key where customer_id = ? and key = ?',
    );
    this.#insertBatchKey = statement(
      db,
      'insert into batch_key (customer_id, key, batch_id, body_hash) values (?, ?, ?, ?)',
    );
    this.#selectBatch = statement(db, 'select task_ids from batch where id = ?');
    this.#insertBatch = statement(
      db,
      'insert into batch (id, customer_id, created_at, task_ids, task_count, repeated) values (?, ?, ?, ?, ?, ?)',
    );
    this.#countBatch = statement(db, 'update batch set task_count = ?, repeated = ? where id = ?');
    this.#dueClaims = statement(
      db,
      'select task_id as taskId from lease where expires_at <= ? order by expires_at limit ?',
    );
    this.#dueDeadlines = statement(
      db,
      `select id as taskId from task where expires_at is not null and expires_at <= ? order by expires_at limit ?`,
    );
    this.#older = statement(
      db,
      `select ${taskColumns} from task where customer_id = ?1 and ${before('id', '?2')} order by id desc limit ?3`,
    );
  }

  /** All of a request or none of it. */
  open(request: OpenRows): Opened {
    const { customerId, batch, nowMs } = request;
    const tasks = insertsOf(request);
    const earlier = this.#earlierBatch(request, tasks);
    if (earlier !== null) return earlier;

    const known = knownTasks(tasks, (key) => this.#selectKey.get(customerId, key) ?? null);
    if (known.kind !== 'known') return known;
    const { taskIds } = known;
    const fresh = taskIds.length === 0 ? tasks : tasks.filter((_, index) => taskIds[index] === undefined);
    const purse = fresh.length === 0 ? null : this.#purses.open(customerId, request.allowance ?? null, nowMs);
    const refusal = purse === null ? null : this.#whyNot(purse, fresh);
    if (refusal !== null) return refusal;

    const taken = fresh.length === 0 ? [] : this.#tasks.fresh.insert(customerId, fresh, request);
    for (const { taskId, idempotency } of taken)
      if (idempotency !== null)
        this.#insertKey.run(customerId, idempotency.key, taskId, idempotency.bodyHash);
    if (purse !== null && taken.length > 0) {
      this.#purses.take(purse, { count: taken.length, ...wantedIn(taken) });
      this.#tasks.fresh.count(customerId, taken);
    }
    if (taskIds.length === 0) {
      this.#keepBatch(request, request.taskIds, []);
      return asAsked;
    }
    const opened = openedNow(tasks, taskIds, batch?.batchId ?? null, (id) => this.#createdAtMs(id));
    const ids = opened.tasks.map(({ taskId }) => taskId);
    const repeated = opened.tasks.filter((task) => task.repeated).map(({ taskId }) => taskId);
    this.#keepBatch(request, ids, repeated);
    return opened;
  }

  #keepBatch(
    { customerId, batch, nowMs }: OpenRows,
    taskIds: readonly string[],
    repeated: readonly string[],
  ): void {
    if (batch === null) return;
    const { batchId, idempotency } = batch;
    const [names, others] = [JSON.stringify(taskIds), JSON.stringify(repeated)];
    this.#insertBatch.run(batchId, customerId, nowMs, names, taskIds.length, others);
    if (idempotency !== null)
      this.#insertBatchKey.run(customerId, idempotency.key, batchId, idempotency.bodyHash);
  }

  /** Why quota or money do not do; null: they do. */
  #whyNot(purse: OpenPurse, fresh: readonly TaskInsert[]): Refusal | null {
    const refusal = refusalOf(purse, fresh);
    if (refusal === null) return null;
    // Only where it may not do is it worth looking which tasks are there already.
    const wanted = fresh.filter((task) => !this.#tasks.has(task.taskId));
    return wanted.length === fresh.length ? refusal : refusalOf(purse, wanted);
  }

  /** The answer if this batch, or another with its key, was opened before. */
  #earlierBatch({ customerId, batch }: OpenRows, tasks: readonly TaskInsert[]): OpenTasksOutcome | null {
    if (batch === null) return null;
    const key = batch.idempotency?.key;
    const bound = key === undefined ? null : (this.#selectBatchKey.get(customerId, key) ?? null);
    const meant = batchMeant(batch, bound);
    if (meant.kind !== 'batch') return meant;
    const { batchId } = meant;
    const row = this.#selectBatch.get(batchId);
    if (row === undefined) return null;
    const taskIds = parsed<readonly string[]>(row.task_ids);
    return openedBefore(tasks, batch.batchId, { batchId, taskIds }, (id) => this.#createdAtMs(id));
  }

  countBatch(batchId: string): boolean {
    const row = this.#selectBatch.get(batchId);
    if (row === undefined) return false;
    const taskIds = parsed<readonly string[]>(row.task_ids);
    const tasks = taskIds.map((taskId) => this.#tasks.load(taskId)?.task ?? null);
    const { repeated, figures } = countedBatch(batchId, tasks);
    this.#tasks.results.set(scopeSum({ of: 'batch', id: batchId }), figures);
    this.#countBatch.run(taskIds.length, JSON.stringify(repeated), batchId);
    return true;
  }

  #createdAtMs(taskId: string): number {
    const stored = this.#tasks.load(taskId);
    if (stored === null) throw new Error(`no task ${taskId}, though a key or a batch names it`);
    return stored.task.createdAtMs;
  }

  change(changes: string): PackedOutcomes {
    return packOutcomes(this.#change(parsed<readonly port.TaskChange[]>(changes)), (task) =>
      this.#tasks.rowOf(task),
    );
  }

  #change(changes: readonly port.TaskChange[]): (TaskOutcome | null)[] {
    return changes.map(({ taskId, command }) => {
      const stored = this.#tasks.load(taskId);
      if (stored === null) return null;
      const outcome = applyTaskCommand(stored.task, command);
      if (outcome.kind === 'applied') this.#tasks.save(stored, outcome.task, momentOf(command));
      return outcome;
    });
  }

  cancel({ taskId, nowMs }: { taskId: string; nowMs: number }): TaskOutcome | null {
    return this.#end({ taskId, command: { do: 'cancel', nowMs } });
  }

  giveUp({ taskId, nowMs }: { taskId: string; nowMs: number }): TaskOutcome | null {
    return this.#end({ taskId, command: { do: 'give_up', nowMs } });
  }

  takeDown({ taskIds, nowMs }: { taskIds: readonly string[]; nowMs: number }): (TaskOutcome | null)[] {
    const command = { do: 'moderate', moderation: 'taken_down', nowMs } as const;
    return taskIds.map((taskId) => this.#end({ taskId, command }));
  }

  #end(change: port.TaskChange): TaskOutcome | null {
    const [outcome] = this.#change([change]);
    if (outcome?.kind === 'applied' && givesQuotaBack(outcome.task)) {
      this.#purses.addQuota(outcome.task.customerId, 1);
    }
    return outcome ?? null;
  }

  erase({ taskId, ...request }: EraseTask & { taskId: string }): Task | null {
    const stored = this.#tasks.load(taskId);
    return stored === null ? null : this.#tasks.erase(stored, request);
  }

  fillLists({ customerId, before, keys, limit }: port.FillLists): string | null {
    const rows = [customerId, this.#tasks.customerKey(customerId)].flatMap((customer) =>
      this.#older.all(customer, before, limit),
    );
    const newest = rows.toSorted((a, b) => compareTexts(b.id, a.id)).slice(0, limit);
    const tasks = newest.map((row) => this.#tasks.of(row));
    this.#tasks.lists.fill(tasks, keys);
    return tasks.length < limit ? null : (tasks.at(-1)?.taskId ?? null);
  }

  lapse({ nowMs, limit }: { nowMs: number; limit: number }): { examined: number; closed: readonly Task[] } {
    const claims = this.#dueClaims.all(nowMs, limit);
    const deadlines = this.#dueDeadlines.all(nowMs, limit - claims.length);
    const due = new Set([...claims, ...deadlines].map((row) => row.taskId));
    const outcomes = this.#change([...due].map((taskId) => ({ taskId, command: { do: 'lapse', nowMs } })));
    return { examined: claims.length + deadlines.length, closed: closedIn(outcomes) };
  }
}

function refusalOf(purse: OpenPurse, wanted: readonly TaskInsert[]): Refusal | null {
  if (wanted.length === 0) return null;
  const { quotaLeft } = purse;
  if (quotaLeft < wanted.length) return { kind: 'quota_exhausted', quotaLeft };
  return whyNot(purse, wantedIn(wanted));
}

function wantedIn(tasks: readonly TaskInsert[]): Wanted {
  return wantedBy(tasks.map(({ form }) => form.cover));
}
