import { at } from '@asg/values/present';

/** Ranks, of equal values the mean one. */
function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same - 1) / 2;
  });
}

/** Spearman's rho. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [ranksOf(one), ranksOf(other)];
  const mean = (one.length - 1) / 2;
  let [both, first, second] = [0, 0, 0];
  for (const [i, rank] of a.entries()) {
    const [x, y] = [rank - mean, at(b, i) - mean];
    both += x * y;
    first += x * x;
    second += y * y;
  }
  return both / Math.sqrt(first * second);
}

/** The Jaccard index of two sets; two empty ones are the same. */
export function jaccard(one: readonly string[], other: readonly string[]): number {
  const both = one.filter((option) => other.includes(option)).length;
  const either = one.length + other.length - both;
  return either === 0 ? 1 : both / either;
}
