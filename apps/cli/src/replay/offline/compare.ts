import type { Recording } from '../crowd-answers.ts';
import { AdaptiveReplay } from './adaptive.ts';
import { dawidSkene } from './dawid-skene.ts';
import { type OfflineRun, offlineRun } from './order.ts';
import type { Outcome } from './outcome.ts';
import type { OfflinePolicy } from './policies.ts';
import { majorityOutcome, thresholdOutcome } from './votes.ts';

export interface Comparison {
  readonly policies: readonly OfflinePolicy[];
  /** Of the runs: each is another random order. */
  readonly seeds: readonly string[];
  /** The share of the questions with a truth that the policies may know the truth of; 0 to below 1. */
  readonly goldShare: number;
  readonly earlyStop: boolean;
  /** How many recorded workers an adaptive policy may choose from for each label. */
  readonly atHand: number;
}

/** What each policy made of each run. */
export type PolicyRuns = ReadonlyMap<OfflinePolicy, readonly (readonly Outcome[])[]>;

/** Replays every policy on the same runs. */
export function comparePolicies(
  recording: Recording,
  comparison: Comparison,
  onRun: (done: number) => void,
): PolicyRuns {
  const outcomes = new Map<OfflinePolicy, (readonly Outcome[])[]>(
    comparison.policies.map((policy) => [policy, []]),
  );
  comparison.seeds.forEach((seed, i) => {
    const run = offlineRun(recording, seed, comparison.goldShare);
    for (const [policy, runs] of outcomes) runs.push(replayed(run, policy, comparison));
    onRun(i + 1);
  });
  return outcomes;
}

function replayed(run: OfflineRun, policy: OfflinePolicy, { earlyStop, atHand }: Comparison): readonly Outcome[] {
  switch (policy.kind) {
    case 'threshold':
      return run.questions.map((question) => thresholdOutcome(question, policy.threshold, earlyStop));
    case 'majority':
      return run.questions.map(majorityOutcome);
    case 'dawid-skene':
      return dawidSkene(run);
    case 'adaptive':
      return new AdaptiveReplay(run.options, policy, atHand).run(run);
  }
}
