import type {
  AdaptiveConsensus,
  Consensus,
  DecisionBasis,
  OrderedAdaptive,
  ThresholdPolicy,
} from '@asg/consensus';
import type { Combined, DecidedUnit, Ground } from '@asg/kinds';
import { present } from '@asg/values/present';
import { hasMarks, withValues } from '../answers/answers.ts';
import { rulesFor } from '../answers/kinds.ts';
import type { AnswerRules, Asked, KeptAnswer } from '../answers/rules.ts';
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

type Ordering = LabelledTask & Asked & { readonly consensus: OrderedPolicy };

/** See `PolicyRule.weighsLabels`. */
export const isWeighed = ({ consensus }: Pick<Ordering, 'consensus'>): boolean =>
  ruleOf(consensus).weighsLabels;

/** How many labels an open task must have before the next evaluation can decide anything; null: it wants no more. */
export function targetOf(task: Ordering): number | null {
  if (rulesFor(task.labelSpec) !== null && !isWeighed(task)) {
    // To match marks takes long, and a claim asks of many tasks.
    if (hasMarks(task) && task.targetLabels !== undefined) return task.targetLabels;
    const found = consensusOf(task, undefined);
    return found.kind === 'open' ? found.targetLabels : null;
  }
  return ruleOf(task.consensus).targetOf(task, task.consensus);
}

/** `values`: as in `KeptAnswer`, of the option. */
type Found = (Consensus | AdaptiveConsensus) & Pick<KeptAnswer, 'values'>;

/** What the labels amount to under the task's policy. `basis`: where that weighs labels. */
export function consensusOf(task: Ordering, basis: DecisionBasis | undefined): Found {
  const rules = rulesFor(task.labelSpec);
  if (rules !== null) return consensusByKind(task, basis, rules);
  return ruleOf(task.consensus).evaluate(task, task.consensus, basis);
}

/** Labels that a decided task got its decision without; see `PolicyRule.labelsSaved`. */
export function labelsSavedBy(task: Ordering): number {
  return ruleOf(task.consensus).labelsSaved(optionsOf(task), task.consensus);
}

/** What labels of another kind than choice amount to: those that are paid are counted as agreeing. */
function consensusByKind(task: Ordering, basis: DecisionBasis | undefined, rules: AnswerRules): Found {
  const found = combinedOf(task, basis, rules);
  if (found.kind !== 'decided') return found;
  const { value, confidence } = found;
  const { option } = value;
  const known = withValues<Asked>(task, value);
  const agreed = task.labels.filter((label) => rules.agrees(known, label.option, option));
  return {
    kind: 'decided',
    ...value,
    agreementCount: agreed.length,
    workerCount: task.labels.length,
    confidence,
  };
}

/** What a decision rests on, of each unit. */
export const basesOf = ({ others = [], ...first }: DecisionBasis): readonly DecisionBasis[] => [
  first,
  ...others,
];

/** Models whose predictions counted in a decision, in any unit. */
export function modelsCounted(basis: DecisionBasis | undefined): readonly string[] {
  if (basis === undefined) return [];
  const named = basesOf(basis).flatMap(({ predictions = [] }) => predictions.map(({ model }) => model));
  return [...new Set(named)];
}

/** A label's column by unit. `sizes`: of each, how many answers it has. */
export function columnsOf(
  column: readonly number[],
  sizes: readonly number[],
): readonly (readonly number[])[] {
  let end = 0;
  return sizes.map((size) => {
    end += size;
    return column.slice(end - size, end);
  });
}

function combinedOf(
  task: Ordering,
  basis: DecisionBasis | undefined,
  rules: AnswerRules,
): Combined<KeptAnswer> {
  const { labels, consensus } = task;
  const ground: Ground =
    consensus.policy === 'adaptive'
      ? { kind: 'weighed', policy: consensus, bases: basesOf(present(basis, 'the basis of the decision')) }
      : { kind: 'votes', policy: consensus };
  const kept = labels.map(({ option, column }) => ({
    option,
    columns: column === undefined ? [] : columnsOf(column, rules.sizes(task)),
  }));
  return rules.combine(task, kept, ground);
}

/** Of each unit of a decision, what it says and how sure that is; null: the task is a choice, or undecided. */
export function decidedUnits(
  task: Ordering & { readonly decision: { readonly ground?: DecisionBasis } | null },
): readonly DecidedUnit[] | null {
  const rules = rulesFor(task.labelSpec);
  if (rules === null || task.decision === null) return null;
  const found = combinedOf(task, task.decision.ground, rules);
  return found.kind === 'decided' ? found.units : null;
}
