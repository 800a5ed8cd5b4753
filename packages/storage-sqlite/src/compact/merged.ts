/** Two sorted lists as one, of `limit` at most: rows of before stand under another key than new ones. */
export function merged<Row>(
  earlier: readonly Row[],
  later: readonly Row[],
  compare: (a: Row, b: Row) => number,
  limit: number,
): readonly Row[] {
  if (earlier.length === 0) return later;
  if (later.length === 0) return earlier;
  return [...earlier, ...later].sort(compare).slice(0, limit);
}

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
