import { ln, toUnits, unit } from './arithmetic.ts';
import {
  accuracyGivenStrength,
  classShares,
  crowdAccuracy,
  meanStrength,
  rowStrengths,
  spreadStrengths,
  type TemplateStatistics,
  type WorkerStatistics,
} from './statistics.ts';

/** No label rules an option out, and none proves it. */
const likelihoodMin = 1e-4;
/** Weight, in labels for each option, of the prior of a row of the crowd's confusion matrix: all mistakes equally frequent. */
const crowdRowWeight = 6;

/** The part of a template's model that does not depend on the label: computed once for each state of it. */
export interface TemplateView {
  readonly statistics: TemplateStatistics;
  readonly accuracy: number;
  /** Labels: pull of a worker's accuracy towards the crowd's. */
  readonly spread: number;
  /** Labels: pull of a row of a worker's matrix towards what the accuracy alone says. */
  readonly rowSpread: number;
  /** Labels by true option, in 1/65536. */
  readonly rowTotals: readonly number[];
  /** Log prior of each option, in 1/65536. */
  readonly prior: readonly number[];
}

export function viewOf(statistics: TemplateStatistics): TemplateView {
  const { options, confusion } = statistics;
  const rowTotals = Array<number>(options).fill(0);
  for (let cell = 0; cell < confusion.length; cell++)
    rowTotals[Math.floor(cell / options)]! += confusion[cell]!;
  return {
    statistics,
    accuracy: crowdAccuracy(statistics),
    spread: meanStrength(spreadStrengths, statistics.spread),
    rowSpread: meanStrength(rowStrengths, statistics.rowSpread),
    rowTotals,
    prior: classShares(statistics).map((share) => toUnits(ln(share))),
  };
}

/** The likelihood that the crowd gives `label` where `truth` is right. */
function crowdLikelihood(
  { statistics, accuracy, rowTotals }: TemplateView,
  truth: number,
  label: number,
): number {
  const { options, confusion } = statistics;
  const weight = crowdRowWeight * options * unit;
  const even = truth === label ? accuracy : (1 - accuracy) / (options - 1);
  return (confusion[truth * options + label]! + weight * even) / (rowTotals[truth]! + weight);
}

/** The worker's counts of `label` by true option, and of all labels by true option, in 1/65536. */
function countsOf(
  cells: readonly number[],
  options: number,
  label: number,
): { readonly column: readonly number[]; readonly rows: readonly number[] } {
  const column = Array<number>(options).fill(0);
  const rows = Array<number>(options).fill(0);
  for (let i = 0; i < cells.length; i += 2) {
    const truth = Math.floor(cells[i]! / options);
    rows[truth]! += cells[i + 1]!;
    if (cells[i]! - truth * options === label) column[truth]! += cells[i + 1]!;
  }
  return { column, rows };
}

/** What a Dirichlet mean of the worker's confusion matrix is made of, by true option. */
export interface DirichletTerms {
  /** The prior mean: likelihood of the label by the worker's accuracy and the crowd's confusion matrix. */
  readonly expected: readonly number[];
  /** The worker's own counts, in 1/65536: of this label, and of all. */
  readonly column: readonly number[];
  readonly rows: readonly number[];
}

export function dirichletTermsOf(
  view: TemplateView,
  worker: WorkerStatistics,
  label: number,
): DirichletTerms {
  const { options } = view.statistics;
  const own = accuracyGivenStrength(worker, view.accuracy, view.spread);
  // How far the worker's odds of being right are from the crowd's, whatever the option.
  const oddsRatio = (own / (1 - own)) * ((1 - view.accuracy) / view.accuracy);
  const expected = Array<number>(options);
  for (let truth = 0; truth < options; truth++) {
    const crowdRight = crowdLikelihood(view, truth, truth);
    const odds = (crowdRight / (1 - crowdRight)) * oddsRatio;
    const right = odds / (1 + odds);
    expected[truth] =
      truth === label ? right : ((1 - right) * crowdLikelihood(view, truth, label)) / (1 - crowdRight);
  }
  return { expected, ...countsOf(worker.cells, options, label) };
}

/**
 * Log-likelihoods, in 1/65536, that this worker gives `label` where each option is right: the Dirichlet mean of the
 * worker's row, whose prior is the crowd's row moved to the worker's accuracy. Work grows with the options and the
 * worker's cells, both bounded.
 */
export function logLikelihoodsOf(
  view: TemplateView,
  worker: WorkerStatistics,
  label: number,
): readonly number[] {
  const { expected, column, rows } = dirichletTermsOf(view, worker, label);
  const weight = view.rowSpread * unit;
  const logs = [...expected];
  for (let truth = 0; truth < logs.length; truth++) {
    const mean = (column[truth]! + weight * expected[truth]!) / (rows[truth]! + weight);
    logs[truth] = toUnits(ln(Math.max(likelihoodMin, mean)));
  }
  return logs;
}
