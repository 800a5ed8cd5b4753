import { adaptiveDefaults, costOfLabels, defaultMaxLabels, sats, thresholdDefault } from '@asg/domain';
import type { ConsoleSession, SubmitTask } from '@asg/sdk';

/** What labels are paid by at this moment, as the server tells everybody. */
export type ToldPrice = Pick<ConsoleSession, 'reward_sats' | 'fee_percent'>;
/** What of a task its cost depends on. */
export type Costly = Pick<SubmitTask, 'consensus' | 'consensus_threshold' | 'crowd' | 'pay_own'>;

/** The most that a task can cost, satoshis: what the server sets aside for it. */
export function mostSats(task: Costly, { reward_sats, fee_percent }: ToldPrice): number {
  const { consensus, consensus_threshold: threshold, crowd, pay_own: isPaid } = task;
  if (crowd === 'own' && isPaid !== true) return 0;
  const labels =
    consensus?.max_labels ??
    (consensus?.policy === 'adaptive'
      ? adaptiveDefaults.maxLabels
      : defaultMaxLabels(threshold ?? thresholdDefault));
  const cost = costOfLabels(labels, { payoutSats: sats(reward_sats), feePercent: fee_percent });
  return Math.min(cost, consensus?.max_cost_sats ?? cost);
}
