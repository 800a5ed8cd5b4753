import type { FundsRefusal } from '../balance/reservation.ts';

/** The customer's own key, and the hash of what it was first sent with. */
export interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
}

export type OpenTasksOutcome =
  | {
      readonly kind: 'opened';
      /** In order; the earlier task where a key was known. */
      readonly tasks: readonly OpenedTask[];
      readonly batchId: string | null;
      readonly batchRepeated: boolean;
    }
  | { readonly kind: 'quota_exhausted'; readonly quotaLeft: number }
  | FundsRefusal
  /** `index` is null where it is the batch's own key. */
  | { readonly kind: 'idempotency_conflict'; readonly index: number | null };

export interface OpenedTask {
  readonly taskId: string;
  readonly createdAtMs: number;
  /** An earlier submission with the same key made it. */
  readonly repeated: boolean;
}

/** A task that a request asks for. */
export interface WantedTask {
  readonly taskId: string;
  readonly createdAtMs: number;
  readonly idempotency: Idempotency | null;
}

/** What a key stands for: a task or a batch, and what it was first sent with. */
export interface BoundKey {
  readonly id: string;
  readonly bodyHash: string;
}

type Conflict = Extract<OpenTasksOutcome, { kind: 'idempotency_conflict' }>;
type Opened = Extract<OpenTasksOutcome, { kind: 'opened' }>;

/**
 * By index, the task that a key stands for already: of an earlier request (`boundTo`), or earlier in this one. Empty where
 * no task has a key.
 */
export function knownTasks(
  wanted: readonly WantedTask[],
  boundTo: (key: string) => BoundKey | null,
): { readonly kind: 'known'; readonly taskIds: readonly (string | undefined)[] } | Conflict {
  const taskIds: (string | undefined)[] = [];
  const here = new Map<string, BoundKey>();
  for (const [index, { taskId, idempotency }] of wanted.entries()) {
    if (idempotency === null) continue;
    const { key, bodyHash } = idempotency;
    const found = here.get(key) ?? boundTo(key);
    if (found === null) here.set(key, { id: taskId, bodyHash });
    else if (found.bodyHash !== bodyHash) return { kind: 'idempotency_conflict', index };
    else taskIds[index] = found.id;
  }
  return { kind: 'known', taskIds };
}

/** The batch that a request is for: its own, or the one that its key stands for already. */
export function batchMeant(
  batch: { readonly batchId: string; readonly idempotency: Idempotency | null },
  bound: BoundKey | null,
): { readonly kind: 'batch'; readonly batchId: string } | Conflict {
  if (batch.idempotency === null || bound === null) return { kind: 'batch', batchId: batch.batchId };
  if (bound.bodyHash !== batch.idempotency.bodyHash) return { kind: 'idempotency_conflict', index: null };
  return { kind: 'batch', batchId: bound.id };
}

/** The answer to a request whose tasks are open now. `createdAtMs`: of a task that another request made. */
export function openedNow(
  wanted: readonly WantedTask[],
  known: readonly (string | undefined)[],
  batchId: string | null,
  createdAtMs: (taskId: string) => number,
): Opened {
  const tasks = wanted.map((task, index): OpenedTask => {
    const taskId = known[index] ?? task.taskId;
    if (taskId === task.taskId) return { taskId, createdAtMs: task.createdAtMs, repeated: false };
    return { taskId, createdAtMs: createdAtMs(taskId), repeated: true };
  });
  return { kind: 'opened', tasks, batchId, batchRepeated: false };
}

/** The answer to a request whose batch, `taskIds` under `batchId`, was opened before. */
export function openedBefore(
  wanted: readonly WantedTask[],
  ownBatchId: string,
  { batchId, taskIds }: { readonly batchId: string; readonly taskIds: readonly string[] },
  createdAtMs: (taskId: string) => number,
): Opened {
  const batchRepeated = batchId !== ownBatchId;
  const tasks = taskIds.map((taskId, index): OpenedTask => {
    const repeated = batchRepeated || taskId !== wanted[index]?.taskId;
    return { taskId, createdAtMs: createdAtMs(taskId), repeated };
  });
  return { kind: 'opened', tasks, batchId, batchRepeated };
}
