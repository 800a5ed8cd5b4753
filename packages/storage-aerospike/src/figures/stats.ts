import { type TaskState, type TaskType, taskStates, unitAgreement, utcDate } from '@asg/domain';
import { agreementCategoriesMax, type DateRange, type StatsRecord, type TaskDay, type TypeAgreement } from '@asg/storage';
import type { Kind } from '../keeping/documents.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { Figures } from '../keeping/sums.ts';
import { type AgreementFacts, sumNames } from '../tasks/consequences.ts';
import type { Billing } from './billing.ts';

const dayMs = 86_400_000;
/** Tasks whose agreement was measured lately, remembered by id, of one customer, day and type. */
const rememberedMax = 500;

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
const agreementId = (customerId: string, date: string, type: string): string => `${customerId}|${date}|${type}`;
const typesOf = (customerId: string): string => `types|${customerId}`;

/** Figures of each customer's days. */
export class Stats {
  readonly #keeper: Keeper;
  readonly #billing: Billing;

  constructor(keeper: Keeper, billing: Billing) {
    this.#keeper = keeper;
    this.#billing = billing;
    keeper.effects.carry('agreement', (facts: AgreementFacts) => this.#measure(facts));
  }

  async #measure({ taskId, customerId, date, type, values }: AgreementFacts): Promise<void> {
    const unit = unitAgreement(values);
    if (unit === null) return;
    await this.#keeper.documents.change<Agreement, null>(
      agreements,
      agreementId(customerId, date, type),
      (found) => {
        const before = found ?? none;
        if (before.lately.includes(taskId)) return { result: null };
        const categories: Record<string, number> = { ...before.categories };
        for (const [value, count] of unit.counts) categories[value] = (categories[value] ?? 0) + count;
        const lately = [...before.lately, taskId].slice(-rememberedMax);
        const isBeyond =
          Object.keys(categories).length > agreementCategoriesMax &&
          Object.keys(categories).length > Object.keys(before.categories).length;
        if (isBeyond) return { state: { ...before, lately }, result: null };
        const by = String(values.length - 1);
        const disagreement = {
          ...before.disagreement,
          [by]: (before.disagreement[by] ?? 0) + Math.round(unit.disagreement * (values.length - 1)),
        };
        const pairable = before.pairable + values.length;
        return {
          state: { tasks: before.tasks + 1, pairable, disagreement, categories, lately },
          result: null,
        };
      },
    );
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
