import { type TaskState, type TaskType, taskStates, unitAgreement, utcDate } from '@asg/domain';
import {
  agreementCategoriesMax,
  type DateRange,
  type StatsRecord,
  type TaskDay,
  type TypeAgreement,
} from '@asg/storage';
import { Gathered } from '../cluster/turns.ts';
import type { Kind } from '../keeping/documents.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { Figures } from '../keeping/sums.ts';
import { type AgreementFacts, sumNames } from '../tasks/consequences.ts';
import type { Billing } from './billing.ts';

const dayMs = 86_400_000;
/** Tasks whose agreement was measured lately, remembered by id, of one customer, day and type. */
const rememberedMax = 500;
const tasksAtOnce = 100;

/** How far the labels of a customer's tasks of one day and type agree; disagreement by its denominator, in whole numbers. */
interface Agreement {
  readonly tasks: number;
  readonly pairable: number;
  readonly disagreement: Readonly<Record<string, number>>;
  readonly categories: Readonly<Record<string, number>>;
  readonly lately: readonly string[];
}
const none: Agreement = { tasks: 0, pairable: 0, disagreement: {}, categories: {}, lately: [] };
const agreements: Kind<Agreement> = { name: 'agr', set: 'doc', places: () => [] };
const agreementId = (customerId: string, date: string, type: string): string =>
  `${customerId}|${date}|${type}`;
const typesOf = (customerId: string): string => `types|${customerId}`;

/** Figures of each customer's days. */
export class Stats {
  readonly #keeper: Keeper;
  readonly #billing: Billing;
  readonly #measures: Gathered<AgreementFacts>;

  constructor(keeper: Keeper, billing: Billing) {
    this.#keeper = keeper;
    this.#billing = billing;
    this.#measures = new Gathered(tasksAtOnce, (id, given) => this.#measure(id, given));
    keeper.effects.carry('agreement', (facts: AgreementFacts) =>
      this.#measures.add(agreementId(facts.customerId, facts.date, facts.type), [facts]),
    );
  }

  async #measure(id: string, given: readonly AgreementFacts[]): Promise<void> {
    await this.#keeper.documents.change<Agreement, null>(agreements, id, (found) => {
      const before = found ?? none;
      const after = given.reduce(measured, before);
      return after === before ? { result: null } : { state: after, result: null };
    });
    const { customerId, date, type } = given[0]!;
    await this.#keeper.lists.put(typesOf(customerId), [[`${date} ${type}`, '']]);
  }

  async stats(customerId: string, range: DateRange): Promise<StatsRecord> {
    const dates = datesOf(range);
    const [sums, usage, agreement] = await Promise.all([
      this.#keeper.sums.readMany(dates.map((date) => sumNames.day(customerId, date))),
      this.#billing.daysBetween(customerId, range.from, range.to),
      this.#agreement(customerId, range),
    ]);
    const days = sums.flatMap((figures, index) =>
      Object.keys(figures).length === 0 ? [] : [dayOf(dates[index]!, figures)],
    );
    return { days, usage, settlementTimes: timesOf(sums), agreement };
  }

  async #agreement(customerId: string, { from, to }: DateRange): Promise<readonly TypeAgreement[]> {
    const entries = await this.#keeper.lists.after(typesOf(customerId), from, 10_000, `${to}~`);
    const stored = await this.#keeper.documents.readMany(
      agreements,
      entries.map(([key]) => agreementId(customerId, key.slice(0, 10), key.slice(11))),
    );
    const byType = new Map<string, Agreement[]>();
    for (const [index, [key]] of entries.entries()) {
      const found = stored[index];
      if (found == null || found.state.tasks === 0) continue;
      const type = key.slice(11);
      byType.set(type, [...(byType.get(type) ?? []), found.state]);
    }
    return [...byType]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, all]) => summed(type as TaskType, all));
  }
}

/** With one more task, unless it was measured, or its labels would be too many different ones. */
function measured(before: Agreement, { taskId, values }: AgreementFacts): Agreement {
  const unit = unitAgreement(values);
  if (unit === null || before.lately.includes(taskId)) return before;
  const categories: Record<string, number> = { ...before.categories };
  for (const [value, count] of unit.counts) categories[value] = (categories[value] ?? 0) + count;
  const lately = [...before.lately, taskId].slice(-rememberedMax);
  const [known, wanted] = [before.categories, categories].map((all) => Object.keys(all).length);
  if (wanted! > agreementCategoriesMax && wanted! > known!) return { ...before, lately };
  const by = String(values.length - 1);
  const disagreement = {
    ...before.disagreement,
    [by]: (before.disagreement[by] ?? 0) + Math.round(unit.disagreement * (values.length - 1)),
  };
  const pairable = before.pairable + values.length;
  return { tasks: before.tasks + 1, pairable, disagreement, categories, lately };
}

function summed(type: TaskType, all: readonly Agreement[]): TypeAgreement {
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
  return { type, tasks, pairable, disagreement, squares };
}

function dayOf(date: string, figures: Figures): TaskDay {
  const counts = taskStates.map((state) => [state, figures[state] ?? 0]);
  return {
    date,
    tasks: Object.fromEntries(counts) as Record<TaskState, number>,
    decided: figures.decided ?? 0,
    confidenceMicros: figures.micros ?? 0,
  };
}

function timesOf(sums: readonly Figures[]): StatsRecord['settlementTimes'] {
  const counts = new Map<number, number>();
  for (const figures of sums) {
    for (const [name, count] of Object.entries(figures)) {
      if (!/^b\d+$/.test(name)) continue;
      const bucket = Number(name.slice(1));
      counts.set(bucket, (counts.get(bucket) ?? 0) + count);
    }
  }
  return [...counts].sort(([a], [b]) => a - b).map(([bucket, count]) => ({ bucket, count }));
}

function datesOf({ from, to }: DateRange): readonly string[] {
  const dates: string[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += dayMs) dates.push(utcDate(ms));
  return dates;
}
