import { thresholdMin } from '@asg/consensus';
import { answerAlone } from '../answers/answers.ts';
import { coverOf } from '../balance/cover.ts';
import { houseCustomerId, idPrefixes } from '../ids/ids.ts';
import { priorityDefault } from '../routing/order.ts';
import type { Sha256 } from '../sha256.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';

/** The order behind a task and the task, ready to be stored. */
export interface MadeTask {
  readonly order: TaskOrder;
  readonly task: Task;
}

const saltBytes = 16;

/** The id of the task by which a label that was conceded is paid. */
export function redressTaskId(appealId: string): string {
  return idPrefixes.task + appealId.slice(idPrefixes.appeal.length);
}

/**
 * What pays a label that was conceded by this change: a task of the house with that label alone, closed without a decision, so
 * that it is due at once. The task that was labelled stays as it was decided and paid. Null: no label was, or gold's, which is
 * paid by its own task.
 */
export function redressTask(before: Task, after: Task, sha256: Sha256): MadeTask | null {
  if (before.labels === after.labels || after.gold !== undefined) return null;
  const label = after.labels.find(({ conceded }, i) => conceded !== before.labels[i]?.conceded);
  if (label?.conceded === undefined) return null;
  const { appealId, atMs } = label.conceded;
  const { type, dataUrl, labelSpec, salt } = after;
  const { workerId } = label;
  const { option, values } = answerAlone(after, label.option);
  const hash = sha256(new TextEncoder().encode(`${salt} ${appealId}`)).subarray(0, saltBytes);
  const order: TaskOrder = {
    taskId: redressTaskId(appealId),
    customerId: houseCustomerId,
    batchId: null,
    jobId: null,
    type,
    dataUrl,
    labelSpec,
    ...(values !== undefined && { values }),
    consensus: { policy: 'threshold', threshold: thresholdMin, earlyStop: false, maxLabels: thresholdMin },
    language: null,
    priority: priorityDefault,
    metadata: null,
    callbackUrl: null,
    createdAtMs: atMs,
    expiresAtMs: null,
    ...(after.cover !== undefined && { cover: coverOf(1, after.cover, 'house') }),
    salt: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
  const task: Task = {
    ...openTask(order),
    state: 'expired',
    labels: [{ workerId, option, atMs: label.atMs }],
    payment: { kind: 'due', sinceMs: atMs },
    closedAtMs: atMs,
  };
  return { order, task };
}
