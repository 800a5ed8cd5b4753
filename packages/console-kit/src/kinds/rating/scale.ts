import type { Scale } from '../view.ts';

/** More make no scale. */
const stepsMax = 21;

/** The steps from the first to the last, none where the ends make no scale. */
export function stepsOf({ from, to }: Scale): readonly number[] {
  const isScale = Number.isInteger(from) && Number.isInteger(to) && to > from && to - from < stepsMax;
  return isScale ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [];
}

/** A step with what it means. */
export function stepText(step: number, scale: Scale | undefined): string {
  const label = scale?.labels?.[step - scale.from];
  return label === undefined ? String(step) : `${step}: ${label}`;
}

/** How many steps off may be paid: two fifths of the scale are beyond that, or whoever says the middle is always paid. */
export function barsOf(scale: Scale): readonly number[] {
  const steps = stepsOf(scale).length;
  return Array.from({ length: steps }, (_, bar) => bar).filter((bar) => 5 * (2 * bar + 1) <= 3 * steps);
}

export const barDefault = (scale: Scale): number => Math.min(1, barsOf(scale).at(-1) ?? 0);

/** Half of the ratings are no higher, of those that are counted by step; null: there is none. */
export function medianOf(counts: readonly (readonly [step: number, times: number])[]): number | null {
  const sorted = counts.toSorted(([one], [other]) => one - other);
  const all = sorted.reduce((sum, [, times]) => sum + times, 0);
  let seen = 0;
  for (const [step, times] of sorted) {
    seen += times;
    if (times > 0 && 2 * seen >= all) return step;
  }
  return null;
}
