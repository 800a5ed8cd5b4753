import {
  areTextsCounted,
  isTemplateCounted,
  type Measured,
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
  const { taskId, type, template, values, options } = facts;
  if (before.lately.includes(taskId) || unitAgreement(values) === null) return before;
  const lately = [...before.lately, taskId].slice(-rememberedMax);
  const ofTemplate = before.templates[template] ?? { ...none, type, options: sortedOptions(options) };
  const isKnown = before.templates[template] !== undefined;
  const templates = isTemplateCounted(isKnown, Object.keys(before.templates).length)
    ? { ...before.templates, [template]: { ...ofTemplate, ...withTask(ofTemplate, values) } }
    : before.templates;
  const ofType = before.types[type] ?? none;
  const after = withTask(ofType, values);
  const known = countIn(ofType);
  const isTold = areTextsCounted(known, countIn(after) - known);
  return { types: isTold ? { ...before.types, [type]: after } : before.types, templates, lately };
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
      return { template, type, options, ...summed(sums) };
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
