import type { AdaptiveConsensus, Consensus, DecisionBasis } from '@asg/consensus';

/** What a policy reads of a task. `targetLabels`: kept of the last evaluation, where the policy weighs labels. */
export interface LabelledTask {
  readonly labels: readonly { readonly option: number; readonly column?: readonly number[] }[];
  readonly targetLabels?: number;
}

/** A consensus policy. All of it is pure: the same record gives the same answer on any machine. */
export interface PolicyRule<Ordered> {
  /** Whether a label is kept with its log-likelihoods and a decision with its basis, and asked of whom it tells the most from. */
  readonly weighsLabels: boolean;
  /** How many labels an open task must have before the next evaluation can decide anything; null: it wants no more. */
  readonly targetOf: (task: LabelledTask, ordered: Ordered) => number | null;
  /** What the labels amount to. `basis` is there where the policy weighs labels. */
  readonly evaluate: (
    task: LabelledTask,
    ordered: Ordered,
    basis: DecisionBasis | undefined,
  ) => Consensus | AdaptiveConsensus;
  /** Labels that a decision on these (option indexes) got along without, against the threshold policy; below 0: it took more. */
  readonly labelsSaved: (options: readonly number[], ordered: Ordered) => number;
}

export const optionsOf = ({ labels }: LabelledTask): readonly number[] => labels.map(({ option }) => option);
