/** One figure of one seed beside what it may be. */
export interface Figure {
  /** What was gained or spoiled. */
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** Null: told, and bounded by nothing. */
  readonly bound: Bound | null;
  /** Chance moves some figures of a single seed: they are judged by the mean over the seeds, the others seed by seed. */
  readonly judged: 'each' | 'mean';
}
type Unit = 'AUC' | 'points' | 'sats' | 'accounts' | 'share' | 'tasks';
export interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A figure over all seeds. */
export interface Verdict extends Omit<Figure, 'value'> {
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  readonly isKept: boolean;
  /** Seeds beyond the bound, for figures that are judged one by one. */
  readonly beyond: readonly number[];
}

const isWithin = (value: number, { atLeast, atMost }: Bound): boolean =>
  (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);

/** What the seeds' figures of one name amount to. A value that is no number is beyond every bound. */
export function verdictOf(told: readonly { readonly seed: number; readonly figure: Figure }[]): Verdict {
  const [first] = told;
  if (first === undefined) throw new RangeError('no figure');
  const { value: _value, ...shape } = first.figure;
  const values = told.map(({ figure }) => figure.value);
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const beyond = told
    .filter(({ figure: { value, bound } }) => bound !== null && !isWithin(value, bound))
    .map(({ seed }) => seed);
  const isKept =
    shape.bound === null || (shape.judged === 'mean' ? isWithin(mean, shape.bound) : beyond.length === 0);
  return { ...shape, mean, lowest: Math.min(...values), highest: Math.max(...values), isKept, beyond };
}

/** The bound in words, e.g. "0.45 to 0.55". */
export function boundText(bound: Bound | null): string {
  if (bound === null) return '';
  const { atLeast, atMost } = bound;
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost}`;
  return atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
}
