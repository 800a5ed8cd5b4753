import { thresholdMin } from '@asg/consensus';
import type { Cover } from '../balance/cover.ts';
import { houseCustomerId } from '../ids/ids.ts';
import type { TaskType } from '../names.ts';
import { priorityDefault } from '../routing/order.ts';
import { moveTo } from '../task/states.ts';
import { type LabelSpec, openTask, type Task, type TaskOrder } from '../task/task.ts';

/** Of which question's practice an item is (`questionKey`), and why its answer is right. */
export interface PracticeItem {
  readonly question: string;
  /** For the organisation's own people alone. */
  readonly own?: true;
  readonly explanation?: string;
}

/** An item whose answer is known. */
export interface GoldItem {
  readonly goldId: string;
  readonly type: TaskType;
  readonly dataUrl: string;
  readonly labelSpec: LabelSpec;
  /** Index into the label spec's options, or into the values. */
  readonly answer: number;
  /** As in `Asked`: the right one. */
  readonly values?: readonly string[];
  /** As of tasks: one that begins so is mixed among tasks that begin so. */
  readonly start?: number;
  /** The customer whose tasks it is mixed among; null: among everybody's. */
  readonly owner: string | null;
  /** Its workers are told the right answer, once they have given theirs. */
  readonly feedback?: true;
  /** As of tasks: it goes before no others. */
  readonly sensitive?: true;
  /** It is for practice: workers are told the answer at once, it is never mixed among tasks and says nothing of anybody. */
  readonly practice?: PracticeItem;
}

/** One worker's own task, made of a gold item. It looks like any other. */
export interface GoldClaim {
  readonly taskId: string;
  readonly salt: string;
  /** As in `GoldDraw`. */
  readonly delayMs: number;
  readonly workerId: string;
  readonly nonce: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly cover: Cover;
}

/** The order behind a gold task. It ends with the lease: nobody else is ever given the task. */
export function goldOrder(
  item: GoldItem,
  { taskId, salt, delayMs, nowMs, leaseMs, cover }: GoldClaim,
): TaskOrder {
  return {
    taskId,
    customerId: houseCustomerId,
    batchId: null,
    jobId: null,
    type: item.type,
    dataUrl: item.dataUrl,
    labelSpec: item.labelSpec,
    ...(item.values !== undefined && { values: item.values }),
    ...(item.start !== undefined && { start: item.start }),
    consensus: { policy: 'threshold', threshold: thresholdMin, earlyStop: false, maxLabels: thresholdMin },
    language: null,
    ...(item.sensitive === true && { sensitive: true }),
    priority: priorityDefault,
    metadata: null,
    callbackUrl: null,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + leaseMs,
    salt,
    gold: {
      goldId: item.goldId,
      option: item.answer,
      owner: item.owner,
      delayMs,
      ...(item.feedback === true && { feedback: true }),
    },
    cover,
  };
}

/** The gold task, held by its worker from the first. */
export function openGoldTask(order: TaskOrder, { workerId, nonce, nowMs, leaseMs }: GoldClaim): Task {
  const own = order.crowd === undefined ? {} : ({ own: true } as const);
  const assignment = { workerId, nonce, leaseExpiresAtMs: nowMs + leaseMs, claimedAtMs: nowMs, ...own };
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

/** Items that a worker is never given are passed by, so many for one claim. */
export const passedByMax = 16;

/** Whether one of these accounts saw the task that the item was made of. */
export function wasSeen(
  { seenBy }: { readonly seenBy?: readonly string[] },
  ids: readonly string[],
): boolean {
  return seenBy?.some((id) => ids.includes(id)) === true;
}

/**
 * An item that nearly all who met it miss is more likely wrong than they are: it is given out no more. A few strangers who
 * answer wrong on purpose must not take it away: where anybody answers right, three times as many have to miss it.
 */
export function isDoubtful({ right, missed }: { readonly right: number; readonly missed: number }): boolean {
  return missed >= 8 && missed > 3 * right;
}
