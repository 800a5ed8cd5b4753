import { nextMomentMs, openTask, type Task, type TaskOrder } from '@asg/domain';
import type { Kind, Place } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';

/** A task and what the store knows of it beside. */
export interface TaskState {
  readonly task: Task;
  /** Of its entry in the queue: the revision that queued it; 0: it is not queued. Another entry is dead. */
  readonly ticket: number;
  /** Names the submission that made it. */
  readonly by: string;
  /** Keys of its metadata that it is listed by. Not there: none. */
  readonly keys?: readonly string[];
  /** The state that the sum of its batch has it in. Not there: pending, or the sum does not know it yet. */
  readonly counted?: Task['state'];
}

export const lists = {
  ofCustomer: (customerId: string) => `tasks|${customerId}`,
  due: 'due',
  deadlines: 'deadlines',
  claims: 'leases',
  claimsOf: (workerId: string) => `leases|${workerId}`,
  /** Of what tasks have in common: `listName`. */
  named: (name: string) => `listed|${name}`,
} as const;

/** Sorts a claim by its end. */
function claimKey(endMs: number, taskId: string, workerId: string): string {
  return `${momentKey(endMs)} ${taskId} ${workerId}`;
}

function places({ task }: TaskState): readonly Place[] {
  const { taskId, customerId, payment, assignments } = task;
  const momentMs = nextMomentMs(task);
  const found: Place[] = [[lists.ofCustomer(customerId), taskId]];
  if (payment.kind === 'due') found.push([lists.due, `${momentKey(payment.sinceMs)} ${taskId}`, taskId]);
  if (momentMs !== null) found.push([lists.deadlines, `${momentKey(momentMs)} ${taskId}`, taskId]);
  for (const { workerId, nonce, leaseExpiresAtMs } of assignments) {
    found.push([lists.claims, claimKey(leaseExpiresAtMs, taskId, workerId), taskId]);
    found.push([lists.claimsOf(workerId), `${taskId} ${nonce}`, String(leaseExpiresAtMs)]);
  }
  return found;
}

const orderFields = [
  'taskId',
  'customerId',
  'batchId',
  'jobId',
  'type',
  'dataUrl',
  'labelSpec',
  'consensus',
  'language',
  'sensitive',
  'crowd',
  'predictions',
  'priority',
  'metadata',
  'callbackUrl',
  'createdAtMs',
  'expiresAtMs',
  'salt',
  'gold',
  'cover',
  'relabelOf',
  'excluded',
  'erased',
] as const satisfies readonly (keyof TaskOrder)[];

interface Changing {
  /** All but the order. */
  readonly work: Partial<Task>;
  readonly ticket: number;
  readonly by: string;
  readonly keys?: readonly string[];
  readonly counted?: Task['state'];
}

/** A task's record: what was ordered in a bin of its own, and what became of it. */
export const tasks: Kind<TaskState> = {
  name: 'tsk',
  set: 'task',
  isRemembered: true,
  places,
  split: {
    take: ({ task, ...beside }) => {
      const order: Record<string, unknown> = {};
      const work: Record<string, unknown> = { ...task };
      for (const field of orderFields) {
        if (task[field] !== undefined) order[field] = task[field];
        delete work[field];
      }
      return [order, { work, ...beside }];
    },
    join: (order: TaskOrder, { work, ...beside }: Changing) => ({
      task: { ...openTask(order), ...work },
      ...beside,
    }),
  },
};
