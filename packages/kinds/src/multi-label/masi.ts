import { unit } from '@asg/consensus';

/** How many options are in both sets, and in either; both are without repetitions. */
export function overlap<Option>(
  one: readonly Option[],
  other: readonly Option[],
): { readonly both: number; readonly either: number } {
  const both = one.filter((option) => other.includes(option)).length;
  return { both, either: one.length + other.length - both };
}

/**
 * Distance of sets (R. Passonneau, "Measuring Agreement on Set-Valued Items (MASI)", 2006), in 1/65536: 1 less the Jaccard index, which
 * counts two thirds where one set holds the other, and one third where neither does.
 */
export function masi<Option>(one: readonly Option[], other: readonly Option[]): number {
  const { both, either } = overlap(one, other);
  if (both === either) return 0;
  const thirds = both === Math.min(one.length, other.length) ? 2 : 1;
  return unit - Math.round((unit * both * thirds) / (3 * either));
}
