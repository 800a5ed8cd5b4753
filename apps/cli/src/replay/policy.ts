import { InvalidArgumentError } from 'commander';

const thresholdMin = 2;
const thresholdMax = 10;
/** The API takes no more for one task. */
const maxLabelsMax = 50;

/** How the labels of a task decide it. */
export interface ReplayPolicy {
  readonly threshold: number;
}

/** Reads `threshold:N`. */
export function replayPolicy(text: string): ReplayPolicy {
  const threshold = Number(/^threshold:(\d{1,2})$/.exec(text)?.[1]);
  if (!(threshold >= thresholdMin && threshold <= thresholdMax)) {
    throw new InvalidArgumentError(`It must be threshold:N with N from ${thresholdMin} to ${thresholdMax}.`);
  }
  return { threshold };
}

/** Labels after which an undecided question is given up: no more than were recorded. */
export function maxLabelsOf(policy: ReplayPolicy, recordedAnswers: number): number {
  return Math.min(2 * policy.threshold + 1, recordedAnswers, maxLabelsMax);
}
