import { metadataText } from '@asg/values';
import { answerText } from '../answers/answers.ts';
import type { ReviewFilter, TaskState, TaskType } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import { reviewOf } from '../task/review.ts';
import type { Task } from '../task/task.ts';
import { templateKey } from '../trust/template.ts';
import { listedValue } from './metadata-value.ts';

/** What is wanted of a list; null: no matter. Times are Unix ms, exclusive. */
export interface TaskFilter {
  readonly status: TaskState | null;
  readonly type: TaskType | null;
  readonly batchId: string | null;
  /** Well-formed. */
  readonly jobId: string | null;
  /** `templateKey`. */
  readonly template: string | null;
  /** The words of the option that was decided on. */
  readonly answer: string | null;
  /** What the customer said of the label, or that they said nothing. */
  readonly review: ReviewFilter | null;
  /** Exact members of the metadata, as `listedValue`. */
  readonly metadata: readonly MetadataPair[];
  /** As the ids have it, so that a job's tasks count as made when the job was. */
  readonly createdAfterMs: number | null;
  readonly createdBeforeMs: number | null;
  readonly decidedAfterMs: number | null;
  readonly decidedBeforeMs: number | null;
  /** Of the decision's confidence: at least, and less than. */
  readonly confidenceFrom: number | null;
  readonly confidenceBelow: number | null;
  /** In the id, the URL of the data, the question, the label or the metadata, whatever its case. */
  readonly text: string | null;
}

export interface MetadataPair {
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

export const anyTask: TaskFilter = {
  status: null,
  type: null,
  batchId: null,
  jobId: null,
  template: null,
  answer: null,
  review: null,
  metadata: [],
  createdAfterMs: null,
  createdBeforeMs: null,
  decidedAfterMs: null,
  decidedBeforeMs: null,
  confidenceFrom: null,
  confidenceBelow: null,
  text: null,
};

/** The label that was decided on; null: none. */
export function answerOf(task: Pick<Task, 'decision' | 'labelSpec' | 'values'>): string | null {
  const { decision } = task;
  return decision === null ? null : answerText(task, decision.option);
}

/**
 * Whether it is wanted, but for the moments at which it was made and its batch: the list has the ids between which those lie, and a
 * batch names what its lines became, which may be tasks of an earlier one.
 */
export function matchesTask(task: Task, filter: TaskFilter, sha256: Sha256): boolean {
  const { status, type, jobId, template, answer, review, metadata, text } = filter;
  return (
    (status === null || task.state === status) &&
    (type === null || task.type === type) &&
    (jobId === null || task.jobId === jobId) &&
    (answer === null || answerOf(task) === answer) &&
    (review === null || (reviewOf(task)?.verdict ?? 'none') === review) &&
    (template === null || templateKey(task, sha256) === template) &&
    metadata.every(({ key, value }) => listedValue(task.metadata, key) === value) &&
    isDecidedWithin(task, filter) &&
    isAsSure(task, filter) &&
    (text === null || mentions(task, text.toLowerCase()))
  );
}

function isDecidedWithin({ decision }: Task, { decidedAfterMs, decidedBeforeMs }: TaskFilter): boolean {
  if (decidedAfterMs === null && decidedBeforeMs === null) return true;
  const decidedAtMs = decision?.decidedAtMs ?? null;
  return (
    decidedAtMs !== null &&
    (decidedAfterMs === null || decidedAtMs > decidedAfterMs) &&
    (decidedBeforeMs === null || decidedAtMs < decidedBeforeMs)
  );
}

function isAsSure({ decision }: Task, { confidenceFrom, confidenceBelow }: TaskFilter): boolean {
  if (confidenceFrom === null && confidenceBelow === null) return true;
  return (
    decision !== null &&
    decision.confidence >= (confidenceFrom ?? 0) &&
    (confidenceBelow === null || decision.confidence < confidenceBelow)
  );
}

function mentions(task: Task, text: string): boolean {
  const { taskId, dataUrl, labelSpec, metadata } = task;
  return [taskId, dataUrl, labelSpec.question, answerOf(task) ?? '', metadataText(metadata)].some((field) =>
    field.toLowerCase().includes(text),
  );
}
