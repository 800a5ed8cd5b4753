import type { Random } from '@asg/runtime';

export interface RetrySchedule {
  /** Tries before a delivery is given up. */
  readonly attemptsMax: number;
  /** The first gap, ms; each further one is four times as long. */
  readonly baseMs: number;
}

const growth = 4;
const exactGaps = 3;
const gapMsMax = 3_600_000;
/** The later gaps are shortened by up to this share, so that receivers that come back are not met by all at once. */
const jitterShare = 0.2;

/** The pause after so many failed tries, ms: the first three exact, then with jitter, at most an hour. */
export function retryGapMs(tries: number, { baseMs }: RetrySchedule, random: Random): number {
  const gapMs = Math.min(gapMsMax, baseMs * growth ** (tries - 1));
  if (tries <= exactGaps) return gapMs;
  const luck = Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
  return Math.round(gapMs * (1 - jitterShare * luck));
}
