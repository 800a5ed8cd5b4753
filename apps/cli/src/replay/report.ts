import type { Result, ResultGone } from '@asg/sdk';
import { at } from '@asg/values/present';
import { count, decimal, duration, factTable, heading, percent } from '../terminal/table.ts';
import type { Recording } from './crowd-answers.ts';
import type { ReplayedQuestion } from './pipeline.ts';

/** What was asked for. */
export interface ReplaySetting {
  readonly policy: string;
  readonly order: string;
  readonly early_stop: boolean;
  /** Questions with fewer answers than the threshold. */
  readonly left_out: number;
  readonly sats_paid: number;
  readonly elapsed_ms: number;
}

/** The figures of a replay. Money in satoshis, shares from 0 to 1; null: nothing to measure. */
export interface ReplayReport extends ReplaySetting {
  readonly questions: number;
  readonly with_truth: number;
  readonly decided: number;
  readonly expired: number;
  /** Decided and right, of all questions with a truth. */
  readonly accuracy: number | null;
  /** Right, of the decided questions with a truth. */
  readonly accuracy_decided: number | null;
  readonly labels: number;
  readonly labels_per_task: number;
  /** Mean over decided questions of the share of labels that differ from the consensus label. */
  readonly disagreement: number | null;
  readonly transactions: number;
  readonly rows: readonly ReplayRow[];
}

interface ReplayRow {
  readonly question: string;
  readonly task_id: string;
  readonly status: 'settled' | 'expired';
  readonly label: string | null;
  readonly truth: string | null;
  /** In the order of arrival. */
  readonly labels: readonly string[];
  readonly confidence: number | null;
  readonly bsv_txid: string | null;
}

/** Adds up; `results` are those of `replayed`, in the same order. */
export function measure(
  recording: Recording,
  replayed: readonly ReplayedQuestion[],
  results: readonly (Result | ResultGone)[],
  setting: ReplaySetting,
): ReplayReport {
  const rows = replayed.map((question, i) => rowOf(recording, question, at(results, i)));
  const judged = rows.filter((row) => row.truth !== null);
  const decided = rows.filter((row) => row.label !== null);
  const decidedJudged = judged.filter((row) => row.label !== null);
  const isRight = recording.rules?.isRight ?? ((label: string, truth: string) => label === truth);
  const right = judged.filter(
    ({ label, truth }) => label !== null && truth !== null && isRight(label, truth),
  ).length;
  const labels = rows.reduce((sum, row) => sum + row.labels.length, 0);
  return {
    questions: rows.length,
    with_truth: judged.length,
    decided: decided.length,
    expired: rows.length - decided.length,
    accuracy: ratio(right, judged.length),
    accuracy_decided: ratio(right, decidedJudged.length),
    labels,
    labels_per_task: labels / rows.length,
    disagreement: ratio(
      decided.reduce(
        (sum, row) => sum + row.labels.filter((label) => label !== row.label).length / row.labels.length,
        0,
      ),
      decided.length,
    ),
    transactions: new Set(rows.flatMap((row) => row.bsv_txid ?? [])).size,
    ...setting,
    rows,
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function rowOf(recording: Recording, replayed: ReplayedQuestion, found: Result | ResultGone): ReplayRow {
  const { question, taskId, labels, label } = replayed;
  const result = 'consensus_label' in found ? found : null;
  return {
    question,
    task_id: taskId,
    status: result === null ? 'expired' : 'settled',
    label,
    truth: recording.truth.get(question) ?? null,
    labels,
    confidence: result?.confidence ?? null,
    bsv_txid: result?.bsv_txid ?? null,
  };
}

export function printReport(
  report: ReplayReport,
  print: { readonly json: boolean; readonly rows: boolean },
): void {
  if (print.json) {
    const { rows, ...figures } = report;
    console.log(JSON.stringify(print.rows ? { ...figures, rows } : figures, null, 2));
    return;
  }
  const { policy, order, early_stop } = report;
  console.log(`\n${heading(`Replay, ${policy}${early_stop ? ' with early stop' : ''}, order ${order}`)}`);
  const leftOut = report.left_out === 0 ? '' : `; ${count(report.left_out)} with too few answers left out`;
  console.log(
    factTable([
      ['questions', `${count(report.questions)}${leftOut}`],
      ['decided, expired', `${count(report.decided)}, ${count(report.expired)}`],
      ['accuracy', `${percent(report.accuracy)} of ${count(report.with_truth)} with a truth`],
      ['among the decided', percent(report.accuracy_decided)],
      ['labels', `${count(report.labels)}, ${decimal(report.labels_per_task, 3)} per task`],
      ['disagreement', percent(report.disagreement)],
      [
        'paid to workers',
        `${count(report.sats_paid)} satoshis in ${count(report.transactions)} transactions`,
      ],
      ['elapsed', duration(report.elapsed_ms)],
    ]),
  );
}
