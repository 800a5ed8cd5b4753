import { idPrefixes } from '../ids/ids.ts';
import { derivedUlid } from '../ids/ulid.ts';
import type { JobRecord } from '../jobs/job.ts';
import {
  type BalanceEventType,
  type EventType,
  type JobEventType,
  type ReviewVerdict,
  reviewVerdicts,
  type TaskEventType,
  type TaskState,
  taskEventTypes,
} from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { reviewOf } from '../task/review.ts';
import type { Task } from '../task/task.ts';

/** Something that happened to a customer's task, job or balance. Derived from it, in the write that changed it. */
export type EventRecord = TaskEvent | JobEvent | BalanceEvent | ReviewEvent;

interface EventFields {
  readonly eventId: string;
  readonly customerId: string;
  readonly atMs: number;
}

export interface TaskEvent extends EventFields {
  readonly taskId: string;
  readonly jobId: null;
  readonly type: TaskEventType;
}

export interface JobEvent extends EventFields {
  readonly taskId: null;
  readonly jobId: string;
  readonly type: JobEventType;
}

/** What the customer said of a task, as they said it; null: they took back what they had said. */
export interface ReviewEvent extends EventFields {
  readonly taskId: string;
  readonly jobId: null;
  readonly type: 'task.reviewed';
  readonly said: { readonly verdict: ReviewVerdict; readonly option: number } | null;
}

export interface BalanceEvent extends EventFields, LowBalance {
  readonly taskId: null;
  readonly jobId: null;
  readonly type: BalanceEventType;
}

/** What could be spent just after it had become less than the customer wants to be told of, both in satoshis. */
export interface LowBalance {
  readonly availableSats: number;
  readonly lowSats: number;
}

/** When a task's event is due, and what it says of the task besides its id. */
interface TaskEventRule {
  /** The state that the task has just entered. */
  readonly state: TaskState;
  /** When it came to it, Unix ms; null: the task does not say. */
  readonly atMs: (task: Task) => number | null;
  readonly includes: { readonly decision: boolean; readonly payment: boolean };
}

const closedAt = ({ closedAtMs }: Task): number | null => closedAtMs;
const settledAt = ({ payment, closedAtMs }: Task): number | null =>
  payment.kind === 'paid' ? payment.settledAtMs : closedAtMs;

const taskEventRules: Readonly<Record<TaskEventType, TaskEventRule>> = {
  'task.settled': { state: 'settled', atMs: settledAt, includes: { decision: true, payment: true } },
  'task.verified': { state: 'verified', atMs: closedAt, includes: { decision: true, payment: false } },
  'task.expired': { state: 'expired', atMs: closedAt, includes: { decision: false, payment: false } },
  'task.cancelled': { state: 'cancelled', atMs: closedAt, includes: { decision: false, payment: false } },
};

/** What an event of a task includes, whatever happened to the task since. */
export function includedIn(type: TaskEventType): TaskEventRule['includes'] {
  return taskEventRules[type].includes;
}

/** The event that the task's present state stands for; null: it has none. The same task gives the same event. */
export function eventOf(task: Task, sha256: Sha256): TaskEvent | null {
  const { taskId, customerId, state } = task;
  const type = taskEventTypes.find((one) => taskEventRules[one].state === state);
  if (type === undefined) return null;
  const atMs = taskEventRules[type].atMs(task);
  if (atMs === null) throw new Error(`${taskId} is ${state} without a time`);
  return {
    eventId: derivedUlid(idPrefixes.event, atMs, `${taskId} ${type}`, sha256),
    customerId,
    taskId,
    jobId: null,
    type,
    atMs,
  };
}

/** The event that the change of a task's review amounts to; null: it did not change. */
export function reviewEventIn(before: Task, after: Task, sha256: Sha256): ReviewEvent | null {
  const { taskId, customerId, reviewed } = after;
  if (reviewed === undefined || before.reviewed?.changes === reviewed.changes) return null;
  const { atMs, changes } = reviewed;
  const type = 'task.reviewed';
  const eventId = derivedUlid(idPrefixes.event, atMs, `${taskId} ${type} ${changes}`, sha256);
  const review = reviewOf(after);
  const said = review === null ? null : { verdict: review.verdict, option: review.option };
  return { eventId, customerId, taskId, jobId: null, type, atMs, said };
}

/** The event that the job's present status stands for; null unless it is completed. The same job gives the same event. */
export function jobEventOf(job: JobRecord, sha256: Sha256): JobEvent | null {
  const { jobId, customerId, status, endedAtMs, countsAtEnd } = job;
  if (status !== 'completed') return null;
  if (endedAtMs === null || countsAtEnd === undefined)
    throw new Error(`${jobId} is completed without a time or counts`);
  const type = 'job.completed';
  const eventId = derivedUlid(idPrefixes.event, endedAtMs, `${jobId} ${type}`, sha256);
  return { eventId, customerId, taskId: null, jobId, type, atMs: endedAtMs };
}

/** The event that the change of a job amounts to; null: none. `before`: null where it is new. */
export function jobEventIn(before: JobRecord | null, after: JobRecord, sha256: Sha256): JobEvent | null {
  return before === null || before.status === after.status ? null : jobEventOf(after, sha256);
}

/** `cause`: names the change by which it became low, unlike any other of the customer. The same one gives the same event. */
export function lowBalanceEventOf(
  customerId: string,
  { availableSats, lowSats }: LowBalance,
  { cause, atMs }: { readonly cause: string; readonly atMs: number },
  sha256: Sha256,
): BalanceEvent {
  const type = 'balance.low';
  const eventId = derivedUlid(idPrefixes.event, atMs, `${customerId} ${type} ${cause}`, sha256);
  return { eventId, customerId, taskId: null, jobId: null, type, atMs, availableSats, lowSats };
}

/** What the event is about, as a text: the id of a task or a job, a task with what was said of it, or the figures of a balance. */
export function subjectOf(event: EventRecord): string {
  if (event.type === 'balance.low') return `${event.availableSats} ${event.lowSats}`;
  if (event.type === 'task.reviewed')
    return [event.taskId, ...(event.said === null ? [] : [event.said.verdict, event.said.option])].join(' ');
  return event.taskId ?? event.jobId;
}

/** The event of a type about this subject, as `subjectOf` gives it. */
export function eventAbout(fields: EventFields, type: EventType, subject: string): EventRecord {
  const none = { ...fields, taskId: null, jobId: null };
  if (type === 'job.completed') return { ...none, jobId: subject, type };
  if (type === 'task.reviewed') {
    const [taskId = '', said, option] = subject.split(' ');
    const verdict = reviewVerdicts.find((one) => one === said);
    return {
      ...none,
      taskId,
      type,
      said: verdict === undefined ? null : { verdict, option: Number(option) },
    };
  }
  if (type !== 'balance.low') return { ...none, taskId: subject, type };
  const [availableSats = Number.NaN, lowSats = Number.NaN] = subject.split(' ').map(Number);
  return { ...none, type, availableSats, lowSats };
}
