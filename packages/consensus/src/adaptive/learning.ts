import { ln, softmax, toUnits, unit } from './arithmetic.ts';
import { fromBest, sums } from './joining.ts';
import { dirichletTermsOf, type TemplateView } from './likelihood.ts';
import { logPosterior, type WeighedLabel } from './policy.ts';
import {
  accuracyGivenStrength,
  rowStrengths,
  spreadStrengths,
  type TemplateStatistics,
  type WorkerStatistics,
} from './statistics.ts';

/** A decision can be wrong: workers are judged by the posterior mixed with this share of the prior. */
const priorShare = 0.1;
/** The same where something beside the labels speaks for an option too, at least twice as likely there as anywhere else. */
const priorShareBeside = 0.05;
const speaksFrom = toUnits(ln(2));
/**
 * The posterior counts to this power: halves of a split vote, counted as they are, wear down the row of a rare option until
 * no label supports it any more.
 */
const sharpness = 1.5;
/** One label says nothing about who gave it. */
const labelsMin = 2;
/** Smaller shares of a label are not kept: they keep matrices sparse. */
const shareMin = 0.01;
/** Labels after which a worker's counts are halved: who changes is judged by what they do now. */
const workerLabelsMax = 300;
/** Tasks after which a template's counts are halved. */
const templateTasksMax = 1000;
/** Cells kept for a worker and template. */
const cellsMax = 128;
/** Less likely truths say nothing about how alike workers' rows are. */
const rowShareMin = 0.05;
/** Labels before which a worker says nothing about how alike workers' rows are. */
const rowLabelsMin = 2;

/** A closed task: its labels, each with the statistics of its worker. */
export interface ClosedTask {
  readonly labels: readonly (WeighedLabel & { readonly worker: WorkerStatistics })[];
  /** The truth where it is known (gold), else null. */
  readonly truth: number | null;
  /** What is known of it beside its labels: log-likelihoods of the options, in 1/65536, up to a constant. */
  readonly beside?: readonly (readonly number[])[];
  /** A gold task: chosen to measure workers, so it does not count in how frequent its truth is. */
  readonly isProbe?: boolean;
}

export interface Learned {
  readonly template: TemplateStatistics;
  /** In the order of the labels. */
  readonly workers: readonly WorkerStatistics[];
}

/** What one closed task adds to what is known of its template and workers; counts in 1/65536. */
export interface Lesson {
  readonly tasks: number;
  readonly classes: readonly number[];
  /** Pairs of a cell (true option × options + given label) and what is added to it. */
  readonly confusion: readonly number[];
  readonly agreed: number;
  readonly counted: number;
  /** Log-likelihoods, under each strength. */
  readonly spread: readonly number[];
  readonly rowSpread: readonly number[];
  /** How far each option counts as the truth, for the workers. */
  readonly weights: readonly number[];
  /** Of each label, in order: the option, and how far it was right; none where nothing was learnt of who gave them. */
  readonly labels: readonly { readonly option: number; readonly right: number }[];
}

/**
 * What a closed task teaches, by what was known of template and workers before; each worker is counted once, the order of the
 * labels does not matter. Work grows with labels × options.
 */
export function lessonOf(
  view: TemplateView,
  { labels, truth, beside = [], isProbe = false }: ClosedTask,
): Lesson {
  const { options } = view.statistics;
  const known = beside.map((column) => ({ column }));
  const logs = logPosterior(view.prior, [...labels, ...known]);
  const sharp =
    truth === null ? softmax(logs.map((log) => Math.round(log * sharpness))) : oneAt(truth, options);
  const ofTask = {
    tasks: isProbe ? 0 : unit,
    classes: isProbe ? Array<number>(options).fill(0) : sharp.map(toUnits),
  };
  if (truth === null && labels.length + beside.length < labelsMin) return { ...noLesson(), ...ofTask };
  const prior = softmax(view.prior);
  const even = beside.some(speaks) ? priorShareBeside : priorShare;
  const withPrior = (shares: readonly number[]): readonly number[] =>
    truth === null ? shares.map((share, i) => (1 - even) * share + even * prior[i]!) : shares;
  const shares = withPrior(truth === null ? softmax(logs) : sharp);
  const weights = withPrior(sharp).map(toUnits);
  const { confusion, spread, rowSpread } = noLesson();
  let agreed = 0;
  for (const { option, worker } of labels) {
    agreed += toUnits(shares[option]!);
    weights.forEach((weight, right) => {
      if (weight >= shareMin * unit) confusion.push(right * options + option, weight);
    });
    addSpreadLikelihoods(spread, view, worker, shares[option]!);
    if (worker.counted >= rowLabelsMin * unit) addRowLikelihoods(rowSpread, view, worker, option, shares);
  }
  return {
    ...ofTask,
    confusion,
    agreed,
    counted: labels.length * unit,
    spread,
    rowSpread,
    weights,
    labels: labels.map(({ option }) => ({ option, right: toUnits(shares[option]!) })),
  };
}

/** Whether what is known beside the labels, in log-likelihoods, is for one option. */
function speaks(column: readonly number[]): boolean {
  const [best = 0, second = 0] = [...column].sort((a, b) => b - a);
  return best - second >= speaksFrom;
}

/** The statistics of a template with one more lesson. */
export function taughtTemplate(template: TemplateStatistics, lesson: Lesson): TemplateStatistics {
  return bounded({
    ...template,
    tasks: template.tasks + lesson.tasks,
    classes: sums(template.classes, lesson.classes),
    confusion: withPairs(template.confusion, lesson.confusion),
    agreed: template.agreed + lesson.agreed,
    counted: template.counted + lesson.counted,
    spread: fromBest(sums(template.spread, lesson.spread)),
    rowSpread: fromBest(sums(template.rowSpread, lesson.rowSpread)),
  });
}

/** The statistics of the worker who gave the label at this place, with one more lesson. */
export function taughtWorker(
  worker: WorkerStatistics,
  { labels, weights }: Lesson,
  place: number,
): WorkerStatistics {
  const label = labels[place];
  return label === undefined ? worker : workerWith(worker, label.option, weights, label.right);
}

/** The statistics of template and workers after one more closed task, where one record of each is all that is known. */
export function learnFrom(view: TemplateView, closed: ClosedTask): Learned {
  const lesson = lessonOf(view, closed);
  return {
    template: taughtTemplate(view.statistics, lesson),
    workers: closed.labels.map(({ worker }, place) => taughtWorker(worker, lesson, place)),
  };
}

function noLesson() {
  const confusion: number[] = [];
  return {
    confusion,
    agreed: 0,
    counted: 0,
    spread: spreadStrengths.map(() => 0),
    rowSpread: rowStrengths.map(() => 0),
    weights: [],
    labels: [],
  };
}

function withPairs(cells: readonly number[], pairs: readonly number[]): readonly number[] {
  const added = [...cells];
  for (let i = 0; i < pairs.length; i += 2) added[pairs[i]!]! += pairs[i + 1] ?? 0;
  return added;
}

function oneAt(truth: number, options: number): number[] {
  return Array.from({ length: options }, (_, option) => (option === truth ? 1 : 0));
}

/** Adds the log-likelihood, under each strength, of the label being right (the marginal likelihood of a beta-binomial, in steps). */
function addSpreadLikelihoods(
  logs: number[],
  view: TemplateView,
  worker: WorkerStatistics,
  right: number,
): void {
  spreadStrengths.forEach((strength, i) => {
    const accuracy = accuracyGivenStrength(worker, view.accuracy, strength);
    logs[i]! += toUnits(right * ln(accuracy) + (1 - right) * ln(1 - accuracy));
  });
}

/** Adds the log-likelihood of the label itself under each strength of the rows. */
function addRowLikelihoods(
  logs: number[],
  view: TemplateView,
  worker: WorkerStatistics,
  label: number,
  shares: readonly number[],
): void {
  const { expected, column, rows } = dirichletTermsOf(view, worker, label);
  for (let truth = 0; truth < shares.length; truth++) {
    const share = shares[truth]!;
    if (share < rowShareMin) continue;
    for (let i = 0; i < rowStrengths.length; i++) {
      const weight = rowStrengths[i]! * unit;
      logs[i]! += toUnits(share * ln((column[truth]! + weight * expected[truth]!) / (rows[truth]! + weight)));
    }
  }
}

/** Halves what is old: sizes stay bounded, and the crowd of today counts. */
function bounded(template: TemplateStatistics): TemplateStatistics {
  if (template.tasks <= templateTasksMax * unit) return template;
  return {
    ...template,
    tasks: half(template.tasks),
    classes: template.classes.map(half),
    confusion: template.confusion.map(half),
    agreed: half(template.agreed),
    counted: half(template.counted),
    spread: template.spread.map(half),
    rowSpread: template.rowSpread.map(half),
    ...(template.shares === undefined ? {} : { shares: template.shares.map(half) }),
  };
}

const half = (count: number): number => Math.trunc(count / 2);

function workerWith(
  worker: WorkerStatistics,
  label: number,
  weights: readonly number[],
  right: number,
): WorkerStatistics {
  const agreed = worker.agreed + right;
  const counted = worker.counted + unit;
  const cells = cellsWith(worker.cells, label, weights);
  if (counted <= workerLabelsMax * unit) return { ...worker, agreed, counted, cells };
  const kept = cells.map((value, i) => (i % 2 === 0 ? value : half(value)));
  return {
    agreed: half(agreed),
    counted: half(counted),
    cells: kept,
    ...(worker.shares === undefined ? {} : { shares: worker.shares.map(half) }),
  };
}

/** The cells with the label counted in its column: both are in rising order, so they are merged in one pass. */
export function cellsWith(
  cells: readonly number[],
  label: number,
  weights: readonly number[],
): readonly number[] {
  const options = weights.length;
  const merged: number[] = [];
  let next = 0;
  for (let truth = 0; truth < options; truth++) {
    const weight = weights[truth]!;
    if (weight < shareMin * unit) continue;
    const cell = truth * options + label;
    while (next < cells.length && cells[next]! < cell) merged.push(cells[next++]!, cells[next++]!);
    const isKnown = cells[next] === cell;
    merged.push(cell, weight + (isKnown ? cells[next + 1]! : 0));
    if (isKnown) next += 2;
  }
  while (next < cells.length) merged.push(cells[next++]!);
  return merged.length <= 2 * cellsMax ? merged : strongest(merged);
}

/** The largest `cellsMax` cells, by rising cell. */
function strongest(cells: readonly number[]): readonly number[] {
  const pairs = Array.from(
    { length: cells.length / 2 },
    (_, i) => [cells[2 * i]!, cells[2 * i + 1]!] as const,
  );
  const largest = pairs.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, cellsMax);
  return largest.sort((a, b) => a[0] - b[0]).flat();
}
