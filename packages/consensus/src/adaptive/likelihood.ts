import { at } from '@asg/values/present';
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
/** Weight, in labels for each option, of the prior of a row of the crowd's confusion matrix: all mistakes equally frequent, or near ones on a scale. */
const crowdRowWeight = 6;
/** The odds of a label where its option is right, over those where any other one is: a crowd's label speaks for what it says by this at least. */
const speaksForItself = 1.2;

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
  /** By true option: the odds that the crowd labels it right. */
  readonly rightOdds: readonly number[];
  /** By true option × options + given label, where options are a scale: the share of mistakes that are expected of it. */
  readonly mistakes: readonly number[] | null;
}

/** What a customer says of the options of their tasks, in the order of the template. */
export interface SaidOfOptions {
  /** Their places on a scale; null: they are none. */
  readonly scale: readonly number[] | null;
  /** How frequent each is expected to be, summing to 1; null: nothing is said. */
  readonly expected: readonly number[] | null;
}

const nothingSaid: SaidOfOptions = { scale: null, expected: null };

export function viewOf(
  statistics: TemplateStatistics,
  { scale, expected }: SaidOfOptions = nothingSaid,
): TemplateView {
  const { options, confusion } = statistics;
  const rowTotals = Array<number>(options).fill(0);
  for (let cell = 0; cell < confusion.length; cell++)
    rowTotals[Math.floor(cell / options)]! += confusion[cell]!;
  const accuracy = crowdAccuracy(statistics);
  const mistakes = scale === null ? null : mistakesOn(scale);
  return {
    statistics,
    accuracy,
    spread: meanStrength(spreadStrengths, statistics.spread),
    rowSpread: meanStrength(rowStrengths, statistics.rowSpread),
    rowTotals,
    prior: classShares(statistics, expected).map((share) => toUnits(ln(share))),
    rightOdds: rightOddsOf({ statistics, accuracy, rowTotals, mistakes }),
    mistakes,
  };
}

/** Shares of the mistakes of each option that are expected of the others: half as many with every step between them. */
function mistakesOn(scale: readonly number[]): readonly number[] {
  return scale.flatMap((place, truth) => {
    const weights = scale.map((other, label) => (label === truth ? 0 : 1 / 2 ** Math.abs(other - place)));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}

type Crowd = Pick<TemplateView, 'statistics' | 'accuracy' | 'rowTotals' | 'mistakes'>;

/**
 * The crowd's odds of being right, by true option. A few gold tasks of a crowd that knows nothing would make its labels speak for other options,
 * by chance; so however the counts are, a label is likelier where its option is right. What a worker is found to do stands.
 */
function rightOddsOf({ statistics, accuracy, rowTotals, mistakes }: Crowd): readonly number[] {
  const { options, confusion } = statistics;
  const weight = crowdRowWeight * options * unit;
  const even = (weight * (1 - accuracy)) / (options - 1);
  const elsewhere = Array<number>(options).fill(0);
  const right = rowTotals.map((row, truth) => {
    const share = 1 / (row + weight);
    const first = truth * options;
    for (let label = 0; label < options; label++) {
      if (label === truth) continue;
      const wrong = mistakes === null ? even : weight * (1 - accuracy) * at(mistakes, first + label);
      const likelihood = ((confusion[first + label] ?? 0) + wrong) * share;
      if (likelihood > (elsewhere[label] ?? 0)) elsewhere[label] = likelihood;
    }
    return ((confusion[first + truth] ?? 0) + weight * accuracy) * share;
  });
  return elsewhere.map((most, label) => {
    const own = right[label] ?? 0;
    return Math.max(own / (1 - own), (speaksForItself * most) / (1 - most));
  });
}

/** The likelihood that the crowd gives `label` where `truth` is right, by its counts. */
function crowdLikelihood(
  { statistics, accuracy, rowTotals, mistakes }: Crowd,
  truth: number,
  label: number,
): number {
  const { options, confusion } = statistics;
  const weight = crowdRowWeight * options * unit;
  const cell = truth * options + label;
  const wrong = mistakes === null ? (1 - accuracy) / (options - 1) : (1 - accuracy) * at(mistakes, cell);
  const expected = truth === label ? accuracy : wrong;
  return (confusion[cell]! + weight * expected) / (rowTotals[truth]! + weight);
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
    const odds = at(view.rightOdds, truth) * oddsRatio;
    const wrong = 1 / (1 + odds);
    expected[truth] =
      truth === label
        ? odds * wrong
        : (wrong * crowdLikelihood(view, truth, label)) / (1 - crowdLikelihood(view, truth, truth));
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
