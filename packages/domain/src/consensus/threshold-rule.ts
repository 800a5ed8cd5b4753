import { decideConsensus, type ThresholdPolicy } from '@asg/consensus';
import { optionsOf, type PolicyRule } from './policy-rule.ts';

export const thresholdRule: PolicyRule<ThresholdPolicy> = {
  weighsLabels: false,
  targetOf: (task, ordered) => {
    const found = decideConsensus(optionsOf(task), ordered);
    return found.kind === 'open' ? found.targetLabels : null;
  },
  evaluate: (task, ordered) => decideConsensus(optionsOf(task), ordered),
  labelsSaved: (options, { threshold, earlyStop }) =>
    earlyStop ? Math.max(0, threshold - options.length) : 0,
};
