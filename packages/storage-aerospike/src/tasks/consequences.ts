import {
  billedTo,
  type Consequences,
  consequencesOf,
  givesQuotaBack,
  mayTeachAll,
  openedSums,
  overallRow,
  queueClass,
  queueMove,
  type Task,
  type TaskCost,
  usageOf,
  utcDate,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import { doubtfulOf, doubtKey, historyOf, shareFigures, sumNames, templatesOf } from '../derived-names.ts';
import { recording } from '../events/outbox-entry.ts';
import type { Effect } from '../records/effects.ts';
import { momentKey } from '../records/keys.ts';
import type { Figures } from '../records/sums.ts';

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
  const move = queueMove(before, after, ticket !== 0, nowMs);
  if (move === 'stay') return { ticket, effects: [] };
  if (move === 'leave')
    return { ticket: 0, effects: entry === undefined ? [] : [['drop', entry.list, entry.key]] };
  const { rank, language } = queueClass(after, move);
  const place = { taskId: after.taskId, ticket: revision, rank, language, nowMs };
  return { ticket: revision, effects: [['do', 'queue', place]] };
}

/** What follows from a change of a task beside its places, once for each change. */
export function consequences(before: Task, after: Task, facts: ChangeFacts): readonly Effect[] {
  const found = consequencesOf(before, after, sha256);
  const isFree = before.state !== after.state && facts.givesQuotaBack === true && givesQuotaBack(after);
  return [
    ...activity(found),
    ...trust(found),
    ...trainingEffects(found),
    ...ofGold(found, facts),
    ...(isFree ? [['do', 'give', after.customerId] as const] : []),
    ...(found.event === null ? [] : [recording(found.event, after.callbackUrl !== null)]),
    ...jobCounts(found),
    ...dayFigures(found),
    ...(found.redress === null ? [] : [['do', 'redress', found.redress.task] as const]),
    ...money(found),
    ...usage(before, after, facts),
  ];
}

function activity({ label }: Consequences): readonly Effect[] {
  const effects: Effect[] = [];
  if (label !== null) {
    const { taskId, workerId, type, position, atMs, isRight, unseen, own } = label;
    effects.push(
      ['add', sumNames.ofWorker(workerId), { labels: 1 }],
      ['put', historyOf(workerId), `${momentKey(atMs)} ${taskId}`, taskId],
      ...(own
        ? []
        : [['do', 'signal', { workerId, label: { type, position, nowMs: atMs, isRight, unseen } }] as const]),
    );
  }
  return effects;
}

function trust({ trust: found }: Consequences): readonly Effect[] {
  return found.flatMap(({ rows, share, gains }) =>
    gains.flatMap(({ workerId, sums }): readonly Effect[] => [
      ...rows.map((row) => ['add', sumNames.trust(workerId, row), { ...sums }] as const),
      ...(share === null
        ? []
        : [['add', sumNames.trust(workerId, overallRow), shareFigures(share, sums)] as const]),
      ...rows.flatMap((row) =>
        row === overallRow ? [] : [['put', templatesOf(workerId), row, ''] as const],
      ),
    ]),
  );
}

function trainingEffects({ training: found, doubt }: Consequences): readonly Effect[] {
  const effects: Effect[] = [];
  if (doubt !== null)
    effects.push(['put', doubtfulOf(doubt.customerId, doubt.month), doubtKey(doubt), doubt.taskId]);
  if (found !== null) {
    const { training, keys } = found;
    const { task } = training;
    const template = mayTeachAll(task) || keys.own === null ? keys.shared : keys.own;
    effects.push(['do', 'lesson', { taskId: task.taskId, template }]);
  }
  return effects;
}

function ofGold({ goldAnswer }: Consequences, { nowMs }: ChangeFacts): readonly Effect[] {
  if (goldAnswer === null) return [];
  const { goldId, isRight } = goldAnswer;
  return [
    ['add', sumNames.gold(goldId), isRight ? { right: 1 } : { missed: 1 }],
    ['do', 'doubt', { goldId, nowMs, answered: goldAnswer }],
  ];
}

function jobCounts({ job }: Consequences): readonly Effect[] {
  if (job === null) return [];
  return [
    ['add', sumNames.job(job.jobId), withoutZeros({ ...job.gains })],
    ['do', 'wake', job.jobId],
  ];
}

function dayFigures({ day, measured }: Consequences): readonly Effect[] {
  if (day === null) return [];
  const { customerId, date, from, to, confidenceMicros, bucket } = day;
  const by: Record<string, number> = { [from]: -1, [to]: 1 };
  if (confidenceMicros !== null) {
    by.decided = 1;
    by.micros = confidenceMicros;
  }
  if (bucket !== null) by[`b${bucket}`] = 1;
  return [
    ['add', sumNames.day(customerId, date), by],
    ...(measured === null ? [] : [['do', 'agreement', measured] as const]),
  ];
}

function money({ money: move }: Consequences): readonly Effect[] {
  if (move === null) return [];
  const { customerId, ...by } = move;
  return [['add', sumNames.money(customerId), withoutZeros({ ...by })]];
}

function usage(before: Task, after: Task, { nowMs, cost }: ChangeFacts): readonly Effect[] {
  if (before.payment.kind === 'paid' || after.payment.kind !== 'paid' || cost === undefined) return [];
  const customerId = billedTo(after);
  if (customerId === null) return [];
  const by = withoutZeros({ ...usageOf(after, cost) });
  return [['do', 'usage', { customerId, date: utcDate(nowMs), by }]];
}

function withoutZeros(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== 0));
}

/** What follows from a task being opened. */
export function opening(task: Task): readonly Effect[] {
  const { customerId, createdAtMs, jobId } = task;
  return [
    ...openedSums(task, sha256).map(({ name, by }) => ['add', sumNames.results(name), by] as const),
    ['add', sumNames.day(customerId, utcDate(createdAtMs)), { pending: 1 }],
    ...(jobId == null ? [] : [['add', sumNames.job(jobId), { opened: 1 }] as const]),
  ];
}
