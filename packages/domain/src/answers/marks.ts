import { unit } from '@asg/consensus';
import { type KindLabel, type MarkKind, type MarksSpec, markUnit } from '@asg/kinds';
import { at } from '@asg/values/present';
import {
  type AnswerRules,
  type Asked,
  type ItemExtent,
  type KeptAnswer,
  placed,
  specReader,
} from './rules.ts';

/**
 * The rules of a kind whose answers are lists of marks on the item: no list says them all, so that a task keeps those that it has.
 * `extentOf`: what the kind reads of how large the item is.
 */
export function markRules<Mark, Extent>(
  kind: MarkKind<Mark, Extent>,
  extentOf: (extent: ItemExtent) => Extent | undefined,
): AnswerRules {
  const read = specReader<MarksSpec>(kind.parseSpec, ({ classes, agreement_bar }) => ({
    classes,
    agreement_bar,
  }));
  const marksAt = ({ values = [] }: Asked, option: number): readonly Mark[] => kind.read(at(values, option));
  const kept = (asked: Asked, marks: readonly Mark[]): KeptAnswer => placed(asked, kind.canonical(marks));
  return {
    hasUnits: false,
    text: ({ values = [] }, option) => at(values, option),
    value: ({ values = [] }, option) => JSON.parse(at(values, option)),
    parse: (asked, json, extent) => {
      const known = extent === undefined ? undefined : extentOf(extent);
      const found = kind.parse(json, read(asked.labelSpec), known);
      return found.ok ? { ok: true, value: kept(asked, found.value) } : found;
    },
    agrees: (asked, option, consensus) =>
      option === consensus ||
      kind.agrees(marksAt(asked, option), marksAt(asked, consensus), read(asked.labelSpec)),
    credit: (asked, option, truth) => kind.credit(marksAt(asked, option), marksAt(asked, truth)) / unit,
    answers: () => [],
    sure: () => [],
    combine: (asked, labels, ground) => {
      const given = labels.map(
        ({ option, columns }): KindLabel<readonly Mark[]> => ({ value: marksAt(asked, option), columns }),
      );
      const found = kind.combine(given, ground, read(asked.labelSpec));
      return found.kind === 'decided' ? { ...found, value: kept(asked, found.value) } : found;
    },
    sizes: () => markUnit.answers.map(() => markUnit.answers.length),
    counted: ({ labelSpec }) => read(labelSpec).classes,
    places: (asked, option) => {
      const { classes } = read(asked.labelSpec);
      return kind.classesOf(marksAt(asked, option)).map((name) => classes.indexOf(name));
    },
    apart: (asked, one, other) => kind.distance(marksAt(asked, one), marksAt(asked, other)),
    makers: (asked, options) => kind.makers(options.map((option) => marksAt(asked, option))),
  };
}
