import { unit } from '@asg/consensus';
import {
  type Combined,
  type Ground,
  goldCredit,
  type Kind,
  type KindLabel,
  kinds,
  type Parsed,
} from '@asg/kinds';
import { at } from '@asg/values/present';
import { type TaskKind, type TaskType, taskKinds } from '../names.ts';
import type { LabelSpec } from '../values/label-spec.ts';

/** What a label is given as: the words of an option, or the value of another kind. */
export interface GivenAnswer {
  readonly label?: string | null | undefined;
  readonly value?: unknown;
}

/** A label as a record keeps it. `columns`: of each unit; none where votes are counted. */
interface KeptLabel {
  readonly option: number;
  readonly columns: readonly (readonly number[])[];
}

/** The rules of a kind over records, whose answers are whole numbers. */
export interface AnswerRules {
  readonly text: (spec: LabelSpec, option: number) => string;
  /** JSON. */
  readonly value: (spec: LabelSpec, option: number) => unknown;
  /** An answer says several things at once. */
  readonly hasUnits: boolean;
  readonly parse: (spec: LabelSpec, json: unknown) => Parsed<number>;
  readonly agrees: (spec: LabelSpec, option: number, consensus: number) => boolean;
  /** What an answer says where another one is the truth, -1 to 1: 0 is what the best guess gets on average. */
  readonly credit: (spec: LabelSpec, option: number, truth: number) => number;
  /** What an answer says of each unit: the place of its answer. */
  readonly answers: (spec: LabelSpec, option: number) => readonly number[];
  /** Of each unit, how sure an answer is by the shares of the unit's answers. */
  readonly sure: (
    spec: LabelSpec,
    option: number,
    shares: readonly (readonly number[])[],
  ) => readonly number[];
  readonly combine: (spec: LabelSpec, labels: readonly KeptLabel[], ground: Ground) => Combined<number>;
  /** Of each unit, how many answers it has. */
  readonly sizes: (spec: LabelSpec) => readonly number[];
  /** What templates, distributions and models count: the answers of the one unit, or the units. */
  readonly counted: (spec: LabelSpec) => readonly string[];
  /** Their places among `counted`; of a value of several units, those that it has. */
  readonly places: (spec: LabelSpec, option: number) => readonly number[];
}

/** `specOf`: what the kind reads of a label spec. */
function rulesOf<Spec, Value>(
  kind: Kind<Spec, Value>,
  specOf: (spec: LabelSpec) => unknown,
  hasUnits = false,
): AnswerRules {
  // Specs are shared by the tasks of a batch, and read anew from a store: the latter go with their tasks.
  const known = new WeakMap<LabelSpec, Spec>();
  const read = (spec: LabelSpec): Spec => {
    const kept = known.get(spec);
    if (kept !== undefined) return kept;
    const found = kind.parseSpec(specOf(spec));
    if (!found.ok) throw new Error(`${found.refusal.field} ${found.refusal.message}`);
    known.set(spec, found.value);
    return found.value;
  };
  const valueAt = (spec: LabelSpec, option: number): Value => kind.valueAt(option, read(spec));
  const answersOf = (spec: LabelSpec, option: number): readonly number[] =>
    kind.answers(valueAt(spec, option), read(spec));
  return {
    hasUnits,
    text: (spec, option) => kind.canonical(valueAt(spec, option)),
    value: (spec, option) => JSON.parse(kind.canonical(valueAt(spec, option))),
    parse: (spec, json) => {
      const found = kind.parse(json, read(spec));
      return found.ok ? { ok: true, value: kind.place(found.value, read(spec)) } : found;
    },
    agrees: (spec, option, consensus) =>
      kind.agrees(valueAt(spec, option), valueAt(spec, consensus), read(spec)),
    credit: (spec, option, truth) =>
      goldCredit(kind, valueAt(spec, option), valueAt(spec, truth), read(spec)) / unit,
    answers: answersOf,
    sure: (spec, option, shares) => kind.sure(valueAt(spec, option), shares, read(spec)),
    combine: (spec, labels, ground) => {
      const given = labels.map(
        ({ option, columns }): KindLabel<Value> => ({ value: valueAt(spec, option), columns }),
      );
      const found = kind.combine(given, ground, read(spec));
      return found.kind === 'decided' ? { ...found, value: kind.place(found.value, read(spec)) } : found;
    },
    sizes: (spec) => kind.units(read(spec)).map(({ answers }) => answers.length),
    counted: (spec) => {
      const units = kind.units(read(spec));
      return hasUnits ? units.map(({ name }) => name) : at(units, 0).answers;
    },
    places: (spec, option) => {
      const answers = answersOf(spec, option);
      return !hasUnits ? answers : answers.flatMap((answer, i) => (answer === 1 ? [i] : []));
    },
  };
}

/** Choices have none; nor have boxes and spans yet, which no submission has: see `submitted.ts`. */
const rules: Readonly<Partial<Record<TaskKind, AnswerRules>>> = {
  comparison: rulesOf(kinds.comparison, ({ items, tie }) => ({ items, tie })),
  multi_label: rulesOf(kinds.multi_label, ({ options, agreement_bar }) => ({ options, agreement_bar }), true),
  rating: rulesOf(kinds.rating, ({ scale, agreement_bar }) => ({
    scale: { from: scale?.from, to: scale?.to },
    agreement_bar,
  })),
};

export const kindOf = (type: TaskType): TaskKind => taskKinds[type];

/** Null: choices. */
export function rulesOfType(type: TaskType): AnswerRules | null {
  const kind = kindOf(type);
  return rules[kind] ?? null;
}

/** Null: a choice, whose option is an index into its options: what is asked for each task goes without a look-up. */
export function rulesFor({ kind }: Pick<LabelSpec, 'kind'>): AnswerRules | null {
  return kind === undefined ? null : (rules[kind] ?? null);
}
