import { sentMetadata } from '@asg/values';
import { answerText, countedAnswers, countedPlaces } from '../answers/answers.ts';
import type { ReviewVerdict } from '../names.ts';
import { finalLabel, reviewOf } from '../task/review.ts';
import type { Task } from '../task/task.ts';

/** What an export tells of a task, in the order of its columns. */
export interface ExportRow {
  /** Of the manifest, or the place in the batch or list, from 1. */
  readonly line: number;
  readonly task_id: string;
  readonly status: Task['state'];
  readonly data_url: string;
  readonly consensus_label: string | null;
  readonly confidence: number | null;
  readonly agreement_count: number | null;
  readonly worker_count: number;
  readonly bsv_txid: string | null;
  readonly total_cost_sats: number | null;
  /** RFC 3339. */
  readonly settled_at: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** The item, where it came by value. */
  readonly text: string | null;
  /** How many labels there are for each option. */
  readonly votes: Readonly<Record<string, number>>;
  /** The line made no task: its idempotency key had made this one before, which is paid once. */
  readonly repeated: boolean;
  readonly review_verdict: ReviewVerdict | null;
  /** The customer's correction, else what was decided. */
  readonly final_label: string | null;
  readonly review_note: string | null;
  /** RFC 3339. */
  readonly reviewed_at: string | null;
}

/** A task in a place of an export. */
export interface ExportedTask {
  readonly line: number;
  readonly task: Task;
  readonly isRepeated: boolean;
  readonly text: string | null;
}

export function exportRow({ line, task, isRepeated, text }: ExportedTask): ExportRow {
  const { decision, payment } = task;
  const paid = payment.kind === 'paid' ? payment : null;
  const review = reviewOf(task);
  return {
    line,
    task_id: task.taskId,
    status: task.state,
    data_url: task.dataUrl,
    consensus_label: decision === null ? null : answerText(task, decision.option),
    confidence: decision?.confidence ?? null,
    agreement_count: decision?.agreementCount ?? null,
    worker_count: decision?.workerCount ?? task.labels.length,
    bsv_txid: paid?.txid ?? null,
    total_cost_sats: paid?.costSats ?? null,
    settled_at: paid === null ? null : new Date(paid.settledAtMs).toISOString(),
    metadata: sentMetadata(task.metadata),
    text,
    votes: labelCounts(task),
    repeated: isRepeated,
    review_verdict: review?.verdict ?? null,
    final_label: finalLabel(task),
    review_note: review?.note ?? null,
    reviewed_at: review === null ? null : new Date(review.atMs).toISOString(),
  };
}

/** How many labels there are for each option, in the order of the options. */
export function labelCounts(task: Pick<Task, 'labels' | 'labelSpec' | 'values'>): Record<string, number> {
  const counts = task.labels.flatMap(({ option }) => countedPlaces(task, option));
  return Object.fromEntries(
    countedAnswers(task).map((answer, i) => [answer, counts.filter((place) => place === i).length]),
  );
}
