import type { Scale } from '@asg/sdk';

export interface Step {
  readonly value: number;
  readonly label: string | null;
  /** The digit that chooses it; empty: none does. */
  readonly key: string;
}

const isDigit = (value: number): boolean => value >= 0 && value <= 9;

/** The steps of a scale, from the lowest. A digit chooses the step of its name; where none has such a name, by the place from 1. */
export function stepsOf({ from, to, labels }: Scale): readonly Step[] {
  const values = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const isNamed = values.some(isDigit);
  return values.map((value, i) => {
    const digit = isNamed ? value : i + 1;
    return { value, label: labels?.[i] ?? null, key: isDigit(digit) ? String(digit) : '' };
  });
}
