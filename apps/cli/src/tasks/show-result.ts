import type { Result, ResultGone, ResultPending } from '@asg/sdk';
import { factTable, percent } from '../terminal/table.ts';

/** What became of a task, with its id. */
export type KnownResult = Result | ResultGone | (ResultPending & { readonly task_id: string });

/** For people. The link of a local chain is on the server itself. */
export function resultText(result: KnownResult, baseUrl: string): string {
  if (result.status === 'in_progress')
    return factTable([
      ['task', result.task_id],
      ['status', 'in progress: not labelled yet'],
    ]);
  if ('label_counts' in result) {
    const counts = Object.entries(result.label_counts).map(([label, n]) => `${label} ${n}`);
    return factTable([
      ['task', result.task_id],
      ['status', `${result.status}, without a label`],
      ['labels', counts.join(', ') || 'none arrived'],
    ]);
  }
  const { total_cost_sats } = result.settlement;
  return factTable([
    ['task', result.task_id],
    ['label', result.consensus_label],
    ...(result.units ?? []).map(
      ({ name, answer, confidence }) => [`  ${name}`, `${answer}, ${percent(confidence)}`] as const,
    ),
    [
      'agreement',
      `${result.agreement_count} of ${result.worker_count}, confidence ${percent(result.confidence)}`,
    ],
    ['status', result.status === 'settled' ? 'settled' : 'verified, not paid yet'],
    ...(total_cost_sats === null ? [] : [['cost', `${total_cost_sats} satoshis`] as const]),
    ...(result.bsv_txid === null ? [] : [['transaction', result.bsv_txid] as const]),
    ...(result.explorer_url === null
      ? []
      : [['look at it', new URL(result.explorer_url, baseUrl).href] as const]),
  ]);
}
