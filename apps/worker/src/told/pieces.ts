import type { Range } from '../marking/spans/steps.ts';

/** Letters that are of the same marks, and which these are, by their places; -1: none. */
export interface Piece extends Range {
  readonly own: number;
  readonly decided: number;
}

/** The mark that goes on at each place, of marks in their order that do not overlap. */
function placesOf(marks: readonly Range[]): (at: number) => number {
  let next = 0;
  return (at) => {
    while ((marks[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next++;
    return (marks[next]?.from ?? Number.POSITIVE_INFINITY) <= at ? next : -1;
  };
}

/** All of the text, cut where a mark begins or ends. */
export function piecesOf(length: number, own: readonly Range[], decided: readonly Range[]): readonly Piece[] {
  const cuts = new Set([0, length]);
  for (const { from, to } of [...own, ...decided])
    for (const cut of [from, to]) if (cut > 0 && cut < length) cuts.add(cut);
  const sorted = [...cuts].sort((a, b) => a - b);
  const ownAt = placesOf(own);
  const decidedAt = placesOf(decided);
  return sorted.slice(1).flatMap((to, i) => {
    const from = sorted[i] ?? 0;
    return [{ from, to, own: ownAt(from), decided: decidedAt(from) }];
  });
}
