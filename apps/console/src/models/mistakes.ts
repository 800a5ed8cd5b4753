interface Mistakes {
  readonly option: string;
  /** How often it says so where this is right; null: that was not seen yet. */
  readonly right: number | null;
  /** What it says instead, the most frequent first. */
  readonly instead: readonly { readonly option: string; readonly share: number }[];
}

const leastShare = 0.005;

/** A confusion matrix read row by row: what a model says where an option is right. */
export function mistakes(
  options: readonly string[],
  confusion: readonly (readonly number[])[],
): readonly Mistakes[] {
  return options.map((option, right) => {
    const row = confusion[right] ?? [];
    const whole = row.reduce((sum, n) => sum + n, 0);
    if (whole === 0) return { option, right: null, instead: [] };
    const shares = options.map((other, i) => ({ option: other, share: (row[i] ?? 0) / whole }));
    return {
      option,
      right: shares[right]?.share ?? 0,
      instead: shares
        .filter((one, i) => i !== right && one.share >= leastShare)
        .sort((a, b) => b.share - a.share),
    };
  });
}
