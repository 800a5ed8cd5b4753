import {
  adaptiveDefaults,
  type ConsensusPolicyName,
  costOfLabels,
  defaultMaxLabels,
  fullTasksOneIn,
  type TaskOrder,
  thresholdDefault,
} from '@asg/domain';
import type { Violation } from '@asg/people/context';
import type { IntakeRules, TaskInput } from './task-input.ts';

type PolicyInput = Pick<TaskInput, 'consensus' | 'consensus_threshold'>;
type Price = IntakeRules['price'];

const policyDefault = 'threshold';
const adaptiveFields = ['target_confidence', 'min_labels', 'min_human_labels', 'max_cost_sats'] as const;

/** The policy that an input orders. It keeps the rules of `policyViolations`. `salt`: the task's, hex; random. */
export function policyOf(input: PolicyInput, rules: IntakeRules, salt: string): TaskOrder['consensus'] {
  const threshold = input.consensus_threshold ?? thresholdDefault;
  const consensus = input.consensus ?? {};
  const policy = consensus.policy ?? policyDefault;
  switch (policy) {
    case 'threshold':
      return {
        policy,
        threshold,
        earlyStop: consensus.early_stop ?? rules.earlyStopDefault,
        maxLabels: consensus.max_labels ?? defaultMaxLabels(threshold),
      };
    case 'adaptive': {
      const { minLabels, maxLabels } = limitsOf(consensus);
      const cap = consensus.max_cost_sats ?? null;
      return {
        policy,
        targetConfidence: consensus.target_confidence ?? adaptiveDefaults.targetConfidence,
        minLabels,
        maxLabels: cap === null ? maxLabels : labelsWithin(cap, maxLabels, rules.price),
        ...(consensus.min_human_labels != null && { minHumanLabels: consensus.min_human_labels }),
        threshold,
        full: Number.parseInt(salt.slice(0, 8), 16) % fullTasksOneIn === 0,
        ...(cap === null ? {} : { maxCostSats: cap }),
      };
    }
  }
}

type Refuse = (field: string, constraint: Violation['constraint'], message: string) => void;

const violationsOf: Readonly<
  Record<ConsensusPolicyName, (input: PolicyInput, rules: IntakeRules, refuse: Refuse) => void>
> = { threshold: thresholdViolations, adaptive: adaptiveViolations };

/** What is wrong with a policy, beside what its schema says. */
export function policyViolations(input: PolicyInput, rules: IntakeRules, refuse: Refuse): void {
  violationsOf[input.consensus?.policy ?? policyDefault](input, rules, refuse);
}

function thresholdViolations(
  { consensus, consensus_threshold }: PolicyInput,
  _rules: IntakeRules,
  refuse: Refuse,
): void {
  const threshold = consensus_threshold ?? thresholdDefault;
  if ((consensus?.max_labels ?? defaultMaxLabels(threshold)) < threshold) {
    refuse('consensus.max_labels', 'min', `must be at least the consensus threshold, ${threshold}`);
  }
  for (const field of adaptiveFields) {
    if (consensus?.[field] != null)
      refuse(`consensus.${field}`, 'policy', 'is of the policy adaptive: add consensus.policy');
  }
}

function adaptiveViolations(input: PolicyInput, { price }: IntakeRules, refuse: Refuse): void {
  const consensus = input.consensus ?? {};
  if (consensus.early_stop != null)
    refuse('consensus.early_stop', 'policy', 'is of the policy threshold; adaptive always stops early');
  const { minLabels, maxLabels } = limitsOf(consensus);
  if (minLabels > maxLabels)
    refuse('consensus.min_labels', 'max', `must be at most consensus.max_labels, ${maxLabels}`);
  if ((consensus.min_human_labels ?? 1) > maxLabels)
    refuse('consensus.min_human_labels', 'max', `must be at most consensus.max_labels, ${maxLabels}`);
  const cap = consensus.max_cost_sats ?? null;
  const least = costOfLabels(minLabels, price);
  if (cap !== null && cap < least) {
    const what = minLabels === 1 ? 'one label' : `${minLabels} labels`;
    refuse('consensus.max_cost_sats', 'min', `must be at least ${least}, what ${what} can cost`);
  }
}

/** Without a word on it, the greatest number is never below the least. */
function limitsOf({ min_labels, max_labels }: NonNullable<TaskInput['consensus']>): {
  readonly minLabels: number;
  readonly maxLabels: number;
} {
  const minLabels = min_labels ?? Math.min(adaptiveDefaults.minLabels, max_labels ?? Infinity);
  return { minLabels, maxLabels: max_labels ?? Math.max(adaptiveDefaults.maxLabels, minLabels) };
}

/** As many labels as the cap pays for, if all of them agree. */
function labelsWithin(capSats: number, labelsMax: number, price: Price): number {
  let labels = labelsMax;
  while (labels > 1 && costOfLabels(labels, price) > capSats) labels--;
  return labels;
}
