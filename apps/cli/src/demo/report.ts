import { mapBounded } from '@asg/runtime';
import { type ASGGatewayClient, type Ranking, verifyReceipt } from '@asg/sdk';
import {
  columnTable,
  count,
  decimal,
  duration,
  factTable,
  fitted,
  heading,
  percent,
} from '../terminal/table.ts';
import type { Submission } from './submission.ts';

const resultsAtOnce = 16;
/** Of so many paid tasks the receipt is verified. */
const receiptsMax = 20;

/** The figures of a demo. Times in milliseconds, money in satoshis, shares from 0 to 1; null: nothing to measure. */
export interface DemoReport {
  readonly tasks: number;
  readonly settled: number;
  /** Without a majority. */
  readonly expired: number;
  /** Decided and right, of all tasks. */
  readonly accuracy: number;
  readonly labels: number;
  readonly labels_per_task: number;
  readonly transactions: number;
  readonly sats_paid: number;
  /** Receipts that were checked, and those that hold: each proves its label, its payment and their place in the transaction. */
  readonly receipts_checked: number;
  readonly receipts_verified: number;
  /** What comparisons compared, the best first, in the first batch; null: nothing was compared. */
  readonly ranking: Ranking | null;
  /** From submission to payment. */
  readonly settlement_p50_ms: number | null;
  readonly settlement_p95_ms: number | null;
  readonly elapsed_ms: number;
  /** Page of one of the transactions. */
  readonly explorer_url: string | null;
}

/** Fetches every task's result and adds up. */
export async function measure(
  customer: ASGGatewayClient,
  submission: Submission,
  run: { readonly labels: number; readonly elapsedMs: number; readonly isRanked: boolean },
): Promise<DemoReport> {
  const { taskIds } = submission;
  const results = await mapBounded(taskIds, resultsAtOnce, (taskId) => customer.tasks.outcome(taskId));
  const settled = results.flatMap((found) => (found.status === 'settled' ? [found] : []));
  const right = results.filter(
    (found) => 'consensus_label' in found && submission.isRight(found.task_id, found.consensus_label),
  ).length;
  const waits = settled.map((result) => Date.parse(result.settled_at ?? '') - Date.parse(result.created_at));
  const checked = settled.slice(0, receiptsMax);
  const verified = await mapBounded(checked, resultsAtOnce, async ({ task_id: taskId, consensus_label }) => {
    const receipt = await customer.tasks.receipt(taskId);
    return verifyReceipt(receipt, { expected: { taskId, consensusLabel: consensus_label } }).ok;
  });
  const [first] = submission.batches;
  const ranking = run.isRanked && first !== undefined ? await customer.batches.ranking(first.batchId) : null;
  const sorted = waits.sort((a, b) => a - b);
  return {
    tasks: submission.total,
    settled: settled.length,
    expired: results.filter(({ status }) => status === 'expired' || status === 'cancelled').length,
    accuracy: right / submission.total,
    labels: run.labels,
    labels_per_task: run.labels / submission.total,
    transactions: new Set(settled.map((result) => result.bsv_txid)).size,
    sats_paid: settled.reduce((sum, result) => sum + (result.settlement.total_cost_sats ?? 0), 0),
    receipts_checked: checked.length,
    receipts_verified: verified.filter((ok) => ok).length,
    ranking,
    settlement_p50_ms: quantile(sorted, 0.5),
    settlement_p95_ms: quantile(sorted, 0.95),
    elapsed_ms: run.elapsedMs,
    explorer_url: settled.find((result) => result.explorer_url !== null)?.explorer_url ?? null,
  };
}

/** The nearest rank: the smallest value that at least this share of all do not exceed. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export interface PrintOptions {
  readonly json: boolean;
  readonly keep: boolean;
  /** What the tasks were. */
  readonly about: string;
}

/** `url`: of the instance. */
export function printReport(measured: DemoReport, url: string, { json, keep, about }: PrintOptions): void {
  const { explorer_url: page } = measured;
  const report = { ...measured, explorer_url: page === null ? null : new URL(page, url).href };
  if (json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  const { tasks, settled, expired } = report;
  console.log(`\n${heading(`${count(settled)} of ${count(tasks)} tasks settled`)}\n  ${about}`);
  console.log(
    factTable([
      ['accuracy', `${percent(report.accuracy)} of the known answers`],
      ['labels', `${count(report.labels)}, ${decimal(report.labels_per_task, 2)} per task`],
      ['decided, expired', `${count(settled)}, ${count(expired)}`],
      ['transactions', count(report.transactions)],
      ['receipts verified', `${count(report.receipts_verified)} of ${count(report.receipts_checked)}`],
      ['paid to workers', `${count(report.sats_paid)} satoshis (local chain: not real money)`],
      [
        'submission to payment',
        `p50 ${duration(report.settlement_p50_ms)}, p95 ${duration(report.settlement_p95_ms)}`,
      ],
      ['elapsed', duration(report.elapsed_ms)],
      ['a transaction', report.explorer_url ?? '-'],
    ]),
  );
  if (report.ranking !== null) console.log(`\n${rankingText(report.ranking)}`);
  if (!keep) console.log(`\n${fitted('The instance is gone now: run with --keep to open the link.')}`);
}

function rankingText({ data, labels }: Ranking): string {
  const rows = data.map(({ item, score, low, high, wins, losses, ties }) => [
    item,
    decimal(score, 2),
    `${decimal(low, 2)} to ${decimal(high, 2)}`,
    ...[wins, losses, ties].map(count),
  ]);
  const table = columnTable(['item', 'score', '95 %', 'better', 'worse', 'ties'], rows);
  return `${heading(`What was found better, by ${count(labels)} labels`)}\n${table}`;
}
