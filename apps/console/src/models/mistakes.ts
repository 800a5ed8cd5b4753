interface Mistakes {
  readonly option: string;
  /** In how many tasks this was right, as far as is known; old ones count half. */
  readonly seen: number;
  /** How often it says so where this is right; null: too few tasks tell. */
  readonly right: number | null;
  /** What it says instead, the most frequent first, and in how many of those tasks. */
  readonly instead: readonly { readonly option: string; readonly share: number; readonly count: number }[];
}

const leastShare = 0.005;
/** A mistake of less than one task is none that was seen. */
const leastCount = 1;
/** What fewer tasks tell is no figure. */
const seenMin = 5;

/** What is told by so many tasks, where they are enough. */
export const toldBy = (tasks: number, figure: number | null): number | null =>
  tasks < seenMin ? null : figure;

/** A confusion matrix read row by row: what a model says where an option is right. */
export function mistakes(
  options: readonly string[],
  confusion: readonly (readonly number[])[],
): readonly Mistakes[] {
  return options.map((option, right) => {
    const row = confusion[right] ?? [];
    const seen = row.reduce((sum, n) => sum + n, 0);
    if (seen < seenMin) return { option, seen, right: null, instead: [] };
    const all = options.map((other, i) => ({
      option: other,
      count: row[i] ?? 0,
      share: (row[i] ?? 0) / seen,
    }));
    return {
      option,
      seen,
      right: all[right]?.share ?? 0,
      instead: all
        .filter((one, i) => i !== right && one.share >= leastShare && one.count >= leastCount)
        .sort((a, b) => b.share - a.share),
    };
  });
}
