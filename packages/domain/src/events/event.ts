import { idPrefixes } from '../ids/ids.ts';
import { derivedUlid } from '../ids/ulid.ts';
import type { JobRecord } from '../jobs/job.ts';
import {
  type EventType,
  type JobEventType,
  type TaskEventType,
  type TaskState,
  taskEventTypes,
} from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import type { Task } from '../task/task.ts';

/** Something that happened to a customer's task or job. Derived from it, in the write that changed it. */
export type EventRecord = TaskEvent | JobEvent;

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

/** The event of a type about the task, or the job, with this id. */
export function eventAbout(fields: EventFields, type: EventType, subjectId: string): EventRecord {
  return type === 'job.completed'
    ? { ...fields, taskId: null, jobId: subjectId, type }
    : { ...fields, taskId: subjectId, jobId: null, type };
}
