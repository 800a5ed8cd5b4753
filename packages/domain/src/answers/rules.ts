import type { Combined, Ground, Parsed, PictureExtent, TextExtent } from '@asg/kinds';
import type { LabelSpec } from '../values/label-spec.ts';

/** What is asked, and of kinds whose answers are in no list what was answered so far. */
export interface Asked {
  readonly labelSpec: LabelSpec;
  /** Of boxes and spans, the canonical texts of all values that the task has, each once: an answer is a place among them. */
  readonly values?: readonly string[];
  /** Of the item, where that is known: nothing is marked outside of it. */
  readonly extent?: ItemExtent;
}

/** How large an item is: in pixels of the original picture, or in code points of the text. */
export type ItemExtent = PictureExtent | TextExtent;

/** What a label is given as: the words of an option, or the value of another kind. */
export interface GivenAnswer {
  readonly label?: string | null | undefined;
  readonly value?: unknown;
  /** Of the item, where the server showed it to who answers; not there: as the task has it. */
  readonly extent?: ItemExtent | undefined;
}

/** An answer as records keep it. `values`: those of the task with this one, where it is new among them. */
export interface KeptAnswer {
  readonly option: number;
  readonly values?: readonly string[];
}

/** A value's place by its canonical text: where it stands, or at the end. */
export function placed({ values = [] }: Asked, text: string): KeptAnswer {
  const option = values.indexOf(text);
  return option >= 0 ? { option } : { option: values.length, values: [...values, text] };
}

/** A label as a record keeps it. `columns`: of each unit; none where votes are counted. */
interface KeptLabel {
  readonly option: number;
  readonly columns: readonly (readonly number[])[];
}

/** The rules of a kind over records, whose answers are whole numbers. */
export interface AnswerRules {
  readonly text: (asked: Asked, option: number) => string;
  /** JSON. */
  readonly value: (asked: Asked, option: number) => unknown;
  /** An answer says several things at once, each of them one of a list. */
  readonly hasUnits: boolean;
  readonly parse: (asked: Asked, json: unknown, extent?: ItemExtent) => Parsed<KeptAnswer>;
  readonly agrees: (asked: Asked, option: number, consensus: number) => boolean;
  /** What an answer says where another one is the truth, -1 to 1: 0 is what the best guess gets on average. */
  readonly credit: (asked: Asked, option: number, truth: number) => number;
  /** What an answer says of each unit: the place of its answer. */
  readonly answers: (asked: Asked, option: number) => readonly number[];
  /** Of each unit, how sure an answer is by the shares of the unit's answers. */
  readonly sure: (asked: Asked, option: number, shares: readonly (readonly number[])[]) => readonly number[];
  readonly combine: (asked: Asked, labels: readonly KeptLabel[], ground: Ground) => Combined<KeptAnswer>;
  /** Of each part of a label's column, how many numbers it has. */
  readonly sizes: (asked: Asked) => readonly number[];
  /** What templates, distributions and models count: the answers of the one unit, or the units. */
  readonly counted: (asked: Asked) => readonly string[];
  /** Their places among `counted`; of a value of several units, those that it has. */
  readonly places: (asked: Asked, option: number) => readonly number[];
  /** Of kinds whose values are lists of marks: of each mark that somebody made, which of these answers have it. */
  readonly makers?: (asked: Asked, options: readonly number[]) => readonly (readonly boolean[])[];
  /** Of the same kinds, how far two answers are apart: 0 to 65536. */
  readonly apart?: (asked: Asked, one: number, other: number) => number;
}

/** What a kind reads of a label spec, once for each: specs are shared by the tasks of a batch, and go with them. */
export function specReader<Spec>(
  parseSpec: (json: unknown) => Parsed<Spec>,
  specOf: (spec: LabelSpec) => unknown,
): (spec: LabelSpec) => Spec {
  const known = new WeakMap<LabelSpec, { readonly spec: Spec }>();
  return (spec) => {
    const kept = known.get(spec);
    if (kept !== undefined) return kept.spec;
    const found = parseSpec(specOf(spec));
    if (!found.ok) throw new Error(`${found.refusal.field} ${found.refusal.message}`);
    known.set(spec, { spec: found.value });
    return found.value;
  };
}
