import type { Combined, Ground, KindLabel, Unit } from '../units/unit.ts';
import type { Parsed } from '../values/refusal.ts';

/** What every kind of task reads of a label spec whose labels are lists of marks on the item. */
export interface MarksSpec {
  /** By code points. */
  readonly classes: readonly string[];
  /** The F1, in 1/65536, from which a label is paid. */
  readonly bar: number;
}

/** The one question that is asked of every mark. */
export const markUnit: Unit = { name: 'mark', answers: ['absent', 'present'] };

/**
 * A kind whose label is a list of marks on the item, none of them where there is nothing to mark. No list of such values exists, so
 * a task keeps those that it has by their texts. Its units hang on the labels: one for each mark that somebody made.
 */
export interface MarkKind<Mark, Extent> {
  readonly name: 'bounding_boxes' | 'text_spans';
  /** The F1 from which a label is paid where the customer says nothing. */
  readonly barDefault: number;
  readonly parseSpec: (json: unknown) => Parsed<MarksSpec>;
  /** A label, from JSON of a stranger; `extent`: how large the item is, where that is known. */
  readonly parse: (json: unknown, spec: MarksSpec, extent?: Extent) => Parsed<readonly Mark[]>;
  /** As JSON has it. */
  readonly json: (value: readonly Mark[]) => unknown;
  /** The one text of a value, which a receipt commits to. */
  readonly canonical: (value: readonly Mark[]) => string;
  /** The way back, from a canonical text. */
  readonly read: (text: string) => readonly Mark[];
  readonly classOf: (mark: Mark) => string;
  /** The classes that a value has, each once, by code points. */
  readonly classesOf: (value: readonly Mark[]) => readonly string[];
  /** How many of the marks are found again, in 1/65536: of both lists. */
  readonly f1: (one: readonly Mark[], other: readonly Mark[]) => number;
  /** 0: the same; 65536: as far apart as values can be. */
  readonly distance: (one: readonly Mark[], other: readonly Mark[]) => number;
  /** What an answer to gold is worth, 0 to 65536: a mark made without a look meets nothing. */
  readonly credit: (value: readonly Mark[], truth: readonly Mark[]) => number;
  readonly agrees: (value: readonly Mark[], consensus: readonly Mark[], spec: MarksSpec) => boolean;
  /** Of each mark that somebody made, which of these labels did: what a crowd is taught by, one `markUnit` after the other. */
  readonly makers: (values: readonly (readonly Mark[])[]) => readonly (readonly boolean[])[];
  /**
   * What these labels, no fewer, amount to. Where there is a value, at least one of the labels agrees with it. Columns, where labels are
   * weighed, are two: what they say by not making a mark, and by making it; each under `absent` and `present`. The one basis is of all marks.
   */
  readonly combine: (
    labels: readonly KindLabel<readonly Mark[]>[],
    ground: Ground,
    spec: MarksSpec,
  ) => Combined<readonly Mark[]>;
}
