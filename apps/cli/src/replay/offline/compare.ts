import { setImmediate } from 'node:timers/promises';
import { at } from '@asg/values/present';
import type { Recording } from '../crowd-answers.ts';
import type { ReplayPolicy } from '../policies.ts';
import { AdaptiveReplay } from './adaptive.ts';
import { dawidSkene } from './dawid-skene.ts';
import { KindReplay } from './kind-outcome.ts';
import { type OfflineRun, offlineRun } from './order.ts';
import type { Outcome } from './outcome.ts';
import { majorityOutcome, thresholdOutcome } from './votes.ts';

export interface Comparison {
  readonly policies: readonly ReplayPolicy[];
  /** Of the runs: each is another random order. */
  readonly seeds: readonly string[];
  /** The share of the questions with a truth that the policies may know the truth of; 0 to below 1. */
  readonly goldShare: number;
  readonly earlyStop: boolean;
  /** How many recorded workers an adaptive policy may choose from for each label. */
  readonly atHand: number;
}

/** What each policy made of each run. */
export type PolicyRuns = ReadonlyMap<ReplayPolicy, readonly (readonly Outcome[])[]>;

/** Replays every policy on the same runs. Throws what the signal aborts with. */
export async function comparePolicies(
  recording: Recording,
  comparison: Comparison,
  signal: AbortSignal,
  onRun: (done: number) => void,
): Promise<PolicyRuns> {
  const outcomes = new Map<ReplayPolicy, (readonly Outcome[])[]>(
    comparison.policies.map((policy) => [policy, []]),
  );
  for (const [i, seed] of comparison.seeds.entries()) {
    const run = offlineRun(recording, seed, comparison.goldShare);
    for (const [policy, runs] of outcomes) {
      // A pause for the signal: the work itself never waits.
      await setImmediate();
      signal.throwIfAborted();
      outcomes.set(policy, [...runs, replayed(run, policy, comparison, recording)]);
    }
    onRun(i + 1);
  }
  return outcomes;
}

function replayed(
  run: OfflineRun,
  policy: ReplayPolicy,
  { earlyStop, atHand }: Comparison,
  { rules, options }: Recording,
): readonly Outcome[] {
  if (rules !== null && (policy.kind === 'threshold' || policy.kind === 'adaptive'))
    return new KindReplay(rules, options, policy, earlyStop).run(run);
  switch (policy.kind) {
    case 'threshold':
      return run.questions.map((question) => thresholdOutcome(question, policy, earlyStop));
    case 'majority':
      return run.questions.map((question) => {
        const truth = question.truth === null ? null : at(options, question.truth);
        const isNear = rules?.isRight;
        if (truth === null || isNear === undefined) return majorityOutcome(question);
        return majorityOutcome(question, (option) => isNear(at(options, option), truth));
      });
    case 'dawid-skene':
      return dawidSkene(run);
    case 'adaptive':
      return new AdaptiveReplay(run.options, policy, atHand).run(run);
  }
}
