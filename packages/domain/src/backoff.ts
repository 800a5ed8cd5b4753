/** How the pauses between tries grow. */
export interface Backoff {
  /** After the first failure, ms. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** How much longer each further pause is. Default: twice as long. */
  readonly growth?: number;
  /** The largest part of a pause that chance takes off, 0 to 1, so that not all come back at once. Default: none. */
  readonly jitter?: number;
}

/** The pause after so many failures in a row, from 1, in ms. `chance` is from 0 to 1. */
export function backoffMs(
  { firstMs, maxMs, growth = 2, jitter = 0 }: Backoff,
  failures: number,
  chance = 0,
): number {
  return Math.min(maxMs, firstMs * growth ** (failures - 1)) * (1 - jitter * chance);
}
