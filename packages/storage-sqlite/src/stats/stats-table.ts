import type { DatabaseSync } from 'node:sqlite';
import {
  areTextsCounted,
  type Consequences,
  countsWith,
  type DayMove,
  isTemplateCounted,
  legalTransitions,
  type Measured,
  pairsOf,
  type TaskState,
  taskStates,
  unitAgreement,
  utcDate,
} from '@asg/domain';
import { entryOf } from '@asg/values/present';
import { parsed, type Statement, statement } from '../sql.ts';

/** Figures of each customer's days, written with the change of the task that they count. */
export class StatsTable {
  readonly #opened: Statement;
  readonly #moves: ReadonlyMap<string, Statement>;
  readonly #addTime: Statement;
  readonly #categories: Statement<{ readonly categories: number }>;
  readonly #hasCategory: Statement;
  readonly #addCategory: Statement;
  readonly #addAgreement: Statement;
  readonly #template: Statement<{ readonly counts: string }>;
  readonly #templates: Statement<{ readonly count: number }>;
  readonly #putTemplate: Statement;
  readonly #addPair: Statement;

  constructor(db: DatabaseSync) {
    this.#opened = statement(
      db,
      `insert into stats_day (customer_id, date, pending) values (?1, ?2, ?3)
       on conflict (customer_id, date) do update set pending = pending + ?3`,
    );
    this.#moves = moveStatements(db);
    this.#addTime = statement(
      db,
      `insert into stats_settlement (customer_id, date, bucket, count) values (?, ?, ?, 1)
       on conflict (customer_id, date, bucket) do update set count = count + 1`,
    );
    this.#categories = statement(
      db,
      'select categories from stats_agreement where customer_id = ? and date = ? and type = ?',
    );
    this.#hasCategory = statement(
      db,
      'select 1 from stats_category where customer_id = ? and date = ? and type = ? and category = ?',
    );
    this.#addCategory = statement(
      db,
      `insert into stats_category (customer_id, date, type, category, count) values (?, ?, ?, ?, ?)
       on conflict (customer_id, date, type, category) do update set count = count + excluded.count`,
    );
    this.#addAgreement = statement(
      db,
      `insert into stats_agreement (customer_id, date, type, tasks, pairable, disagreement, categories)
       values (?, ?, ?, 1, ?, ?, ?) on conflict (customer_id, date, type) do update set tasks = tasks + 1,
       pairable = pairable + excluded.pairable, disagreement = disagreement + excluded.disagreement,
       categories = categories + excluded.categories`,
    );
    const ofDay = 'from stats_template where customer_id = ? and date = ?';
    this.#template = statement(db, `select counts ${ofDay} and template = ?`);
    this.#templates = statement(db, `select count(*) as count ${ofDay}`);
    this.#putTemplate = statement(
      db,
      `insert into stats_template (customer_id, date, template, tasks, pairable, disagreement, counts)
       values (?1, ?2, ?3, 1, ?4, ?5, ?6) on conflict (customer_id, date, template) do update set tasks = tasks + 1,
       pairable = pairable + ?4, disagreement = disagreement + ?5, counts = ?6`,
    );
    this.#addPair = statement(
      db,
      `insert into stats_pair (customer_id, date, template, one, other, weight) values (?, ?, ?, ?, ?, ?)
       on conflict (customer_id, date, template, one, other) do update set weight = weight + excluded.weight`,
    );
  }

  /** Counts the tasks that a request has added, made at these moments (Unix ms). */
  opened(customerId: string, createdAtMs: readonly number[]): void {
    const days = new Map<string, number>();
    for (const ms of createdAtMs) {
      const date = utcDate(ms);
      days.set(date, (days.get(date) ?? 0) + 1);
    }
    for (const [date, count] of days) this.#opened.run(customerId, date, count);
  }

  follow({ day, measured }: Consequences): void {
    if (day !== null) this.#move(day);
    if (measured === null) return;
    const { places } = measured;
    if (places === undefined) this.#measure(measured);
    else this.#measurePairs(measured, places);
  }

  #move({ customerId, date, from, to, confidenceMicros, bucket }: DayMove): void {
    const decided = confidenceMicros === null ? 0 : 1;
    entryOf(this.#moves, moveName(from, to)).run(decided, confidenceMicros ?? 0, customerId, date);
    if (bucket !== null) this.#addTime.run(customerId, date, bucket);
  }

  #measure(measured: Measured): void {
    const { customerId, date, type, values } = measured;
    const unit = unitAgreement(values);
    if (unit === null) return;
    this.#measureTemplate(measured, unit);
    const known = this.#categories.get(customerId, date, type)?.categories ?? 0;
    let added = 0;
    for (const value of unit.counts.keys()) {
      if (this.#hasCategory.get(customerId, date, type, value) === undefined) added++;
    }
    if (!areTextsCounted(known, added)) return;
    for (const [value, count] of unit.counts) this.#addCategory.run(customerId, date, type, value, count);
    this.#addAgreement.run(customerId, date, type, values.length, unit.disagreement, added);
  }

  #measureTemplate(
    { customerId, date, template, options, values }: Measured,
    { disagreement, counts: texts }: NonNullable<ReturnType<typeof unitAgreement>>,
  ): void {
    const row = this.#template.get(customerId, date, template);
    if (!this.#isCounted(row, customerId, date)) return;
    const known = row === undefined ? [] : parsed<number[]>(row.counts);
    const counts = options.map((option, i) => (known[i] ?? 0) + (texts.get(option) ?? 0));
    this.#putTemplate.run(customerId, date, template, values.length, disagreement, JSON.stringify(counts));
  }

  #isCounted(row: unknown, customerId: string, date: string): boolean {
    const others = row === undefined ? (this.#templates.get(customerId, date)?.count ?? 0) : 0;
    return isTemplateCounted(row !== undefined, others);
  }

  #measurePairs({ customerId, date, template }: Measured, places: readonly number[]): void {
    const row = this.#template.get(customerId, date, template);
    if (!this.#isCounted(row, customerId, date)) return;
    const before = row === undefined ? {} : parsed<Record<string, number>>(row.counts);
    const after = countsWith(before, places);
    if (after === null) return;
    this.#putTemplate.run(customerId, date, template, places.length, 0, JSON.stringify(after));
    for (const { one, other, weight } of pairsOf(places))
      this.#addPair.run(customerId, date, template, one, other, weight / (places.length - 1));
  }
}

const moveName = (from: TaskState, to: TaskState): string => `${from} ${to}`;

function moveStatements(db: DatabaseSync): ReadonlyMap<string, Statement> {
  const pairs = taskStates.flatMap((from) => legalTransitions[from].map((to) => [from, to] as const));
  return new Map(
    pairs.map(([from, to]) => [
      moveName(from, to),
      statement(
        db,
        `update stats_day set ${from} = ${from} - 1, ${to} = ${to} + 1, decided = decided + ?,
         confidence_micros = confidence_micros + ? where customer_id = ? and date = ?`,
      ),
    ]),
  );
}
