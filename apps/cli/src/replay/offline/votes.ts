import { decideConsensus, pluralityOf } from '@asg/domain';
import { present } from '@asg/values/present';
import { maxLabelsOf, type ThresholdReplay } from '../policies.ts';
import type { OfflineQuestion } from './order.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** The threshold policy: labels arrive one by one; at 2 × threshold + 1, or when there are no more, it expires. */
export function thresholdOutcome(
  question: OfflineQuestion,
  policy: ThresholdReplay,
  earlyStop: boolean,
): Outcome {
  const { threshold } = policy;
  const maxLabels = maxLabelsOf(policy, question.answers.length);
  const labels = question.answers.slice(0, maxLabels).map(({ option }) => option);
  const found = decideConsensus(labels, { policy: 'threshold', threshold, earlyStop, maxLabels });
  if (found.kind !== 'decided') {
    return outcomeOf(question, { option: null, confidence: null, posterior: null, labels: labels.length });
  }
  const { option, confidence, workerCount } = found;
  return outcomeOf(question, { option, confidence, posterior: null, labels: workerCount });
}

/** The plurality of all recorded labels; of a tie, the option that came first. */
export function majorityOutcome(question: OfflineQuestion, isRight?: (option: number) => boolean): Outcome {
  const labels = question.answers.map(({ option }) => option);
  const leaders = pluralityOf(labels);
  const option = present(
    labels.find((label) => leaders.includes(label)),
    'an answer',
  );
  const confidence = labels.filter((label) => label === option).length / labels.length;
  return outcomeOf(question, { option, confidence, posterior: null, labels: labels.length }, isRight);
}
