import type { Weighed } from '../marks/weights.ts';
import type { Span, Spans } from './parse.ts';

/** Where more than half of the weight says that a span begins or ends; else where the stretch itself does. */
function mostVoted(votes: readonly Weighed[], own: number): number {
  const sums = new Map<number, number>();
  let all = 0;
  for (const { value, weight } of votes) {
    sums.set(value, (sums.get(value) ?? 0) + weight);
    all += weight;
  }
  for (const [value, sum] of sums) if (2 * sum > all) return value;
  return own;
}

/** The stretch that is marked, with the boundaries that those voted for who marked it, between these places. */
export function withVotedBoundaries(
  run: Span,
  given: readonly Spans[],
  weights: readonly number[],
  [from, to]: readonly [from: number, to: number],
): Span {
  const votes = given.flatMap((spans, worker) => {
    const own = nearestTo(run, spans);
    return own === null ? [] : [{ own, weight: weights[worker] ?? 1 }];
  });
  if (votes.length === 0) return run;
  const voted = (of: (span: Span) => number): number => {
    const ofAll = votes.map(({ own, weight }) => ({ value: of(own), weight }));
    return Math.min(to, Math.max(from, mostVoted(ofAll, of(run))));
  };
  const [start, end] = [voted((span) => span.start), voted((span) => span.end)];
  // Never beside the stretch itself.
  return start < run.end && end > run.start && start < end ? { ...run, start, end } : run;
}

/** Of a label's spans that which shares most with the stretch; of equal ones the first. */
function nearestTo({ start, end, label }: Span, spans: Spans): Span | null {
  let [best, most]: [Span | null, number] = [null, 0];
  // By start: those that end before the stretch are passed by halving.
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((spans[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < spans.length; i++) {
    const span = spans[i];
    if (span === undefined || span.start >= end) break;
    const shared = Math.min(end, span.end) - Math.max(start, span.start);
    if (span.label === label && shared > most) [best, most] = [span, shared];
  }
  return best;
}

/** Whether, by weight, most of those who marked both sides alike begin a span there. */
export function isCut(
  place: number,
  label: string,
  given: readonly Spans[],
  weights: readonly number[],
): boolean {
  let [cut, whole] = [0, 0];
  for (const [worker, spans] of given.entries()) {
    const over = nearestTo({ start: place - 1, end: place, label }, spans);
    const next = nearestTo({ start: place, end: place + 1, label }, spans);
    if (over === null || next === null) continue;
    if (over === next) whole += weights[worker] ?? 1;
    else cut += weights[worker] ?? 1;
  }
  return cut > whole;
}
