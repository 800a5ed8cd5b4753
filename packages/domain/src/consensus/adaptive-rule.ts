import {
  decideConsensus,
  decideNow,
  defaultMaxLabels,
  type OrderedAdaptive,
  type WeighedLabel,
} from '@asg/consensus';
import { present } from '@asg/values/present';
import type { LabelledTask, PolicyRule } from './policy-rule.ts';

export const adaptiveRule: PolicyRule<OrderedAdaptive> = {
  weighsLabels: true,
  targetOf: ({ targetLabels }, { full, minLabels, maxLabels }) =>
    targetLabels ?? (full ? maxLabels : minLabels),
  evaluate: (task, ordered, basis) =>
    decideNow(weighedLabels(task), present(basis, 'the basis of the decision'), ordered),
  // What the threshold policy would have asked for at least.
  labelsSaved: (options, { threshold }) => {
    const maxLabels = defaultMaxLabels(threshold);
    const found = decideConsensus(options, { policy: 'threshold', threshold, earlyStop: false, maxLabels });
    if (found.kind === 'exhausted') return maxLabels - options.length;
    return (found.kind === 'decided' ? found.workerCount : found.targetLabels) - options.length;
  },
};

/** The labels as they were weighed. */
function weighedLabels({ labels }: LabelledTask): readonly WeighedLabel[] {
  return labels.map(({ option, column }) => {
    if (column === undefined) throw new Error('a label of the adaptive policy is stored without its weight');
    return { option, column };
  });
}
