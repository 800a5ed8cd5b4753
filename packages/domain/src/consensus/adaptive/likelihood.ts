import { ln, toUnits, unit } from './arithmetic.ts';
import {
  accuracyGivenStrength,
  classShares,
  crowdAccuracy,
  rowStrengths,
  spreadStrengths,
  strengthOf,
  type TemplateStatistics,
  type WorkerStatistics,
} from './statistics.ts';

/** No label rules an option out, and none proves it. */
const likelihoodMin = 1e-4;
/** Labels, for each option, that the belief in even confusions weighs in a row of the crowd's matrix. */
const crowdRowWeight = 6;

/** What of a template does not depend on the label: worked out once for each state of it. */
export interface TemplateView {
  readonly statistics: TemplateStatistics;
  readonly accuracy: number;
  /** Labels: pull of a worker's accuracy towards the crowd's. */
  readonly spread: number;
  /** Labels: pull of a row of a worker's matrix towards what the accuracy alone says. */
  readonly rowSpread: number;
  /** Labels by true option, in 1/65536. */
  readonly rowTotals: readonly number[];
  /** Log share of each option before any label, in 1/65536. */
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
    spread: strengthOf(spreadStrengths, statistics.spread),
    rowSpread: strengthOf(rowStrengths, statistics.rowSpread),
    rowTotals,
    prior: classShares(statistics).map((share) => toUnits(ln(share))),
  };
}

/** The crowd's chance of giving `label` where `truth` is right. */
function crowdChance(
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

/** What a label says of the worker's matrix, for each true option. */
export interface LabelEvidence {
  /** The chance of the label that the worker's accuracy and the crowd's confusions give. */
  readonly expected: readonly number[];
  /** The worker's own counts, in 1/65536: of this label, and of all. */
  readonly column: readonly number[];
  readonly rows: readonly number[];
}

export function evidenceOf(view: TemplateView, worker: WorkerStatistics, label: number): LabelEvidence {
  const { options } = view.statistics;
  const own = accuracyGivenStrength(worker, view.accuracy, view.spread);
  // How far the worker's odds of being right are from the crowd's, whatever the option.
  const oddsRatio = (own / (1 - own)) * ((1 - view.accuracy) / view.accuracy);
  const expected = Array<number>(options);
  for (let truth = 0; truth < options; truth++) {
    const crowdRight = crowdChance(view, truth, truth);
    const odds = (crowdRight / (1 - crowdRight)) * oddsRatio;
    const right = odds / (1 + odds);
    expected[truth] =
      truth === label ? right : ((1 - right) * crowdChance(view, truth, label)) / (1 - crowdRight);
  }
  return { expected, ...countsOf(worker.cells, options, label) };
}

/**
 * The log chance, in 1/65536, that this worker gives `label` where each option is right: the Dirichlet mean of the
 * worker's row, whose prior is the crowd's row moved to the worker's accuracy. Work grows with the options and the
 * worker's cells, both bounded.
 */
export function likelihoodColumn(
  view: TemplateView,
  worker: WorkerStatistics,
  label: number,
): readonly number[] {
  const { expected, column, rows } = evidenceOf(view, worker, label);
  const weight = view.rowSpread * unit;
  const logs = [...expected];
  for (let truth = 0; truth < logs.length; truth++) {
    const mean = (column[truth]! + weight * expected[truth]!) / (rows[truth]! + weight);
    logs[truth] = toUnits(ln(Math.max(likelihoodMin, mean)));
  }
  return logs;
}
