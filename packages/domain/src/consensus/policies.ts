import type {
  AdaptiveConsensus,
  Consensus,
  DecisionBasis,
  OrderedAdaptive,
  ThresholdPolicy,
} from '@asg/consensus';
import type { ConsensusPolicyName } from '../names.ts';
import { adaptiveRule } from './adaptive-rule.ts';
import { type LabelledTask, optionsOf, type PolicyRule } from './policy-rule.ts';
import { thresholdRule } from './threshold-rule.ts';

/** Each policy as a customer orders it for a task. */
interface OrderedPolicies {
  readonly threshold: ThresholdPolicy;
  readonly adaptive: OrderedAdaptive;
}
type Ordered<Name extends ConsensusPolicyName> = {
  [N in Name]: OrderedPolicies[N] & { readonly policy: N };
}[Name];
export type OrderedPolicy = OrderedPolicies[ConsensusPolicyName];

const rules: { readonly [Name in ConsensusPolicyName]: PolicyRule<Ordered<Name>> } = {
  threshold: thresholdRule,
  adaptive: adaptiveRule,
};

function ruleOf<Name extends ConsensusPolicyName>({ policy }: Ordered<Name>): PolicyRule<Ordered<Name>> {
  return rules[policy];
}

type Ordering = LabelledTask & { readonly consensus: OrderedPolicy };

/** See `PolicyRule.weighsLabels`. */
export const isWeighed = ({ consensus }: Pick<Ordering, 'consensus'>): boolean =>
  ruleOf(consensus).weighsLabels;

/** How many labels an open task must have before the next evaluation can decide anything; null: it wants no more. */
export function targetOf(task: Ordering): number | null {
  return ruleOf(task.consensus).targetOf(task, task.consensus);
}

/** What the labels amount to under the task's policy. `basis`: where that weighs labels. */
export function consensusOf(task: Ordering, basis: DecisionBasis | undefined): Consensus | AdaptiveConsensus {
  return ruleOf(task.consensus).evaluate(task, task.consensus, basis);
}

/** Labels that a decided task got its decision without; see `PolicyRule.labelsSaved`. */
export function labelsSavedBy(task: Ordering): number {
  return ruleOf(task.consensus).labelsSaved(optionsOf(task), task.consensus);
}
