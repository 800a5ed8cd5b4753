import { backoffMs } from '@asg/domain/backoff';
import { fraction, type Random } from '@asg/runtime';

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
  const gaps = { firstMs: baseMs, maxMs: gapMsMax, growth, jitter: jitterShare };
  return Math.round(backoffMs(gaps, tries, tries <= exactGaps ? 0 : fraction(random)));
}
