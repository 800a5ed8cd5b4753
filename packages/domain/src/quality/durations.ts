/** Buckets of a histogram of durations: each reaches to 2^(1/8), about 1.0905, times the one before. */
const perDoubling = 8;
const firstMs = 125;
/** Reaches to a good year; longer ones are counted in it. */
const bucketMax = 28 * perDoubling;

/** The bucket of a duration in ms; the first is for up to 0.125 s. */
export function durationBucket(ms: number): number {
  if (ms <= firstMs) return 0;
  return Math.min(bucketMax, Math.ceil(perDoubling * Math.log2(ms / firstMs)));
}

/**
 * The duration in seconds that the given share (0 to 1) of those counted is not above: the upper end of a bucket, so
 * at most 9.1 % above the real one. Null where there is none. `counts` is in the order of the buckets.
 */
export function durationQuantile(
  counts: readonly { readonly bucket: number; readonly count: number }[],
  share: number,
): number | null {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  let left = Math.max(1, Math.ceil(share * total));
  for (const { bucket, count } of counts) {
    left -= count;
    if (left <= 0) return Math.round(firstMs * 2 ** (bucket / perDoubling)) / 1000;
  }
  return null;
}
