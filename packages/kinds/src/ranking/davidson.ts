import { softmax, toUnits } from '@asg/consensus';

/**
 * Chances that the first of two items is found better, the second, or neither: Bradley and Terry 1952, with ties by Davidson 1970. `lead`: by
 * how much the first one's score is above the second's; `tie`: the logarithm of the tie's weight, or null where there are none.
 */
export function verdictChances(lead: number, tie: number | null): readonly number[] {
  const logs = tie === null ? [lead / 2, -lead / 2] : [lead / 2, -lead / 2, tie];
  return softmax(logs.map(toUnits));
}

/** Slope of the log chance of each verdict by the lead, less the mean slope. */
const slopes = [1 / 2, -1 / 2, 0];

/** How the log chance of a verdict changes with the lead: its slope, and the curvature, which all verdicts share. */
export function verdictSlopes(chances: readonly number[]): {
  readonly slopes: readonly number[];
  readonly curvature: number;
} {
  const [first = 0, second = 0] = chances;
  const mean = (first - second) / 2;
  return { slopes: slopes.map((slope) => slope - mean), curvature: (first + second) / 4 - mean * mean };
}
