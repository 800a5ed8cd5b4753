import { type ConsensusPolicyName, consensusPolicies, isOneOf } from '@asg/domain/names';
import type { SubmitTask, Task } from '@asg/sdk';
import { InvalidArgumentError } from 'commander';

export type PolicyOption = Pick<NonNullable<SubmitTask['consensus']>, 'policy' | 'target_confidence'>;

const targeted = 'adaptive';
const names = consensusPolicies.join(', ');
export const policyHelp = `${names}, or ${targeted}:0.9 with the confidence to reach`;

/** What `--policy` says. */
export function policyOption(text: string): PolicyOption {
  const [policy, target, ...more] = text.split(':');
  if (isOneOf(consensusPolicies, policy) && more.length === 0) {
    if (target === undefined) return { policy };
    const confidence = Number(target);
    if (policy === targeted && confidence > 0 && confidence < 1)
      return { policy, target_confidence: confidence };
  }
  throw new InvalidArgumentError(`It must be ${names}, or ${targeted}:TARGET, above 0 and below 1.`);
}

const texts: Readonly<Record<ConsensusPolicyName, (task: Task) => string>> = {
  threshold: ({ consensus, consensus_threshold }) =>
    `threshold ${consensus_threshold}, ${consensus.max_labels} labels at most`,
  adaptive: ({ consensus }) =>
    `adaptive, until ${consensus.target_confidence} sure, ${consensus.max_labels} labels at most`,
};

/** How labels decide a task, in a line. */
export const policyText = (task: Task): string => texts[task.consensus.policy](task);
