import { at } from '@asg/values/present';
import type { Outcome } from './outcome.ts';

/** Of the reliability diagram: equally wide bins of the confidence. */
const reliabilityBins = 10;

/** What a policy achieved; shares from 0 to 1, numbers of questions and labels as means of the runs. */
export interface PolicyFigures {
  readonly policy: string;
  /** Decided and right, of the questions with a truth; gold questions are not among them. */
  readonly accuracy: number | null;
  /** Standard deviation of the accuracy from run to run; 0 for a single run. */
  readonly accuracy_sd: number | null;
  readonly labels_per_task: number;
  readonly decided: number;
  readonly expired: number;
  /** Expected calibration error of the decided questions of all runs together, in 10 equal bins. */
  readonly ece: number | null;
}

/** One bin of a reliability diagram: how sure the answers were on average, and how many were right. */
export interface ReliabilityBin {
  readonly answers: number;
  readonly confidence: number;
  readonly right: number;
}

/** Adds up what a policy made of each run. */
export function figuresOf(policy: string, runs: readonly (readonly Outcome[])[]): PolicyFigures {
  const accuracies = runs.flatMap((outcomes) => accuracyOf(outcomes) ?? []);
  const all = runs.flat();
  const decided = all.filter(({ option }) => option !== null).length;
  return {
    policy,
    accuracy: mean(accuracies),
    accuracy_sd: deviation(accuracies),
    labels_per_task: all.reduce((sum, { labels }) => sum + labels, 0) / all.length,
    decided: decided / runs.length,
    expired: (all.length - decided) / runs.length,
    ece: calibrationError(reliabilityOf(all)),
  };
}

function accuracyOf(outcomes: readonly Outcome[]): number | null {
  const judged = outcomes.filter(({ isRight }) => isRight !== null);
  return mean(judged.map(({ isRight }) => (isRight === true ? 1 : 0)));
}

/** The reliability diagram of the decided questions with a truth; by `posterior`, of what was claimed before calibration. */
export function reliabilityOf(
  outcomes: readonly Outcome[],
  by: 'confidence' | 'posterior' = 'confidence',
): readonly ReliabilityBin[] {
  const sums = Array.from({ length: reliabilityBins }, () => ({ answers: 0, confidence: 0, right: 0 }));
  for (const outcome of outcomes) {
    const confidence = outcome[by];
    if (confidence === null || outcome.isRight === null) continue;
    const bin = at(sums, Math.min(reliabilityBins - 1, Math.floor(confidence * reliabilityBins)));
    bin.answers++;
    bin.confidence += confidence;
    bin.right += outcome.isRight ? 1 : 0;
  }
  return sums
    .filter(({ answers }) => answers > 0)
    .map(({ answers, confidence, right }) => ({
      answers,
      confidence: confidence / answers,
      right: right / answers,
    }));
}

/** Mean distance of confidence and share right over the answers (M. P. Naeini et al., 2015); null: no answers. */
export function calibrationError(bins: readonly ReliabilityBin[]): number | null {
  const answers = bins.reduce((sum, bin) => sum + bin.answers, 0);
  if (answers === 0) return null;
  return bins.reduce((sum, bin) => sum + bin.answers * Math.abs(bin.confidence - bin.right), 0) / answers;
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number | null {
  const middle = mean(values);
  if (middle === null) return null;
  if (values.length === 1) return 0;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
