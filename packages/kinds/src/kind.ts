import type { Metric } from './agreement/alpha.ts';
import type { Combined, Ground, KindLabel, Unit } from './units/unit.ts';
import type { Parsed } from './values/refusal.ts';

export const kindNames = ['choice', 'comparison', 'multi_label', 'rating'] as const;
export type KindName = (typeof kindNames)[number];

/**
 * What a label of a kind of task is, how far two are apart, how labels become one value, and who agreed. All of it is pure: the same
 * arguments give the same bits on any machine, in whatever order the labels stand.
 */
export interface Kind<Spec, Value> {
  readonly name: KindName;
  /** What the label spec says of the kind, from JSON of a stranger. */
  readonly parseSpec: (json: unknown) => Parsed<Spec>;
  /** A label, from JSON of a stranger: what is equal comes out equal. */
  readonly parse: (json: unknown, spec: Spec) => Parsed<Value>;
  /** The one text of a value, which a receipt commits to. */
  readonly canonical: (value: Value) => string;
  /** The whole number that a record keeps in place of a value. */
  readonly place: (value: Value, spec: Spec) => number;
  /** The way back. */
  readonly valueAt: (place: number, spec: Spec) => Value;
  /** 0: the same; 65536: as far apart as values can be. */
  readonly distance: (one: Value, other: Value, spec: Spec) => number;
  /** How far from the truth, on average, the best answer is that is given without a look. */
  readonly blindDistance: (spec: Spec) => number;
  /** How far values are apart, by their places, where the agreement of a crowd is measured. */
  readonly metric: Metric;
  /** The questions with few answers each that a task consists of. */
  readonly units: (spec: Spec) => readonly Unit[];
  /** What a value says of each unit: the place of its answer. */
  readonly answers: (value: Value, spec: Spec) => readonly number[];
  /** Of each unit, how sure it is of this value by the shares of its answers. The confidence is that of the least sure one. */
  readonly sure: (value: Value, shares: readonly (readonly number[])[], spec: Spec) => readonly number[];
  /** What these labels, no fewer, amount to. Where there is a value, at least one of the labels agrees with it. */
  readonly combine: (labels: readonly KindLabel<Value>[], ground: Ground, spec: Spec) => Combined<Value>;
  /** Whether who gave this value is paid. */
  readonly agrees: (value: Value, consensus: Value, spec: Spec) => boolean;
}
