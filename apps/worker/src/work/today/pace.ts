/** Items that wait behind the current one, at most and at least. */
const aheadMax = 6;
const aheadMin = 1;
/** They are asked for so many at a time, so that not every label costs a request for one. */
export const itemsAtOnce = 3;
/** Before anything is known about the worker's pace. */
const aheadAtFirst = 3;
/** How much the latest item counts in the average. */
const latestWeight = 0.3;

/** The average time per item, ms, after one more took `tookMs`; null: nothing is known yet. */
export function nextPace(paceMs: number | null, tookMs: number): number {
  return paceMs === null ? tookMs : paceMs + (tookMs - paceMs) * latestWeight;
}

/**
 * How many items to hold behind the current one: as many as can surely be done before half of their lease has passed,
 * so that none is held in vain.
 */
export function itemsAhead(paceMs: number | null, leaseMs: number): number {
  if (paceMs === null) return aheadAtFirst;
  const doable = Math.floor(leaseMs / 2 / Math.max(1, paceMs));
  return Math.min(aheadMax, Math.max(aheadMin, doable));
}

/** How many to ask for beside so many that are held; 0: not worth a request yet. */
export function itemsWanted(held: number, paceMs: number | null, leaseMs: number): number {
  const wanted = 1 + itemsAhead(paceMs, leaseMs);
  const count = wanted - held;
  return count >= Math.min(itemsAtOnce, wanted / 2) ? count : 0;
}

const lookMsMin = 5_000;
const lookMsMax = 60_000;
const lookGrowth = 1.5;

/** How long to wait before an empty queue is asked again, ms, after so many answers in a row that there is nothing. */
export function lookAgainMs(emptyAnswers: number, jitter: number): number {
  const wait = Math.min(lookMsMax, lookMsMin * lookGrowth ** Math.max(0, emptyAnswers - 1));
  return Math.round(wait * (0.9 + jitter / 5));
}
