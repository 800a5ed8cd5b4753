import type { OverallTrust, TrustSums } from '@asg/domain';
import type { Figures } from '../records/sums.ts';

/** The figures of one row. */
export function trustOf(found: Figures, prefix = ''): TrustSums {
  const figure = (name: keyof TrustSums): number => found[`${prefix}${name}`] ?? 0;
  return {
    weightMicros: figure('weightMicros'),
    creditMicros: figure('creditMicros'),
    goldRight: figure('goldRight'),
    goldMissed: figure('goldMissed'),
    agreed: figure('agreed'),
    disagreed: figure('disagreed'),
  };
}

/** What the record over all tells: with the shares, so that all is read in one go. */
export function overallOf(found: Figures): OverallTrust {
  const shares = new Set(Object.keys(found).flatMap((name) => ofShare.exec(name)?.[1] ?? []));
  return {
    sums: trustOf(found),
    shares: new Map([...shares].map((share) => [Number(share), trustOf(found, `${share} `)])),
  };
}

/** See `shareFigures`. */
const ofShare = /^([0-9]+) /;
