import type { TextSpan } from './tokens.ts';

/** A text with its entities as spaCy takes examples (`Example.from_dict`), a line of JSONL. */
export interface SpacyExample {
  readonly text: string;
  /** Start, end and label, in Unicode code points as Python counts. */
  readonly entities: readonly (readonly [start: number, end: number, label: string])[];
  readonly meta: Readonly<Record<string, unknown>>;
}

export const spacyOf = (
  text: string,
  spans: readonly TextSpan[],
  meta: Readonly<Record<string, unknown>>,
): SpacyExample => ({ text, entities: spans.map(({ start, end, label }) => [start, end, label]), meta });
