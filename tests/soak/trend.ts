/** Of the samples, at the beginning: caches fill, and code is compiled. */
const warmUpShare = 0.25;
/** One-sided, of the normal distribution: a series without a trend exceeds it once in a hundred. */
const surelyRising = 2.326;

/** What may be flat or grow. */
export interface Bound {
  /** Of the median: growth below it, from the end of the warm-up to the last sample, is none. */
  readonly share: number;
  /** So is growth below this, in the unit of the series. */
  readonly free: number;
}

export interface Trend {
  readonly median: number;
  /** From the end of the warm-up to the last sample, by the median of all slopes between two samples (Theil and Sen). */
  readonly growth: number;
  /** How surely it rises at all, in standard deviations (Mann and Kendall). */
  readonly z: number;
  readonly flat: boolean;
}

/** Whether a series of equally distant samples is flat after its warm-up. Throws where fewer than four are left. */
export function trendOf(series: readonly number[], { share, free }: Bound): Trend {
  const kept = series.slice(Math.ceil(series.length * warmUpShare));
  const n = kept.length;
  if (n < 4) throw new RangeError(`${n} samples after the warm-up: at least 4 tell a trend`);
  const slopes: number[] = [];
  let signs = 0;
  for (const [i, early] of kept.entries())
    for (const [further, late] of kept.slice(i + 1).entries()) {
      slopes.push((late - early) / (further + 1));
      signs += Math.sign(late - early);
    }
  const z = (signs - Math.sign(signs)) / Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const median = medianOf(kept);
  const growth = medianOf(slopes) * (n - 1);
  const isMuch = growth > Math.max(free, share * Math.abs(median));
  return { median, growth, z, flat: !(isMuch && z > surelyRising) };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}
