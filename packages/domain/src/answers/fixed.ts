import { unit } from '@asg/consensus';
import { goldCredit, type Kind, type KindLabel } from '@asg/kinds';
import { at } from '@asg/values/present';
import type { LabelSpec } from '../values/label-spec.ts';
import { type AnswerRules, type Asked, specReader } from './rules.ts';

/** The rules of a kind whose answers are in a list that the label spec says. `specOf`: what the kind reads of it. */
export function fixedRules<Spec, Value>(
  kind: Kind<Spec, Value>,
  specOf: (spec: LabelSpec) => unknown,
  hasUnits = false,
): AnswerRules {
  const read = specReader(kind.parseSpec, specOf);
  const valueAt = ({ labelSpec }: Asked, option: number): Value => kind.valueAt(option, read(labelSpec));
  const answersOf = (asked: Asked, option: number): readonly number[] =>
    kind.answers(valueAt(asked, option), read(asked.labelSpec));
  return {
    hasUnits,
    text: (asked, option) => kind.canonical(valueAt(asked, option)),
    value: (asked, option) => JSON.parse(kind.canonical(valueAt(asked, option))),
    parse: ({ labelSpec }, json) => {
      const spec = read(labelSpec);
      const found = kind.parse(json, spec);
      return found.ok ? { ok: true, value: { option: kind.place(found.value, spec) } } : found;
    },
    agrees: (asked, option, consensus) =>
      kind.agrees(valueAt(asked, option), valueAt(asked, consensus), read(asked.labelSpec)),
    credit: (asked, option, truth) =>
      goldCredit(kind, valueAt(asked, option), valueAt(asked, truth), read(asked.labelSpec)) / unit,
    answers: answersOf,
    sure: (asked, option, shares) => kind.sure(valueAt(asked, option), shares, read(asked.labelSpec)),
    combine: (asked, labels, ground) => {
      const spec = read(asked.labelSpec);
      const given = labels.map(
        ({ option, columns }): KindLabel<Value> => ({ value: valueAt(asked, option), columns }),
      );
      const found = kind.combine(given, ground, spec);
      return found.kind === 'decided'
        ? { ...found, value: { option: kind.place(found.value, spec) } }
        : found;
    },
    sizes: ({ labelSpec }) => kind.units(read(labelSpec)).map(({ answers }) => answers.length),
    counted: ({ labelSpec }) => {
      const units = kind.units(read(labelSpec));
      return hasUnits ? units.map(({ name }) => name) : at(units, 0).answers;
    },
    places: (asked, option) => {
      const answers = answersOf(asked, option);
      return !hasUnits ? answers : answers.flatMap((answer, i) => (answer === 1 ? [i] : []));
    },
  };
}
