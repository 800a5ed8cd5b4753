import { type Measured, type ResultFigures, recordOf, taskStates, utcDate } from '@asg/domain';
import type * as port from '@asg/storage';
import type { DateRange, StatsRecord, TaskDay } from '@asg/storage';
import { at } from '@asg/values/present';
import type { BillingStore } from '../billing/store.ts';
import { Batcher } from '../cluster/batcher.ts';
import { sumNames } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import { Forgettable } from '../records/forgettable.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Figures } from '../records/sums.ts';
import { type Agreement, measured, noAgreement, templatesOver, typesOver } from './agreement.ts';

const dayMs = 86_400_000;
const tasksAtOnce = 100;

export const agreements: Kind<Agreement> = { name: 'agr', set: 'doc', places: () => [] };
export const agreementId = (customerId: string, date: string): string => `${customerId}|${date}`;

const agreementOf = ({ customerId, date }: Measured): string => agreementId(customerId, date);

/** Figures of each customer's days. */
export class StatsStore implements port.StatsReader {
  readonly #records: RecordStore;
  readonly #billing: BillingStore;
  readonly #measures: Batcher<Measured>;
  readonly #forgettable = new Forgettable();

  constructor(records: RecordStore, billing: BillingStore) {
    this.#records = records;
    this.#billing = billing;
    this.#measures = new Batcher(tasksAtOnce, (id, given) => this.#measure(id, given));
    records.effects.register(
      'agreement',
      (facts: Measured) => this.#measures.add(agreementOf(facts), [facts]),
      (facts) => this.#forgettable.add(agreementOf(facts), facts.taskId),
    );
  }

  async #measure(id: string, given: readonly Measured[]): Promise<void> {
    const forgotten = this.#forgettable.take(id);
    await this.#records.documents.change<Agreement, null>(agreements, id, (found) => {
      const before = found ?? noAgreement;
      const after = given.reduce(measured, before);
      if (after === before) return { result: null };
      const lately = after.lately.filter((taskId) => !forgotten.has(taskId));
      return { state: { ...after, lately }, result: null };
    });
  }

  results(names: readonly string[]): Promise<readonly ResultFigures[]> {
    return this.#records.sums.readMany(names.map(sumNames.results));
  }

  async get(customerId: string, range: DateRange): Promise<StatsRecord> {
    const dates = datesOf(range);
    const [sums, usage, found] = await Promise.all([
      this.#records.sums.readMany(dates.map((date) => sumNames.day(customerId, date))),
      this.#billing.daysBetween(customerId, range.from, range.to),
      this.#records.documents.readMany(
        agreements,
        dates.map((date) => agreementId(customerId, date)),
      ),
    ]);
    const days = sums.flatMap((figures, index) =>
      Object.keys(figures).length === 0 ? [] : [dayOf(at(dates, index), figures)],
    );
    const agreement = found.flatMap((stored) => (stored === null ? [] : [stored.state]));
    return {
      days,
      usage,
      settlementTimes: timesOf(sums),
      agreement: typesOver(agreement),
      templates: templatesOver(agreement),
    };
  }
}

function dayOf(date: string, figures: Figures): TaskDay {
  return {
    date,
    tasks: recordOf(taskStates, (state) => figures[state] ?? 0),
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
