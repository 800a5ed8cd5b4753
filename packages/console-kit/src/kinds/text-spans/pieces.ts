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
  /** Who marked it, by their number. */
  readonly by: readonly number[];
}

/** Pieces that are one span of the consensus, or none of it. */
export interface Run {
  readonly decided: Piece['decided'];
  readonly pieces: readonly Piece[];
}

export function runsOf(pieces: readonly Piece[]): readonly Run[] {
  const runs: { decided: Piece['decided']; pieces: Piece[] }[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last !== undefined && last.decided?.at === piece.decided?.at) last.pieces.push(piece);
    else runs.push({ decided: piece.decided, pieces: [piece] });
  }
  return runs;
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
