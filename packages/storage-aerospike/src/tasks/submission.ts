import type { AllowanceTerms, Idempotency, TaskOrder } from '@asg/domain';
import type { BatchRecord, OpenTasks } from '@asg/storage';
import { at, last } from '@asg/values/present';
import type { Taken, TakingOutcome } from '../balance/taking.ts';
import type { Kind } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';

/** Characters of orders in one record: a record is at most 1 MiB, a character at most 3 bytes. */
const chunkCharacters = 250_000;

/** A request to open tasks that is more than one record can decide: noted whole before anything is done about it. */
export interface Submission {
  readonly customerId: string;
  /** `planned`: it may still come to nothing. `done`: its tasks are open, or will be. `void`: it never will be. */
  readonly phase: 'planned' | 'done' | 'void';
  /** Of one that is done: the taking of quota that it goes by. */
  readonly taking: string;
  /** Tasks that were not there. */
  readonly fresh: readonly { readonly taskId: string; readonly idempotency: Idempotency | null }[];
  readonly batch: {
    readonly batchId: string;
    readonly idempotency: Idempotency | null;
    readonly taskIds: readonly string[];
    /** Those of other requests, as often as they are named. Not there: noted before batches had sums. */
    readonly repeated?: readonly string[];
  } | null;
  readonly nowMs: number;
  /** What its fresh tasks can cost at most. Not there: noted before there were balances, nothing. */
  readonly sats?: number;
  /** How much of that pays own people. */
  readonly ownSats?: number;
  /** There where the customer is a sandbox account. */
  readonly allowance?: AllowanceTerms;
  /** Records that hold the orders of the fresh tasks. */
  readonly chunks: number;
}

export const planned = 'planned';

export const submissions: Kind<Submission> = {
  name: 'sub',
  set: 'doc',
  places: ({ phase, nowMs }, id) => (phase === 'planned' ? [[planned, `${momentKey(nowMs)} ${id}`, id]] : []),
};
/** `repeated`: see `BatchHead`; not there: its tasks are not counted yet. */
export const batches: Kind<BatchRecord & { readonly repeated?: readonly string[] }> = {
  name: 'bat',
  set: 'doc',
  places: () => [],
};
export const orderChunks: Kind<readonly TaskOrder[]> = { name: 'ord', set: 'doc', places: () => [] };

/** Who claims a customer's idempotency key: it is bound once the task, or the batch, is there. */
export interface KeyClaim {
  readonly submission: string;
  readonly id: string;
  readonly bodyHash: string;
}
export const keyClaims: Kind<KeyClaim> = { name: 'idm', set: 'doc', places: () => [] };
export const taskKey = (customerId: string, key: string): string => `${customerId} task ${key}`;
export const batchKey = (customerId: string, key: string): string => `${customerId} batch ${key}`;

export function chunksOf(orders: readonly TaskOrder[]): readonly (readonly TaskOrder[])[] {
  const chunks: TaskOrder[][] = [];
  let room = 0;
  for (const order of orders) {
    const length = JSON.stringify(order).length;
    if (length > room || chunks.length === 0) {
      chunks.push([]);
      room = chunkCharacters;
    }
    last(chunks).push(order);
    room -= length;
  }
  return chunks;
}

type Refusal = Exclude<TakingOutcome, { kind: 'taken' }>;
/** What became of one that was to be completed. */
export type Advanced =
  | { readonly kind: 'done' }
  /** A key of it turned out to be bound by another. */
  | { readonly kind: 'beaten' }
  | Refusal;

/** In the order in which they are claimed, so that no two submissions wait for each other. */
export function claimsOf(
  id: string,
  { customerId, fresh, batch }: Submission,
): readonly (readonly [string, KeyClaim])[] {
  const claim = (to: string, { bodyHash }: Idempotency): KeyClaim => ({ submission: id, id: to, bodyHash });
  const claims = fresh.flatMap(({ taskId, idempotency }) =>
    idempotency === null ? [] : [[taskKey(customerId, idempotency.key), claim(taskId, idempotency)] as const],
  );
  if (batch?.idempotency != null)
    claims.push([batchKey(customerId, batch.idempotency.key), claim(batch.batchId, batch.idempotency)]);
  return claims.sort(([a], [b]) => (a < b ? -1 : 1));
}

export function takenOf({ fresh, sats = 0, ownSats = 0 }: Submission): Taken {
  return { count: fresh.length, sats, ownSats };
}

export function repeatedIn({ tasks: wanted }: OpenTasks, taskIds: readonly string[]): readonly string[] {
  return taskIds.filter((taskId, index) => taskId !== at(wanted, index).order.taskId);
}
