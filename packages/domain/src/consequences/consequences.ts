import { at, last, present } from '@asg/values/present';
import { hasMarks, isAgreed } from '../answers/answers.ts';
import { shownOrder, templateAnswers, templatePlace } from '../answers/places.ts';
import { type MoneyMove, moneyMoveOf } from '../balance/move.ts';
import { utcDate, utcMonth } from '../billing/calendar.ts';
import { type ModelKeys, modelKeysOf } from '../consensus/adaptive/shares.ts';
import { type TrainingExample, trainingExampleOf } from '../consensus/adaptive/training.ts';
import { doubtMicros } from '../consensus/doubt.ts';
import { eventOf, type ReviewEvent, reviewEventIn, type TaskEvent } from '../events/event.ts';
import type { JobCounts } from '../jobs/job.ts';
import { sats } from '../money/sats.ts';
import type { TaskState, TaskType } from '../names.ts';
import { durationBucket } from '../quality/durations.ts';
import type { Measured } from '../quality/measuring.ts';
import type { Sha256 } from '../sha256.ts';
import { isOpen } from '../task/states.ts';
import type { Task } from '../task/task.ts';
import { type MadeTask, redressTask } from '../trust/redress.ts';
import { evidenceOf, type TaskEvidence } from '../trust/scopes.ts';
import { goldGain, type TrustSums } from '../trust/sums.ts';
import { templateKey } from '../trust/template.ts';

/** What follows from one change of a task for all that is derived from tasks; null or empty: nothing. */
export interface Consequences {
  /** The label that was given. */
  readonly label: GivenLabel | null;
  readonly trust: readonly TaskEvidence[];
  readonly training: { readonly keys: ModelKeys; readonly training: TrainingExample } | null;
  readonly doubt: Doubt | null;
  readonly goldAnswer: AnsweredGold | null;
  readonly event: TaskEvent | ReviewEvent | null;
  readonly job: { readonly jobId: string; readonly gains: JobGains } | null;
  readonly day: DayMove | null;
  readonly measured: Measured | null;
  /** The task that pays a label which was conceded. */
  readonly redress: MadeTask | null;
  /** Of whoever pays for the task. */
  readonly money: MoneyMove | null;
}

/** Who answered a gold item; `owner`: null: the operator's. */
export interface AnsweredGold {
  readonly goldId: string;
  readonly owner: string | null;
  readonly taskId: string;
  readonly workerId: string;
  readonly own: boolean;
  readonly option: number;
  readonly isRight: boolean;
  /** What it adds to what is known of who gave it. */
  readonly gain: TrustSums;
}

/** `position`: index among the options; null: the answer is none of a list. */
export interface GivenLabel {
  readonly taskId: string;
  readonly workerId: string;
  readonly type: TaskType;
  readonly position: number | null;
  readonly atMs: number;
  /** On the operator's gold; null: it was none, or was right without having been looked at. */
  readonly isRight: boolean | null;
  /** The worker never fetched the item. */
  readonly unseen: boolean;
  /** As one of the customer's own people: how they work says nothing of them in public. */
  readonly own: boolean;
}

/** A closed task that deserves a look; `month`: in which it closed, YYYY-MM. */
export interface Doubt {
  readonly taskId: string;
  readonly customerId: string;
  readonly month: string;
  readonly doubtMicros: number;
}

export type JobGains = Omit<JobCounts, 'opened'>;

/** A task of a day (YYYY-MM-DD, when it was made) goes from one state to another. */
export interface DayMove {
  readonly customerId: string;
  readonly date: string;
  readonly from: TaskState;
  readonly to: TaskState;
  /** Of the decision that was made, in millionths; null: none was. */
  readonly confidenceMicros: number | null;
  /** Of the time from making to payment, as in `durationBucket`; null: it was not settled. */
  readonly bucket: number | null;
}

const micros = 1_000_000;

export function consequencesOf(before: Task, after: Task, sha256: Sha256): Consequences {
  const isClose = isOpen(before.state) && !isOpen(after.state);
  const isMove = before.state !== after.state;
  // A gold task belongs to no customer: none gets its events or sees it in their statistics.
  const isGold = after.gold !== undefined;
  const training = trainingExampleOf(before, after);
  // Boxes and spans of one task stand at no place in another: how far labels are apart is told by each task alone. Of those with a start the template is told.
  const isTold = !hasMarks(after) || after.start !== undefined;
  const isMeasured = isClose && !isGold && after.labels.length > 1 && isTold;
  const isLabelled = after.labels.length > before.labels.length;
  const isLearnt = isClose || (isGold && before.payment !== after.payment);
  const template = isLearnt ? templateKey(after, sha256) : '';
  return {
    label: isLabelled ? givenLabel(after) : null,
    trust: evidenceOf(before, after, template),
    training: training === null ? null : { keys: modelKeysOf(after, template), training },
    doubt: isClose && !isGold ? doubtOf(after) : null,
    goldAnswer: goldAnswer(before, after),
    event: isMove && !isGold ? eventOf(after, sha256) : reviewEventIn(before, after, sha256),
    job: isGold ? null : jobGains(before, after),
    day: isMove && !isGold ? dayMove(before, after) : null,
    measured: isMeasured ? measuredOf(after, template) : null,
    redress: redressTask(before, after, sha256),
    money: moneyMoveOf(before, after),
  };
}

function givenLabel(task: Task): GivenLabel {
  const { taskId, type, labels, gold } = task;
  const { workerId, option, atMs, unseen = false, own = false, nonce } = last(labels);
  const isTrue = gold !== undefined && isAgreed(task, option, gold.option);
  const isRight = gold !== undefined && gold.owner == null && !(unseen && isTrue) ? isTrue : null;
  const position = hasMarks(task) ? null : (shownOrder(task, nonce)?.[option] ?? option);
  return { taskId, workerId, type, position, atMs, isRight, unseen, own };
}

function doubtOf(task: Task): Doubt | null {
  const doubt = doubtMicros(task);
  if (doubt === 0) return null;
  const { taskId, customerId, closedAtMs } = task;
  const month = utcMonth(present(closedAtMs, `the end of ${taskId}`));
  return { taskId, customerId, month, doubtMicros: doubt };
}

function goldAnswer(before: Task, after: Task): AnsweredGold | null {
  const { taskId, gold, labels } = after;
  if (gold === undefined || labels.length === before.labels.length) return null;
  const label = at(labels, 0);
  const { option, unseen, workerId, own = false } = label;
  const { goldId, owner = null } = gold;
  // Who has not looked says nothing of the item.
  if (unseen === true) return null;
  const isRight = isAgreed(after, option, gold.option);
  const gain = goldGain(after, label, gold.option);
  return { goldId, owner, taskId, workerId, own, option, isRight, gain };
}

function jobGains(before: Task, { jobId, state, payment }: Task): Consequences['job'] {
  // Tasks that were stored before there were jobs have none.
  if (jobId === null || jobId === undefined) return null;
  const paid = payment.kind === 'paid' && before.payment.kind !== 'paid' ? payment.costSats : sats(0);
  const isNow = (one: TaskState): number => (state === one && before.state !== one ? 1 : 0);
  const [settled, expired, cancelled] = [isNow('settled'), isNow('expired'), isNow('cancelled')];
  if (settled + expired + cancelled === 0 && paid === 0) return null;
  return { jobId, gains: { settled, expired, cancelled, costSats: paid } };
}

function dayMove(before: Task, { customerId, createdAtMs, state, decision, payment }: Task): DayMove {
  const isDecided = before.decision === null && decision !== null;
  const isSettled = state === 'settled' && payment.kind === 'paid';
  return {
    customerId,
    date: utcDate(createdAtMs),
    from: before.state,
    to: state,
    confidenceMicros: isDecided ? Math.round(decision.confidence * micros) : null,
    bucket: isSettled ? durationBucket(payment.settledAtMs - createdAtMs) : null,
  };
}

function measuredOf(task: Task, template: string): Measured {
  const { taskId, customerId, createdAtMs, type, labels, labelSpec } = task;
  const options = templateAnswers(labelSpec);
  const facts = { taskId, customerId, date: utcDate(createdAtMs), type, template, options };
  if (hasMarks(task)) return { ...facts, values: [], places: [] };
  const given = labels.map(({ option }) => option);
  return labelSpec.kind === undefined
    ? { ...facts, values: given.map((option) => at(labelSpec.options, option)) }
    : { ...facts, values: [], places: given.map((option) => templatePlace(labelSpec, option)) };
}
