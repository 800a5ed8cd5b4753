import {
  answerText,
  answerValue,
  type BalanceEvent,
  type EventRecord,
  type EventType,
  includedIn,
  type JobEvent,
  type JobRecord,
  type ReviewEvent,
  type Task,
  type TaskEvent,
} from '@asg/domain';
import type { ExpiryReason, ReviewVerdict } from '@asg/domain/names';
import type { EngineContext } from '@asg/people/context';
import type { Storage } from '@asg/storage';

/** The payload that a receiver gets. */
export type EventPayload = TaskEventPayload | ReviewEventPayload | JobEventPayload | BalanceEventPayload;

/** The published payload. */
interface TaskEventPayload {
  readonly event: string;
  readonly task_id: string;
  readonly consensus_label: string | null;
  /** JSON, of a kind other than choice. */
  readonly consensus_value?: unknown;
  readonly confidence: number | null;
  readonly bsv_txid: string | null;
  readonly settled_at: string | null;
  readonly timestamp: string;
  /** Why a task expired, where that was neither its deadline nor its labels. */
  readonly reason?: ExpiryReason;
}

/** What the customer said, as they said it; its fields beside `review` are those of `task.verified`. */
interface ReviewEventPayload extends TaskEventPayload {
  /** Null: they took back what they had said. */
  readonly review: {
    readonly verdict: ReviewVerdict;
    readonly label: string;
    readonly value?: unknown;
  } | null;
}

/** The job as it was when it became completed. */
interface JobEventPayload {
  readonly event: 'job.completed';
  readonly job_id: string;
  readonly status: 'completed';
  readonly lines_total: number;
  readonly lines_accepted: number;
  readonly lines_rejected: number;
  readonly tasks_settled: number;
  readonly tasks_expired: number;
  readonly cost_sats: number;
  readonly completed_at: string;
  readonly timestamp: string;
}

/** The balance as it was when it became low. */
interface BalanceEventPayload {
  readonly event: 'balance.low';
  readonly customer_id: string;
  readonly available_sats: number;
  readonly balance_low_sats: number;
  readonly timestamp: string;
}

/** The payload of an event, made when it is asked for, and the `callback_url` of its task or job. */
export interface EventContent {
  readonly payload: EventPayload;
  readonly callbackUrl: string | null;
}

/** The payloads of a page of events; null where the store does not have the task or job. */
export async function contentsOf(
  storage: Pick<Storage, 'tasks' | 'jobs'>,
  events: readonly EventRecord[],
): Promise<readonly (EventContent | null)[]> {
  const taskIds = events.flatMap(({ taskId }) => taskId ?? []);
  const found = await storage.tasks.many(taskIds);
  const tasks = new Map(found.map((task, i) => [taskIds[i], task]));
  return Promise.all(
    events.map(async (event) => {
      if (event.type === 'balance.low') return { payload: balancePayload(event), callbackUrl: null };
      if (event.jobId !== null) {
        const stored = await storage.jobs.get(event.jobId);
        if (stored === null) return null;
        return { payload: jobPayload(event, stored.job), callbackUrl: stored.job.callbackUrl };
      }
      const task = tasks.get(event.taskId) ?? null;
      if (task === null) return null;
      return {
        get payload() {
          return event.type === 'task.reviewed' ? reviewPayload(event, task) : taskPayload(event, task);
        },
        callbackUrl: task.callbackUrl,
      };
    }),
  );
}

/** The same event of the same task gives the same payload, whatever happened to the task since. */
function taskPayload({ type, taskId, atMs }: TaskEvent, task: Task): TaskEventPayload {
  const { payment } = task;
  const tells = includedIn(type);
  const decision = tells.decision ? task.decision : null;
  const paid = tells.payment && payment.kind === 'paid' ? payment : null;
  return {
    event: type,
    task_id: taskId,
    ...consensusOf(task, decision),
    confidence: decision?.confidence ?? null,
    bsv_txid: paid?.txid ?? null,
    settled_at: paid === null ? null : new Date(paid.settledAtMs).toISOString(),
    timestamp: new Date(atMs).toISOString(),
    ...(type === 'task.expired' && task.expiredFor !== undefined && { reason: task.expiredFor }),
  };
}

function reviewPayload({ type, taskId, atMs, said }: ReviewEvent, task: Task): ReviewEventPayload {
  const { decision } = task;
  return {
    event: type,
    task_id: taskId,
    ...consensusOf(task, decision),
    confidence: decision?.confidence ?? null,
    bsv_txid: null,
    settled_at: null,
    timestamp: new Date(atMs).toISOString(),
    review: said === null ? null : { verdict: said.verdict, ...labelOf(task, said.option) },
  };
}

/** A choice is told as ever; another kind has its value beside the text. */
function labelOf(task: Task, option: number) {
  const value = answerValue(task, option);
  return { label: answerText(task, option), ...(value !== undefined && { value }) };
}

function consensusOf(task: Task, decision: Task['decision']) {
  if (decision === null) return { consensus_label: null };
  const consensus_value = answerValue(task, decision.option);
  const consensus_label = answerText(task, decision.option);
  return consensus_value === undefined ? { consensus_label } : { consensus_label, consensus_value };
}

function jobPayload({ type, jobId, atMs }: JobEvent, { cursor, countsAtEnd }: JobRecord): JobEventPayload {
  if (countsAtEnd === undefined) throw new Error(`${jobId} is completed without counts`);
  const timestamp = new Date(atMs).toISOString();
  return {
    event: type,
    job_id: jobId,
    status: 'completed',
    lines_total: cursor.accepted + cursor.rejected,
    lines_accepted: cursor.accepted,
    lines_rejected: cursor.rejected,
    tasks_settled: countsAtEnd.settled,
    tasks_expired: countsAtEnd.expired,
    cost_sats: countsAtEnd.costSats,
    completed_at: timestamp,
    timestamp,
  };
}

function balancePayload({
  type,
  customerId,
  availableSats,
  lowSats,
  atMs,
}: BalanceEvent): BalanceEventPayload {
  return {
    event: type,
    customer_id: customerId,
    available_sats: availableSats,
    balance_low_sats: lowSats,
    timestamp: new Date(atMs).toISOString(),
  };
}

/** The payload of a webhook's test: of the event type, about a task, a job or a customer that does not exist. */
export function samplePayload(type: EventType, ids: EngineContext['ids'], nowMs: number): EventPayload {
  const timestamp = new Date(nowMs).toISOString();
  if (type === 'balance.low')
    return {
      event: type,
      customer_id: ids.next('customer'),
      available_sats: 0,
      balance_low_sats: 1,
      timestamp,
    };
  if (type === 'job.completed') {
    return {
      event: type,
      job_id: ids.next('job'),
      status: 'completed',
      lines_total: 1,
      lines_accepted: 1,
      lines_rejected: 0,
      tasks_settled: 1,
      tasks_expired: 0,
      cost_sats: 0,
      completed_at: timestamp,
      timestamp,
    };
  }
  if (type === 'task.reviewed')
    return {
      event: type,
      task_id: ids.next('task'),
      consensus_label: 'sample',
      confidence: 1,
      bsv_txid: null,
      settled_at: null,
      timestamp,
      review: { verdict: 'accepted', label: 'sample' },
    };
  const { decision, payment } = includedIn(type);
  return {
    event: type,
    task_id: ids.next('task'),
    consensus_label: decision ? 'sample' : null,
    confidence: decision ? 1 : null,
    bsv_txid: payment ? '00'.repeat(32) : null,
    settled_at: payment ? timestamp : null,
    timestamp,
  };
}
