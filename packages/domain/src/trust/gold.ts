import { thresholdMin } from '../consensus/threshold.ts';
import { idPrefixes } from '../ids/ids.ts';
import { ulidLength } from '../ids/ulid.ts';
import type { TaskType } from '../names.ts';
import { priorityDefault } from '../routing/order.ts';
import { moveTo } from '../task/states.ts';
import { type LabelSpec, openTask, type Task, type TaskOrder } from '../task/task.ts';

/** The customer id of gold tasks, so that they count in no quota or bill. A valid id that no customer ever gets. */
export const houseCustomerId = `${idPrefixes.customer}${'0'.repeat(ulidLength)}`;

/** An item whose answer is known. */
export interface GoldItem {
  readonly goldId: string;
  readonly type: TaskType;
  readonly dataUrl: string;
  readonly labelSpec: LabelSpec;
  /** Index into the label spec's options. */
  readonly answer: number;
}

/** One worker's own task, made of a gold item. It looks like any other. */
export interface GoldClaim {
  readonly taskId: string;
  readonly salt: string;
  readonly workerId: string;
  readonly nonce: string;
  readonly nowMs: number;
  readonly leaseMs: number;
}

const timeLength = 10;

/** An id with the time of the task beside which it is given out: its own would reveal it as gold. */
export function disguisedTaskId(taskId: string, neighbourId: string | null): string {
  if (neighbourId === null) return taskId;
  const time = idPrefixes.task.length + timeLength;
  return neighbourId.slice(0, time) + taskId.slice(time);
}

/** The order behind a gold task. It ends with the lease: nobody else is ever given the task. */
export function goldOrder(item: GoldItem, { taskId, salt, nowMs, leaseMs }: GoldClaim): TaskOrder {
  return {
    taskId,
    customerId: houseCustomerId,
    batchId: null,
    jobId: null,
    type: item.type,
    dataUrl: item.dataUrl,
    labelSpec: item.labelSpec,
    consensus: { policy: 'threshold', threshold: thresholdMin, earlyStop: false, maxLabels: thresholdMin },
    language: null,
    priority: priorityDefault,
    metadata: null,
    callbackUrl: null,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + leaseMs,
    salt,
    gold: { goldId: item.goldId, option: item.answer },
  };
}

/** The gold task, held by its worker from the first. */
export function openGoldTask(order: TaskOrder, { workerId, nonce, nowMs, leaseMs }: GoldClaim): Task {
  const assignment = { workerId, nonce, leaseExpiresAtMs: nowMs + leaseMs, claimedAtMs: nowMs };
  return { ...openTask(order), state: moveTo('pending', 'in_progress'), assignments: [assignment] };
}

/** How far a worker has come among the gold items of a pool, which are numbered from 1 and go on growing. */
export interface GoldPlace {
  /** Where they began, so that not everybody sees the same items first. */
  readonly start: number;
  /** Met: above `start` up to `high`, and up to `low`. */
  readonly high: number;
  readonly low: number;
}

export function firstGoldPlace(newest: number, randomness: number): GoldPlace {
  const start = Math.floor(randomness * newest);
  return { start, high: start, low: 0 };
}

/** An item that most who met it miss is more likely wrong than they are: it is given out no more. */
export function isDoubtful({ right, missed }: { readonly right: number; readonly missed: number }): boolean {
  return missed >= 5 && missed > 2 * right;
}
