import { adaptiveDefaults, defaultMaxLabels, thresholdMax, thresholdMin } from '@asg/domain';
import { InvalidArgumentError } from 'commander';

/** The API takes no more for one task. */
const maxLabelsMax = 50;
const policiesMax = 20;

/** The published policy. */
export interface ThresholdReplay {
  readonly kind: 'threshold';
  readonly name: string;
  readonly threshold: number;
}

interface AdaptiveReplayPolicy {
  readonly kind: 'adaptive';
  readonly name: string;
  readonly targetConfidence: number;
  readonly maxLabels: number;
}

/** What a running instance offers too. */
export type LivePolicy = ThresholdReplay | AdaptiveReplayPolicy;

/** How the labels of a question decide it; `name` is as it was asked for. */
export type ReplayPolicy =
  | LivePolicy
  /** The plurality of all recorded labels. */
  | { readonly kind: 'majority'; readonly name: string }
  /** All recorded labels at once (Dawid and Skene 1979): what is possible with hindsight. */
  | { readonly kind: 'dawid-skene'; readonly name: string };

const forms =
  'threshold:N with N from 2 to 10, adaptive:TARGET, adaptive:TARGET:MAX_LABELS, majority, dawid-skene';

/** Labels after which a question is given up, or the likeliest option is the answer: no more than were recorded. */
export function maxLabelsOf(policy: LivePolicy, recordedAnswers: number): number {
  const wanted = policy.kind === 'adaptive' ? policy.maxLabels : defaultMaxLabels(policy.threshold);
  return Math.min(wanted, recordedAnswers, maxLabelsMax);
}

/** Labels before which nothing is decided. */
export function minLabelsOf(policy: LivePolicy, earlyStop: boolean): number {
  if (policy.kind === 'adaptive') return Math.min(adaptiveDefaults.minLabels, policy.maxLabels);
  return earlyStop ? thresholdMin : policy.threshold;
}

/** Reads one policy. */
export function replayPolicy(text: string): ReplayPolicy {
  const [kind, first, second, ...more] = text.split(':');
  const name = text;
  if (more.length === 0) {
    if (text === 'majority' || text === 'dawid-skene') return { kind: text, name };
    if (kind === 'threshold' && second === undefined && isWhole(first, thresholdMin, thresholdMax)) {
      return { kind, name, threshold: Number(first) };
    }
    if (kind === 'adaptive' && isShare(first) && (second === undefined || isWhole(second, 1, maxLabelsMax))) {
      const maxLabels = second === undefined ? adaptiveDefaults.maxLabels : Number(second);
      return { kind, name, targetConfidence: Number(first), maxLabels };
    }
  }
  throw new InvalidArgumentError(`"${text}" is none of ${forms}.`);
}

/** Reads policies with commas between them. */
export function replayPolicies(text: string): readonly ReplayPolicy[] {
  const policies = text.split(',').map((part) => replayPolicy(part.trim()));
  if (policies.length > policiesMax)
    throw new InvalidArgumentError(`It must be at most ${policiesMax} policies.`);
  return policies;
}

function isWhole(text: string | undefined, min: number, max: number): boolean {
  return text !== undefined && /^\d{1,2}$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function isShare(text: string | undefined): boolean {
  return text !== undefined && /^0?\.\d{1,6}$/.test(text) && Number(text) > 0;
}
