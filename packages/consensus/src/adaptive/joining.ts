import { at } from '@asg/values/present';
import { joinedCalibration } from './calibration.ts';
import type { PolicyComparison } from './policy-comparison.ts';
import type { Forecasts } from './reliability.ts';
import type { TemplateStatistics, WorkerStatistics } from './statistics.ts';

/** Two records of the same template, everybody's and a customer's own, as one: all that they count is added up. */
export function joinedStatistics(one: TemplateStatistics, other: TemplateStatistics): TemplateStatistics {
  return {
    options: one.options,
    tasks: one.tasks + other.tasks,
    classes: sums(one.classes, other.classes),
    confusion: sums(one.confusion, other.confusion),
    agreed: one.agreed + other.agreed,
    counted: one.counted + other.counted,
    spread: fromBest(sums(one.spread, other.spread)),
    rowSpread: fromBest(sums(one.rowSpread, other.rowSpread)),
    calibration: joinedCalibration(one.calibration, other.calibration),
    rivalry: joinedComparison(one.rivalry, other.rivalry),
  };
}

export function joinedForecasts(one: Forecasts, other: Forecasts): Forecasts {
  return {
    checked: sums(one.checked, other.checked),
    confidence: sums(one.confidence, other.confidence),
    right: sums(one.right, other.right),
  };
}

/** Two records of the same worker and template as one. */
export function joinedWorker(one: WorkerStatistics, other: WorkerStatistics): WorkerStatistics {
  if (other.counted === 0) return one;
  if (one.counted === 0) return other;
  return {
    agreed: one.agreed + other.agreed,
    counted: one.counted + other.counted,
    cells: joinedCells(one.cells, other.cells),
  };
}

/** Both are in rising order of the cells, so they are merged in one pass. */
function joinedCells(one: readonly number[], other: readonly number[]): readonly number[] {
  const merged: number[] = [];
  let next = 0;
  for (let i = 0; i < one.length; i += 2) {
    const cell = at(one, i);
    let count = at(one, i + 1);
    for (; next < other.length && at(other, next) <= cell; next += 2) {
      if (at(other, next) === cell) count += at(other, next + 1);
      else merged.push(at(other, next), at(other, next + 1));
    }
    merged.push(cell, count);
  }
  return [...merged, ...other.slice(next)];
}

/** Log-likelihoods of which the best is 0. */
export function fromBest(logs: readonly number[]): readonly number[] {
  const best = Math.max(...logs);
  return logs.map((log) => log - best);
}

function joinedComparison(one: PolicyComparison, other: PolicyComparison): PolicyComparison {
  return {
    compared: one.compared + other.compared,
    thresholdRight: one.thresholdRight + other.thresholdRight,
    onlyAdaptiveRight: one.onlyAdaptiveRight + other.onlyAdaptiveRight,
    onlyThresholdRight: one.onlyThresholdRight + other.onlyThresholdRight,
  };
}

/** Place by place. */
export function sums(counts: readonly number[], more: readonly number[]): number[] {
  const added = [...counts];
  for (let i = 0; i < added.length; i++) added[i] = at(added, i) + at(more, i);
  return added;
}
