/**
 * Krippendorff's alpha for nominal data (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011) from sums
 * that are added to unit by unit: of what each unit's values are, nothing else need be kept.
 */
export interface AgreementSums {
  /** Values in units with at least two of them. */
  readonly pairable: number;
  /** Σ over units of (m² - Σ m_c²) / (m - 1): pairs of one unit that differ, each unit weighted as its m values. */
  readonly disagreement: number;
  /** Σ over categories of (their values in all units)². */
  readonly squares: number;
}

/** What one unit adds: null where it has fewer than two values, which no other can be paired with. */
export function unitAgreement(
  values: readonly string[],
): { readonly disagreement: number; readonly counts: ReadonlyMap<string, number> } | null {
  const m = values.length;
  if (m < 2) return null;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { disagreement: (m * m - squaresOf(counts)) / (m - 1), counts };
}

/** Σ of the squares of the counts. */
function squaresOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}

/** 1: all agree; 0: as by chance; below: worse than chance. Null where nothing varies: then chance says nothing. */
export function krippendorffAlpha({ pairable, disagreement, squares }: AgreementSums): number | null {
  const differing = pairable * pairable - squares;
  return differing <= 0 ? null : 1 - ((pairable - 1) * disagreement) / differing;
}
