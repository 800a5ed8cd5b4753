import {
  doubtMicros,
  durationBucket,
  eventOf,
  isOneShort,
  isOpen,
  labelsSaved,
  lessonOf,
  type QueueReason,
  queueClass,
  sharedMisses,
  type Task,
  type TaskCost,
  type TaskType,
  templateKey,
  trustGains,
  utcDate,
  wantedWorkers,
} from '@asg/domain';
import { at, last, present } from '@asg/domain/present';
import { sha256 } from '@asg/storage';
import {
  doubtfulOf,
  doubtKey,
  historyOf,
  modelTemplatesOf,
  sumNames,
  templatesOf,
} from '../derived-names.ts';
import type { Effect } from '../records/effects.ts';
import { momentKey } from '../records/keys.ts';

/** What the change of a task was made with. */
export interface ChangeFacts {
  readonly nowMs: number;
  /** Of the task's entry in the queue, where it is known: it goes when the task leaves the queue. */
  readonly entry?: { readonly list: string; readonly key: string };
  /** Of a task that is settled. */
  readonly cost?: TaskCost;
  /** A task that ends without any label gives its quota back. */
  readonly givesQuotaBack?: boolean;
}

/** The ticket that the task has after the change, and the effect that queues it anew. */
export function queued(
  before: Task | null,
  after: Task,
  ticket: number,
  revision: number,
  { nowMs, entry }: ChangeFacts,
): { readonly ticket: number; readonly effects: readonly Effect[] } {
  if (wantedWorkers(after, nowMs) === 0) {
    const effects: readonly Effect[] =
      ticket !== 0 && entry !== undefined ? [['drop', entry.list, entry.key]] : [];
    return { ticket: 0, effects };
  }
  const oneShort = isOneShort(after);
  const stays =
    before !== null && ticket !== 0 && !gaveSlotBack(before, after) && (!oneShort || isOneShort(before));
  if (stays) return { ticket, effects: [] };
  const reason: QueueReason = before === null ? 'fresh' : oneShort ? 'one_short' : 'returned';
  const { rank, language } = queueClass(after, reason);
  const place = { taskId: after.taskId, ticket: revision, rank, language, nowMs };
  return { ticket: revision, effects: [['do', 'queue', place]] };
}

/**
 * A slot came back while the task was queued: the worker who had it may have it again, and their cursor has passed the
 * old place.
 */
function gaveSlotBack(before: Task, after: Task): boolean {
  return before.assignments.some(
    ({ workerId, nonce }) =>
      !after.assignments.some((a) => a.workerId === workerId && a.nonce === nonce) &&
      !after.labels.some((label) => label.workerId === workerId),
  );
}

/** What follows from a change of a task beside its places, once for each change. */
export function consequences(before: Task, after: Task, facts: ChangeFacts): readonly Effect[] {
  const shown =
    after.gold === undefined ? ofCustomersTask(before, after, facts) : ofGold(before, after, facts);
  return [...conduct(before, after), ...trust(before, after), ...lessons(before, after), ...shown];
}

function conduct(before: Task, after: Task): readonly Effect[] {
  const effects: Effect[] = [];
  if (after.labels.length > before.labels.length) {
    const { workerId, option, atMs } = last(after.labels);
    effects.push(
      ['add', sumNames.ofWorker(workerId), { labels: 1 }],
      ['put', historyOf(workerId), `${momentKey(atMs)} ${after.taskId}`, after.taskId],
      ['do', 'signal', { workerId, label: { type: after.type, position: option, nowMs: atMs } }],
    );
  }
  if (!isOpen(before.state) || isOpen(after.state)) return effects;
  for (const [workerId, missedWith] of sharedMisses(after))
    effects.push(['do', 'signal', { workerId, missedWith }]);
  return effects;
}

function trust(before: Task, after: Task): readonly Effect[] {
  const gains = trustGains(before, after);
  if (gains.length === 0) return [];
  const template = templateKey(after, sha256);
  return gains.flatMap(({ workerId, sums }): readonly Effect[] => [
    ['add', sumNames.trust(workerId, template), { ...sums }],
    ['add', sumNames.trust(workerId, ''), { ...sums }],
    ['put', templatesOf(workerId), template, ''],
  ]);
}

function ofGold(before: Task, after: Task, { nowMs }: ChangeFacts): readonly Effect[] {
  if (after.gold === undefined || after.labels.length === before.labels.length) return [];
  const { goldId, option } = after.gold;
  const isRight = at(after.labels, 0).option === option;
  return [
    ['add', sumNames.gold(goldId), isRight ? { right: 1 } : { missed: 1 }],
    ['do', 'doubt', { goldId, nowMs }],
  ];
}

function ofCustomersTask(before: Task, after: Task, facts: ChangeFacts): readonly Effect[] {
  const isMoved = before.state !== after.state;
  const event = isMoved ? eventOf(after, sha256) : null;
  const isFree = isMoved && facts.givesQuotaBack === true && after.labels.length === 0;
  return [
    ...(isFree ? [['do', 'give', after.customerId] as const] : []),
    ...(event === null ? [] : [['do', 'event', event] as const]),
    ...jobCounts(before, after),
    ...(isMoved ? dayFigures(before, after) : []),
    ...usage(before, after, facts),
  ];
}

function jobCounts(before: Task, after: Task): readonly Effect[] {
  const { jobId } = after;
  if (jobId == null) return [];
  const paid = after.payment.kind === 'paid' && before.payment.kind !== 'paid' ? after.payment.costSats : 0;
  const closed = before.state === after.state ? null : after.state;
  const isEnd = closed === 'settled' || closed === 'expired' || closed === 'cancelled';
  if (!isEnd && paid === 0) return [];
  const by = { ...(isEnd && { [closed]: 1 }), ...(paid > 0 && { costSats: paid }) };
  return [
    ['add', sumNames.job(jobId), by],
    ['do', 'wake', jobId],
  ];
}

function dayFigures(before: Task, after: Task): readonly Effect[] {
  const { customerId, createdAtMs, payment } = after;
  const date = utcDate(createdAtMs);
  const by: Record<string, number> = { [before.state]: -1, [after.state]: 1 };
  if (before.decision === null && after.decision !== null) {
    by.decided = 1;
    by.micros = Math.round(after.decision.confidence * 1_000_000);
  }
  if (after.state === 'settled' && payment.kind === 'paid')
    by[`b${durationBucket(payment.settledAtMs - createdAtMs)}`] = 1;
  const isClose = isOpen(before.state) && !isOpen(after.state) && after.labels.length > 1;
  return [
    ['add', sumNames.day(customerId, date), by],
    ...(isClose ? [['do', 'agreement', agreementFacts(after, date)] as const] : []),
  ];
}

export interface AgreementFacts {
  readonly taskId: string;
  readonly customerId: string;
  readonly date: string;
  readonly type: TaskType;
  readonly template: string;
  readonly options: readonly string[];
  readonly values: readonly string[];
}

function agreementFacts(task: Task, date: string): AgreementFacts {
  const { taskId, customerId, type, labels, labelSpec } = task;
  const { options } = labelSpec;
  const values = labels.map(({ option }) => at(options, option));
  return { taskId, customerId, date, type, template: templateKey(task, sha256), options, values };
}

function usage(before: Task, after: Task, { nowMs, cost }: ChangeFacts): readonly Effect[] {
  if (before.payment.kind === 'paid' || after.payment.kind !== 'paid' || cost === undefined) return [];
  const { payoutSats, feeSats } = cost;
  const by = {
    [after.state === 'settled' ? 'tasksSettled' : 'tasksPaidUnlabelled']: 1,
    payoutSats,
    feeSats,
    labelsSaved: labelsSaved(after),
  };
  return [['do', 'usage', { customerId: after.customerId, date: utcDate(nowMs), by }]];
}

/** What follows from a task being opened. */
export function opening({ customerId, createdAtMs, jobId }: Task): readonly Effect[] {
  return [
    ['add', sumNames.day(customerId, utcDate(createdAtMs)), { pending: 1 }],
    ...(jobId == null ? [] : [['add', sumNames.job(jobId), { opened: 1 }] as const]),
  ];
}

/** What follows from the close of a task for what is known of its template and workers. */
function lessons(before: Task, after: Task): readonly Effect[] {
  if (!isOpen(before.state) || isOpen(after.state)) return [];
  const { taskId, customerId, closedAtMs } = after;
  const doubt = after.gold === undefined ? doubtMicros(after) : 0;
  const month = utcDate(present(closedAtMs, 'the close')).slice(0, 7);
  const key = doubtKey({ doubtMicros: doubt, taskId });
  const template = templateKey(after, sha256);
  return [
    ...(doubt === 0 ? [] : [['put', doubtfulOf(customerId, month), key, taskId] as const]),
    ...(lessonOf(before, after) === null
      ? []
      : [
          ...after.labels.map(({ workerId }) => ['put', modelTemplatesOf(workerId), template, ''] as const),
          ['do', 'lesson', { taskId, template }] as const,
        ]),
  ];
}
