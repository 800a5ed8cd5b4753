import {
  type AnswerPair,
  areTextsCounted,
  countsWith,
  isTemplateCounted,
  type Measured,
  pairsOf,
  sortedOptions,
  type TaskType,
  taskTypes,
  unitAgreement,
} from '@asg/domain';
import type { TemplateAgreement, TypeAgreement } from '@asg/storage';
import { at, present } from '@asg/values/present';

/** Tasks whose agreement was measured lately, remembered by id, of one customer and day. */
const rememberedMax = 500;

/** Sums over tasks. Disagreement by its denominator, in whole numbers; values by the text of the label. */
export interface Sums {
  readonly tasks: number;
  readonly pairable: number;
  readonly disagreement: Readonly<Record<string, number>>;
  readonly categories: Readonly<Record<string, number>>;
}
interface TemplateSums extends Sums {
  readonly type: TaskType;
  readonly options: readonly string[];
  /** How often two answers stand beside each other, by denominator and the places of both. Not there: a choice. */
  readonly pairs?: Readonly<Record<string, number>>;
}

/** How far the labels of a customer's tasks of one day agree. */
export interface Agreement {
  readonly types: Readonly<Record<string, Sums>>;
  readonly templates: Readonly<Record<string, TemplateSums>>;
  readonly lately: readonly string[];
}
export const noAgreement: Agreement = { types: {}, templates: {}, lately: [] };
const none: Sums = { tasks: 0, pairable: 0, disagreement: {}, categories: {} };

/** With one more task, unless it was measured: by its template, and by its type, as far as there is room. */
export function measured(before: Agreement, facts: Measured): Agreement {
  const { taskId, type, values, places } = facts;
  if (before.lately.includes(taskId)) return before;
  const lately = [...before.lately, taskId].slice(-rememberedMax);
  if (places !== undefined)
    return { ...before, templates: withTemplate(before, facts, (sums) => withPairs(sums, places)), lately };
  if (unitAgreement(values) === null) return before;
  const templates = withTemplate(before, facts, (sums) => ({ ...sums, ...withTask(sums, values) }));
  const ofType = before.types[type] ?? none;
  const after = withTask(ofType, values);
  const known = countIn(ofType);
  const isTold = areTextsCounted(known, countIn(after) - known);
  return { types: isTold ? { ...before.types, [type]: after } : before.types, templates, lately };
}

function withTemplate(
  { templates }: Agreement,
  { template, type, options, places }: Measured,
  change: (sums: TemplateSums) => TemplateSums,
): Agreement['templates'] {
  const known = templates[template];
  if (!isTemplateCounted(known !== undefined, Object.keys(templates).length)) return templates;
  // Facts that an earlier version left have a choice's options in the order of the task.
  const ordered = places === undefined ? sortedOptions(options) : options;
  return { ...templates, [template]: change(known ?? { ...none, type, options: ordered }) };
}

function withPairs(before: TemplateSums, places: readonly number[]): TemplateSums {
  const categories = countsWith(before.categories, places);
  if (categories === null) return before;
  const pairs: Record<string, number> = { ...before.pairs };
  for (const { one, other, weight } of pairsOf(places)) {
    const name = `${places.length - 1} ${one} ${other}`;
    pairs[name] = (pairs[name] ?? 0) + weight;
  }
  const { tasks, pairable } = before;
  return { ...before, tasks: tasks + 1, pairable: pairable + places.length, categories, pairs };
}

const countIn = ({ categories }: Sums): number => Object.keys(categories).length;

function withTask({ tasks, pairable, disagreement, categories }: Sums, values: readonly string[]): Sums {
  const unit = present(unitAgreement(values), 'the agreement');
  const by = String(values.length - 1);
  const counts: Record<string, number> = { ...categories };
  for (const [value, count] of unit.counts) counts[value] = (counts[value] ?? 0) + count;
  const differing = Math.round(unit.disagreement * (values.length - 1));
  return {
    tasks: tasks + 1,
    pairable: pairable + values.length,
    disagreement: { ...disagreement, [by]: (disagreement[by] ?? 0) + differing },
    categories: counts,
  };
}

/** By type, over days, in the order of the types' names. */
export function typesOver(days: readonly Agreement[]): readonly TypeAgreement[] {
  return taskTypes.toSorted().flatMap((type) => {
    const sums = days.flatMap(({ types }) => types[type] ?? []);
    return sums.length === 0 ? [] : [{ type, ...summed(sums) }];
  });
}

/** By template, over days, the most tasks first. */
export function templatesOver(days: readonly Agreement[]): readonly TemplateAgreement[] {
  return grouped(days.map(({ templates }) => templates))
    .map(([template, sums]) => {
      const { type, options } = at(sums, 0);
      const measures = { template, type, options, ...summed(sums) };
      const pairs = sums.map((day) => day.pairs).filter((day) => day !== undefined);
      return pairs.length === 0 ? measures : { ...measures, squares: 0, pairs: pairsOver(pairs) };
    })
    .sort((a, b) => b.tasks - a.tasks || (a.template < b.template ? -1 : 1));
}

function grouped<Sum>(days: readonly Readonly<Record<string, Sum>>[]): [string, Sum[]][] {
  const all = Map.groupBy(
    days.flatMap((day) => Object.entries(day)),
    ([name]) => name,
  );
  return [...all].map(([name, sums]) => [name, sums.map(([, sum]) => sum)]);
}

function pairsOver(days: readonly NonNullable<TemplateSums['pairs']>[]): readonly AnswerPair[] {
  const all = new Map<string, AnswerPair>();
  for (const [name, count] of days.flatMap((day) => Object.entries(day))) {
    const [by = 1, one = 0, other = 0] = name.split(' ').map(Number);
    const key = `${one} ${other}`;
    all.set(key, { one, other, weight: (all.get(key)?.weight ?? 0) + count / by });
  }
  return [...all.values()].sort((a, b) => a.one - b.one || a.other - b.other);
}

function summed(all: readonly Sums[]): Omit<TypeAgreement, 'type'> {
  const totals = new Map<string, number>();
  let [tasks, pairable, disagreement] = [0, 0, 0];
  for (const one of all) {
    tasks += one.tasks;
    pairable += one.pairable;
    for (const [by, sum] of Object.entries(one.disagreement)) disagreement += sum / Number(by);
    for (const [value, count] of Object.entries(one.categories))
      totals.set(value, (totals.get(value) ?? 0) + count);
  }
  const squares = [...totals.values()].reduce((sum, total) => sum + total * total, 0);
  return { tasks, pairable, disagreement, squares };
}
