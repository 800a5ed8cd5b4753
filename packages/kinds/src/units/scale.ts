import { ln, type TemplateView, toUnits, unit, type WorkerStatistics } from '@asg/consensus';
import { at } from '@asg/values/present';

/**
 * How far labels on a scale are from the truth, whatever the truth: a share for each offset, from all steps below to all above. Beyond an end of
 * the scale labels are at its end. So a worker is known after few labels, and the ends of the scale draw no labels to them.
 */
export type Offsets = readonly number[];

/** Labels that what is expected beforehand weighs against the crowd's. */
const crowdWeight = 100;
/** No label rules a step out, and none proves it. */
const likelihoodMin = 1e-4;
/** Of what is expected beforehand, the part that is not the truth or near it, but anything. */
const anything = 0.05;
/** Offsets are more than one accuracy: the crowd's pull a worker's so many times as they pull that. */
const spreadTimes = 3;
/** Rounds in which labels at an end are shared out among the offsets that lead there. */
const sharingRounds = 2;

/** Half of the labels right, and half as many with every step away. */
function expectedOffsets(steps: number): Offsets {
  const weights = Array.from({ length: 2 * steps - 1 }, (_, i) => 1 / 2 ** Math.abs(i - steps + 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (1 - anything) * (weight / sum) + anything / weights.length);
}

/** What is known of the crowd's offsets. */
export function crowdOffsets({ statistics }: TemplateView): Offsets {
  const { options: steps, confusion } = statistics;
  const expected = expectedOffsets(steps);
  let offsets = expected;
  for (let round = 0; round < sharingRounds; round++)
    offsets = pulled(counted([...confusion.entries()], steps, offsets), expected, crowdWeight);
  return offsets;
}

/**
 * Log-likelihoods, in 1/65536, that this worker gives the label where each step is right: the mean of a row of the worker's matrix, whose
 * prior is what their offsets say. Who always says the same has rows that are alike, so that it tells nothing. `crowd`: its offsets.
 */
export function scaleLogLikelihoods(
  { statistics, spread, rowSpread }: TemplateView,
  crowd: Offsets,
  { cells }: WorkerStatistics,
  label: number,
): readonly number[] {
  const { options: steps } = statistics;
  const pairs = Array.from(
    { length: cells.length / 2 },
    (_, i) => [at(cells, 2 * i), at(cells, 2 * i + 1)] as const,
  );
  const own = pulled(counted(pairs, steps, crowd), crowd, spreadTimes * spread);
  const column = Array<number>(steps).fill(0);
  const rows = Array<number>(steps).fill(0);
  for (const [cell, count] of pairs) {
    const truth = Math.floor(cell / steps);
    rows[truth] = at(rows, truth) + count;
    if (cell % steps === label) column[truth] = at(column, truth) + count;
  }
  const weight = rowSpread * unit;
  return rows.map((row, truth) => {
    const expected = reached(own, truth, label, steps);
    const mean = (at(column, truth) + weight * expected) / (row + weight);
    return toUnits(ln(Math.max(likelihoodMin, mean)));
  });
}

/** The same by what is known of the crowd now. */
export const onScale = (view: TemplateView, worker: WorkerStatistics, label: number): readonly number[] =>
  scaleLogLikelihoods(view, crowdOffsets(view), worker, label);

/** The share of offsets that lead from the truth to the label. */
function reached(offsets: Offsets, truth: number, label: number, steps: number): number {
  const [first, last] = reach(truth, label, steps);
  let share = 0;
  for (let offset = first; offset <= last; offset++) share += at(offsets, offset);
  return share;
}

/** The places of the offsets that lead from the truth to the label. */
function reach(truth: number, label: number, steps: number): readonly [first: number, last: number] {
  const place = label - truth + steps - 1;
  return [label === 0 ? 0 : place, label === steps - 1 ? 2 * steps - 2 : place];
}

/** Counts of offsets, in 1/65536, of cells (true step × steps + label) with their counts. */
function counted(
  cells: readonly (readonly [number, number])[],
  steps: number,
  shares: Offsets,
): readonly number[] {
  const counts = shares.map(() => 0);
  for (const [cell, count] of cells) {
    if (count === 0) continue;
    const [truth, label] = [Math.floor(cell / steps), cell % steps];
    const [first, last] = reach(truth, label, steps);
    const all = reached(shares, truth, label, steps);
    for (let offset = first; offset <= last; offset++)
      counts[offset] = at(counts, offset) + (count * at(shares, offset)) / all;
  }
  return counts;
}

function pulled(counts: readonly number[], towards: Offsets, labels: number): Offsets {
  const weight = labels * unit;
  const sum = counts.reduce((all, count) => all + count, weight);
  return counts.map((count, i) => (count + weight * at(towards, i)) / sum);
}
