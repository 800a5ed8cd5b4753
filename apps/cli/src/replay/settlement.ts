import { mapBounded, systemClock } from '@asg/runtime';
import type { ASGGatewayClient, Result, ResultGone } from '@asg/sdk';
import { Failure } from '../terminal/exit.ts';
import type { Recording } from './crowd-answers.ts';
import type { ReplayedQuestion, ReplayPipeline } from './pipeline.ts';

const resultsAtOnce = 16;
const waitSeconds = 30;
const settleMsMax = 120_000;
const pollMs = 100;

/** Every task's result once it is paid; expired ones as they are. Throws a Failure if a payment does not come. */
export async function settledResults(
  customer: ASGGatewayClient,
  replayed: readonly ReplayedQuestion[],
  signal: AbortSignal,
  onSettled: (done: number) => void,
): Promise<readonly (Result | ResultGone)[]> {
  let done = 0;
  const untilMs = systemClock.nowMs() + settleMsMax;
  return mapBounded(replayed, resultsAtOnce, async ({ taskId }) => {
    for (;;) {
      const result = await customer.tasks.outcome(taskId, { waitSeconds, until: 'settled', signal });
      if (result.status !== 'in_progress' && result.status !== 'verified') {
        onSettled(++done);
        return result;
      }
      if (systemClock.nowMs() > untilMs)
        throw new Failure(`task ${taskId} was not paid in ${settleMsMax / 1000} s`);
    }
  });
}

/**
 * What the recorded workers have been paid, in satoshis, once every label that is due has been: those that
 * agree with the consensus, and of an expired choice those with the most votes. Throws a Failure if that does not come about.
 */
export async function paidSats(
  pipeline: ReplayPipeline,
  { rules }: Pick<Recording, 'rules'>,
  replayed: readonly ReplayedQuestion[],
  signal: AbortSignal,
): Promise<number> {
  const due = replayed.reduce((sum, { labels, label }) => sum + payableCount(rules, labels, label), 0);
  const untilMs = systemClock.nowMs() + settleMsMax;
  for (;;) {
    signal.throwIfAborted();
    const { paidLabels, sats } = await pipeline.earned();
    if (paidLabels === due) return sats;
    if (paidLabels > due || systemClock.nowMs() > untilMs) {
      throw new Failure(`${paidLabels} labels were paid, ${due} were due`);
    }
    await systemClock.sleep(pollMs, signal);
  }
}

function payableCount(rules: Recording['rules'], labels: readonly string[], label: string | null): number {
  if (rules !== null) return label === null ? 0 : labels.filter((given) => rules.agrees(given, label)).length;
  const counts = new Map<string, number>();
  for (const given of labels) counts.set(given, (counts.get(given) ?? 0) + 1);
  if (label !== null) return counts.get(label) ?? 0;
  const most = Math.max(...counts.values());
  return [...counts.values()].filter((votes) => votes === most).reduce((sum, votes) => sum + votes, 0);
}
