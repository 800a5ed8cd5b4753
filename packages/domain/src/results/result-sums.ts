import { summedPlaces } from '../answers/places.ts';
import { labelsSavedBy } from '../consensus/policies.ts';
import { houseCustomerId } from '../ids/ids.ts';
import type { TaskState } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { reviewOf } from '../task/review.ts';
import { isOpen } from '../task/states.ts';
import type { Task, TaskOrder } from '../task/task.ts';
import { templateKey } from '../trust/template.ts';
import { movedStates, type ResultFigures } from './batch-counts.ts';

export interface ResultSum {
  readonly name: string;
  readonly by: ResultFigures;
}

/** Whose tasks are counted together. */
export type ResultScope =
  | { readonly of: 'job' | 'batch'; readonly id: string }
  | { readonly of: 'template'; readonly customerId: string; readonly template: string };

export const confidenceBins = 20;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const micros = 1_000_000;

/** Of all the scope's tasks: opened, labels of those that closed, decided, paid, expired, cancelled, saved, cap and cost in satoshis. */
export function scopeSum(scope: ResultScope): string {
  return scope.of === 'template'
    ? `template|${scope.customerId}|${scope.template}`
    : `${scope.of}|${scope.id}`;
}

/** Of its tasks of one template: answers (`a` and the option's index), votes (`v`, answer and label), confidences (`h` and the bin, `s` how far they are from its middle together, in millionths). */
export const answerSum = (scope: ResultScope, template: string): string => `${scopeSum(scope)} ${template}`;

/**
 * Of the same tasks, what their customer said: those that were reviewed (`r` and the bin of the confidence), those of them that were
 * corrected (`c` and the bin), corrections (`x`, answer and what is right), and what is right of those that expired (`e` and the option).
 */
export const reviewSum = (scope: ResultScope, template: string): string =>
  `${answerSum(scope, template)} reviews`;

/** Of a job or a batch: labels of one hour by minute (`m` and the minute). */
export const labelSum = (scope: ResultScope, atMs: number): string =>
  `${scopeSum(scope)} h${Math.floor(atMs / hourMs)}`;
export const minuteFigure = (atMs: number): string => `m${Math.floor((atMs % hourMs) / minuteMs)}`;

function scopesOf(order: TaskOrder, template: string): readonly ResultScope[] {
  const { gold, customerId, jobId, batchId } = order;
  if (gold !== undefined || customerId === houseCustomerId) return [];
  const ofTemplate = { of: 'template', customerId, template } as const;
  if (jobId != null) return [{ of: 'job', id: jobId }, ofTemplate];
  return batchId == null ? [ofTemplate] : [{ of: 'batch', id: batchId }, ofTemplate];
}

/** The sums that count a new task. */
export function openedScopes(order: TaskOrder, sha256: Sha256): readonly string[] {
  return scopesOf(order, templateKey(order, sha256)).map(scopeSum);
}

/** What a new task adds. */
export function openedSums(order: TaskOrder, sha256: Sha256): readonly ResultSum[] {
  const by = { opened: 1, capSats: order.cover?.capSats ?? 0 };
  return openedScopes(order, sha256).map((name) => ({ name, by }));
}

/** What a change of a task adds. `counted`: the state that the sum of its batch has it in. */
export function changedSums(
  before: Task,
  after: Task,
  sha256: Sha256,
  counted: TaskState = before.state,
): readonly ResultSum[] {
  const given = after.labels.slice(before.labels.length);
  const isPaid = before.payment.kind !== 'paid' && after.payment.kind === 'paid';
  const isClose = isOpen(before.state) && !isOpen(after.state);
  const reviews = before.reviewed === after.reviewed ? null : reviewFigures(before, after);
  const moved = after.batchId == null ? {} : movedStates(counted, after.state);
  if (given.length === 0 && !isPaid && !isClose && reviews === null)
    return after.batchId == null ? [] : sumOf({ of: 'batch', id: after.batchId }, moved);
  const template = templateKey(after, sha256);
  const isDecided = before.decision === null && after.decision !== null;
  const by = nonZero({
    labels: isClose ? after.labels.length : 0,
    costSats: isPaid && after.payment.kind === 'paid' ? after.payment.costSats : 0,
    paid: isPaid ? 1 : 0,
    decided: isDecided ? 1 : 0,
    saved: isDecided ? labelsSavedBy(after) : 0,
    expired: isClose && after.state === 'expired' ? 1 : 0,
    cancelled: isClose && after.state === 'cancelled' ? 1 : 0,
  });
  const answers = isDecided ? answersOf(after) : null;
  return scopesOf(after, template).flatMap((scope) => [
    ...sumOf(scope, scope.of === 'batch' ? { ...by, ...moved } : by),
    // A template has no end that could be foretold.
    ...(scope.of === 'template' ? [] : given).map(({ atMs }) => ({
      name: labelSum(scope, atMs),
      by: { [minuteFigure(atMs)]: 1 },
    })),
    ...(answers === null ? [] : [{ name: answerSum(scope, template), by: answers }]),
    ...(reviews === null ? [] : [{ name: reviewSum(scope, template), by: reviews }]),
  ]);
}

/** Nothing where nothing is added. */
function sumOf(scope: ResultScope, by: ResultFigures): readonly ResultSum[] {
  return Object.keys(by).length === 0 ? [] : [{ name: scopeSum(scope), by }];
}

function answersOf(task: Task): ResultFigures {
  const { decision, labels } = task;
  if (decision === null) return {};
  const answers = summedPlaces(task, decision.option);
  const bin = binOf(decision.confidence);
  const offset = Math.round((decision.confidence - (bin + 0.5) / confidenceBins) * micros);
  const figures: Record<string, number> = { [`h${bin}`]: 1, [`s${bin}`]: offset };
  for (const answer of answers) figures[`a${answer}`] = 1;
  for (const { option } of labels)
    for (const given of summedPlaces(task, option))
      for (const answer of answers) {
        const vote = `v${answer}.${given}`;
        figures[vote] = (figures[vote] ?? 0) + 1;
      }
  return figures;
}

const binOf = (confidence: number): number =>
  Math.min(confidenceBins - 1, Math.floor(confidence * confidenceBins));

/** What the new review adds, and the one before takes back. */
function reviewFigures(before: Task, after: Task): ResultFigures {
  const figures: Record<string, number> = {};
  const add = (figure: string, by: number): void => {
    figures[figure] = (figures[figure] ?? 0) + by;
  };
  const { decision } = after;
  for (const [task, by] of [[before, -1] as const, [after, 1] as const]) {
    const review = reviewOf(task);
    const places = (option: number): readonly number[] => summedPlaces(task, option);
    if (review === null) continue;
    if (decision === null) for (const right of places(review.option)) add(`e${right}`, by);
    else add(`r${binOf(decision.confidence)}`, by);
    if (decision === null || review.verdict === 'accepted') continue;
    add(`c${binOf(decision.confidence)}`, by);
    for (const answer of places(decision.option))
      for (const right of places(review.option)) add(`x${answer}.${right}`, by);
  }
  return nonZero(figures);
}

function nonZero(figures: ResultFigures): ResultFigures {
  const found: Record<string, number> = {};
  for (const name in figures) if (figures[name] !== 0) found[name] = figures[name] ?? 0;
  return found;
}
