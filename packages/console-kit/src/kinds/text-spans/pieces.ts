import type { Mark } from '../marks/marks.ts';

/** A text's code points, by which spans count. */
export const pointsOf = (text: string): readonly string[] => Array.from(text);

/** Those from the one to the other, as a text. */
export const pieceOf = (points: readonly string[], [start = 0, end = 0]: readonly number[]): string =>
  points.slice(start, end).join('');

/** Of whom a span is; null: of the consensus. */
export interface Layer {
  readonly of: number | null;
  readonly marks: readonly Mark[];
}

export interface Piece {
  readonly start: number;
  readonly text: string;
  /** What is decided of it, with its place in the consensus. */
  readonly decided: { readonly at: number; readonly mark: Mark } | null;
  /** Whether it is the last piece of what is decided. */
  readonly isEnd: boolean;
  /** Who marked it, by their number. */
  readonly by: readonly number[];
}

/** A text cut wherever any span starts or ends: pieces that together are the whole text. */
export function piecesOf(points: readonly string[], layers: readonly Layer[]): readonly Piece[] {
  const inside = (n: number): boolean => n > 0 && n < points.length;
  const cuts = new Set([0, ...layers.flatMap(({ marks }) => marks.flatMap(({ at }) => at)).filter(inside)]);
  const starts = [...cuts].sort((one, other) => one - other);
  const covers = layers.map((layer) => ({ ...layer, spans: coverOf(layer.marks, points.length) }));
  if (points.length === 0) return [];
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? points.length;
    const here = covers.flatMap(({ of, marks, spans }) => {
      const at = spans.get(start);
      const mark = at === undefined ? undefined : marks[at];
      return at === undefined || mark === undefined ? [] : [{ of, at, mark }];
    });
    const decided = here.find(({ of }) => of === null) ?? null;
    return {
      start,
      text: pieceOf(points, [start, end]),
      decided: decided === null ? null : { at: decided.at, mark: decided.mark },
      isEnd: decided !== null && Math.min(decided.mark.at[1] ?? 0, points.length) === end,
      by: here.flatMap(({ of }) => of ?? []),
    };
  });
}

/** Of each code point, which span it is in. */
function coverOf(marks: readonly Mark[], length: number): ReadonlyMap<number, number> {
  const cover = new Map<number, number>();
  for (const [
    i,
    {
      at: [start = 0, end = 0],
    },
  ] of marks.entries())
    for (let point = Math.max(0, start); point < Math.min(end, length); point++) cover.set(point, i);
  return cover;
}
