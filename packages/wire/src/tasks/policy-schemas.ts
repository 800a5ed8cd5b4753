import { type ConsensusPolicyName, consensusPolicies } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, maybe, requestObject } from '../parts/fields.ts';

const policyMeanings: Readonly<Record<ConsensusPolicyName, string>> = {
  threshold: 'a majority of the labels',
  adaptive: 'one more label at a time until the calibrated posterior reaches the target',
};
const policyName = choice(consensusPolicies, {
  description: consensusPolicies.map((name) => `${name}: ${policyMeanings[name]}`).join('. '),
});
const minLabels = { description: 'adaptive: no decision before. Default: 2', examples: [2] };
const minHumanLabels = {
  description: 'adaptive: the same where predictions of your models count. Default: 1',
  examples: [1],
};
const targetConfidence = {
  description: 'adaptive: the confidence to reach, above 0 and below 1. Default: 0.95',
  examples: [0.95],
};
const maxCostSats = {
  description:
    'adaptive: bound on the cost of a task, in satoshis; as many labels as it pays for, if all agree, are the most',
  examples: [1300],
};

export const consensusPolicy = requestObject(
  {
    policy: maybe(policyName),
    early_stop: maybe(
      Type.Boolean({
        description: 'threshold: stop as soon as one option cannot lose any more; the outcome is the same',
      }),
    ),
    max_labels: maybe(
      Type.Integer({
        minimum: 2,
        maximum: 50,
        description:
          'threshold: labels after which a task without a majority expires; default 2 × threshold + 1. adaptive: labels after which the likeliest option is the answer; default 10. What they can cost is reserved at submission',
      }),
    ),
    target_confidence: maybe(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, ...targetConfidence })),
    min_labels: maybe(Type.Integer({ minimum: 1, maximum: 50, ...minLabels })),
    min_human_labels: maybe(Type.Integer({ minimum: 1, maximum: 50, ...minHumanLabels })),
    max_cost_sats: maybe(Type.Integer({ minimum: 1, maximum: 1_000_000_000, ...maxCostSats })),
  },
  {
    title: 'ConsensusPolicy',
    examples: [{ policy: 'adaptive', target_confidence: 0.95, min_labels: 2, max_labels: 7 }],
  },
);

/** The policy of a task or job, its defaults filled in. */
export const chosenPolicy = Type.Object(
  {
    policy: policyName,
    early_stop: Type.Optional(Type.Boolean({ description: 'threshold: whether it stops early' })),
    max_labels: Type.Integer({ description: 'The most labels that it asks for', examples: [7] }),
    target_confidence: Type.Optional(Type.Number(targetConfidence)),
    min_labels: Type.Optional(Type.Integer(minLabels)),
    min_human_labels: Type.Optional(Type.Integer(minHumanLabels)),
    max_cost_sats: Type.Optional(Type.Integer(maxCostSats)),
  },
  { title: 'ChosenPolicy', description: 'How labels decide' },
);
