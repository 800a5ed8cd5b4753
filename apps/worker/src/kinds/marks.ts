import type { Answer } from './answer.ts';

export interface BoxValue {
  readonly class: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Half open, in code points. */
export interface SpanValue {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

export const boxesOf = (answer: Answer | null): readonly BoxValue[] =>
  typeof answer === 'object' && answer !== null && 'boxes' in answer ? answer.boxes : [];

export const spansOf = (answer: Answer | null): readonly SpanValue[] =>
  typeof answer === 'object' && answer !== null && 'spans' in answer ? answer.spans : [];

const letters = 26;
const firstLetter = 'A'.codePointAt(0) ?? 0;

/** What a class is called where there is no room for its name, by its place: A to Z, then A2. */
export function letterOfClass(place: number): string {
  const letter = String.fromCodePoint(firstLetter + (place % letters));
  return place < letters ? letter : `${letter}${1 + Math.floor(place / letters)}`;
}

const tones = 5;
const lines = ['solid', 'dashed', 'dotted'] as const;

/** Its colour and line; with its letter they tell it from all others. */
export const lookOfClass = (place: number) => ({
  'data-hue': 1 + (Math.max(0, place) % tones),
  'data-line': lines[Math.floor(Math.max(0, place) / tones) % lines.length],
});

/** How often each class was given, in the order of their names. */
export function countsOf(names: readonly string[]): readonly (readonly [name: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const name of [...names].sort()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}
