import { at } from '@asg/values/present';
import { verdictChances, verdictSlopes } from './davidson.ts';
import type { Fit } from './fit.ts';
import type { Judged } from './judgement.ts';
import { responsibility } from './workers.ts';

/**
 * Standard errors of the scores, each against the mean of all, by the observed information (the curvature of the log likelihood where it is
 * highest), workers taken as known. Work grows with the cube of the items.
 */
export function standardErrors(judged: Judged, fit: Fit): readonly number[] {
  const covariance = inverse(informationMatrix(judged, fit));
  const size = covariance.length;
  const means = covariance.map((row) => row.reduce((sum, one) => sum + one, 0) / size);
  const mean = means.reduce((sum, one) => sum + one, 0) / size;
  return covariance.map((row, i) => squareRoot(Math.max(0, at(row, i) - 2 * at(means, i) + mean)));
}

function informationMatrix(
  { items, pairs, judgements }: Judged,
  { scores, tie, mixes, variance }: Fit,
): number[][] {
  const known = pairs.map(({ first, second }) => {
    const chances = verdictChances(at(scores, first) - at(scores, second), tie);
    return { chances, ...verdictSlopes(chances) };
  });
  const ofPairs = pairs.map(() => 0);
  for (const judgement of judgements) {
    const { chances, slopes, curvature } = at(known, judgement.pair);
    const { verdict, worker, pair } = judgement;
    const { honest, inverted } = responsibility(judgement, chances, at(mixes, worker));
    const [own, other] = [at(slopes, verdict), at(slopes, verdict === 2 ? 2 : 1 - verdict)];
    // First and second derivative of the chance by the lead, over the chance.
    const slope = honest * own + inverted * other;
    const bend = honest * (own * own - curvature) + inverted * (other * other - curvature);
    ofPairs[pair] = at(ofPairs, pair) + slope * slope - bend;
  }
  const matrix = items.map((_, i) => items.map((__, j) => (i === j ? 1 / variance : 0)));
  for (const [pair, { first, second }] of pairs.entries()) {
    // Surprises can bend a pair the other way; it then tells nothing.
    const information = Math.max(0, at(ofPairs, pair));
    add(matrix, first, first, information);
    add(matrix, second, second, information);
    add(matrix, first, second, -information);
    add(matrix, second, first, -information);
  }
  return matrix;
}

function add(matrix: readonly number[][], i: number, j: number, value: number): void {
  const row = at(matrix, i);
  row[j] = at(row, j) + value;
}

/** The inverse of a symmetric matrix whose diagonal outweighs the rest of each row (Gauss and Jordan, no pivots needed). */
function inverse(matrix: readonly number[][]): readonly (readonly number[])[] {
  const rows = matrix.map((row) => [...row]);
  for (const [k, pivotRow] of rows.entries()) {
    const pivot = at(pivotRow, k);
    for (const [i, row] of rows.entries()) {
      if (i === k) continue;
      const factor = at(row, k) / pivot;
      if (factor === 0) continue;
      for (const [j, value] of pivotRow.entries()) if (j !== k) row[j] = at(row, j) - factor * value;
      row[k] = -factor;
    }
    for (const [j, value] of pivotRow.entries()) if (j !== k) pivotRow[j] = value / pivot;
    pivotRow[k] = 1 / pivot;
  }
  return rows;
}

const newtonSteps = 40;

/** By Newton's method: + - × ÷ alone, as everything that is to be the same everywhere. */
function squareRoot(value: number): number {
  if (value === 0) return 0;
  let root = Math.max(value, 1);
  for (let i = 0; i < newtonSteps; i++) root = (root + value / root) / 2;
  return root;
}
