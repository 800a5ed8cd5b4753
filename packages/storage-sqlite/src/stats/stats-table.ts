import type { DatabaseSync } from 'node:sqlite';
import {
  areTextsCounted,
  type Consequences,
  countsWith,
  type DayMove,
  isTemplateCounted,
  type Measured,
  pairsOf,
  taskStates,
  unitAgreement,
  utcDate,
} from '@asg/domain';
import { parsed, type Statement, statement } from '../sql.ts';
import { Additions } from '../writing/additions.ts';
import { Remembered } from '../writing/remembered.ts';

/** Kept in memory, of some 100 bytes each. */
const rowsMax = 2_000;

interface TemplateRow {
  readonly tasks: number;
  readonly pairable: number;
  readonly disagreement: number;
  readonly counts: string;
}

/** Figures of each customer's days, written for all the changes of tasks that are committed together. */
export class StatsTable {
  readonly #opened: Additions;
  readonly #days: Additions;
  readonly #times: Additions;
  readonly #categories: Statement<{ readonly categories: number }>;
  readonly #hasCategory: Statement;
  readonly #addedCategories: Additions;
  readonly #agreements: Additions;
  readonly #template: Statement<TemplateRow>;
  readonly #templates: Statement<{ readonly count: number }>;
  readonly #putTemplate: Statement;
  readonly #pairs: Additions;
  readonly #knownCategories = new Remembered<number>(rowsMax);
  readonly #isKnown = new Remembered<boolean>(rowsMax);
  readonly #templateRows = new Remembered<TemplateRow | null>(rowsMax);

  constructor(db: DatabaseSync) {
    this.#opened = new Additions(
      statement(
        db,
        `insert into stats_day (customer_id, date, pending) values (?1, ?2, ?3)
         on conflict (customer_id, date) do update set pending = pending + ?3`,
      ),
    );
    const states = taskStates.map((state, i) => `${state} = ${state} + ?${i + 5}`);
    this.#days = new Additions(
      statement(
        db,
        `update stats_day set decided = decided + ?3, confidence_micros = confidence_micros + ?4, ${states.join(', ')}
         where customer_id = ?1 and date = ?2`,
      ),
    );
    this.#times = new Additions(
      statement(
        db,
        `insert into stats_settlement (customer_id, date, bucket, count) values (?1, ?2, ?3, ?4)
         on conflict (customer_id, date, bucket) do update set count = count + ?4`,
      ),
    );
    this.#categories = statement(
      db,
      'select categories from stats_agreement where customer_id = ? and date = ? and type = ?',
    );
    this.#hasCategory = statement(
      db,
      'select 1 from stats_category where customer_id = ? and date = ? and type = ? and category = ?',
    );
    this.#addedCategories = new Additions(
      statement(
        db,
        `insert into stats_category (customer_id, date, type, category, count) values (?, ?, ?, ?, ?)
         on conflict (customer_id, date, type, category) do update set count = count + excluded.count`,
      ),
    );
    this.#agreements = new Additions(
      statement(
        db,
        `insert into stats_agreement (customer_id, date, type, tasks, pairable, disagreement, categories)
         values (?, ?, ?, ?, ?, ?, ?) on conflict (customer_id, date, type) do update set
         tasks = tasks + excluded.tasks, pairable = pairable + excluded.pairable,
         disagreement = disagreement + excluded.disagreement, categories = categories + excluded.categories`,
      ),
    );
    const ofDay = 'from stats_template where customer_id = ? and date = ?';
    this.#template = statement(db, `select tasks, pairable, disagreement, counts ${ofDay} and template = ?`);
    this.#templates = statement(db, `select count(*) as count ${ofDay}`);
    this.#putTemplate = statement(
      db,
      `insert into stats_template (customer_id, date, template, tasks, pairable, disagreement, counts)
       values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (customer_id, date, template) do update set tasks = ?4,
       pairable = ?5, disagreement = ?6, counts = ?7`,
    );
    this.#pairs = new Additions(
      statement(
        db,
        `insert into stats_pair (customer_id, date, template, one, other, weight) values (?, ?, ?, ?, ?, ?)
         on conflict (customer_id, date, template, one, other) do update set weight = weight + excluded.weight`,
      ),
    );
  }

  /** Counts so many tasks that were added, made at that moment (Unix ms). */
  opened(customerId: string, createdAtMs: number, count: number): void {
    this.#opened.add([customerId, utcDate(createdAtMs)], [count]);
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
    const states = taskStates.map((state) => Number(state === to) - Number(state === from));
    this.#days.add([customerId, date], [decided, confidenceMicros ?? 0, ...states]);
    if (bucket !== null) this.#times.add([customerId, date, bucket], [1]);
  }

  #measure(measured: Measured): void {
    const { customerId, date, type, values } = measured;
    const unit = unitAgreement(values);
    if (unit === null) return;
    this.#measureTemplate(measured, unit);
    const name = `${customerId} ${date} ${type}`;
    const known = this.#knownCategories.get(
      name,
      () => this.#categories.get(customerId, date, type)?.categories ?? 0,
    );
    const isKnown = (value: string): boolean =>
      this.#isKnown.get(
        `${name} ${value}`,
        () => this.#hasCategory.get(customerId, date, type, value) !== undefined,
      );
    const added = [...unit.counts.keys()].filter((value) => !isKnown(value));
    if (!areTextsCounted(known, added.length)) return;
    this.#knownCategories.set(name, known + added.length);
    for (const value of added) this.#isKnown.set(`${name} ${value}`, true);
    for (const [value, count] of unit.counts)
      this.#addedCategories.add([customerId, date, type, value], [count]);
    this.#agreements.add([customerId, date, type], [1, values.length, unit.disagreement, added.length]);
  }

  #measureTemplate(
    measured: Measured,
    { disagreement, counts: texts }: NonNullable<ReturnType<typeof unitAgreement>>,
  ): void {
    const { options, values } = measured;
    const row = this.#templateRow(measured);
    if (!this.#isCounted(row, measured)) return;
    const known = row === null ? [] : parsed<number[]>(row.counts);
    const counts = options.map((option, i) => (known[i] ?? 0) + (texts.get(option) ?? 0));
    this.#save(measured, row, { pairable: values.length, disagreement, counts: JSON.stringify(counts) });
  }

  #templateRow({ customerId, date, template }: Measured): TemplateRow | null {
    return this.#templateRows.get(
      `${customerId} ${date} ${template}`,
      () => this.#template.get(customerId, date, template) ?? null,
    );
  }

  #isCounted(row: TemplateRow | null, { customerId, date }: Measured): boolean {
    if (row === null) this.#templateRows.flush();
    const others = row === null ? (this.#templates.get(customerId, date)?.count ?? 0) : 0;
    return isTemplateCounted(row !== null, others);
  }

  /** One more task of the template. */
  #save(
    { customerId, date, template }: Measured,
    row: TemplateRow | null,
    { pairable, disagreement, counts }: Omit<TemplateRow, 'tasks'>,
  ): void {
    const after = {
      tasks: (row?.tasks ?? 0) + 1,
      pairable: (row?.pairable ?? 0) + pairable,
      disagreement: (row?.disagreement ?? 0) + disagreement,
      counts,
    };
    this.#templateRows.change(`${customerId} ${date} ${template}`, after, () =>
      this.#putTemplate.run(
        customerId,
        date,
        template,
        after.tasks,
        after.pairable,
        after.disagreement,
        counts,
      ),
    );
  }

  #measurePairs(measured: Measured, places: readonly number[]): void {
    const { customerId, date, template } = measured;
    const row = this.#templateRow(measured);
    if (!this.#isCounted(row, measured)) return;
    const before = row === null ? {} : parsed<Record<string, number>>(row.counts);
    const after = countsWith(before, places);
    if (after === null) return;
    this.#save(measured, row, { pairable: places.length, disagreement: 0, counts: JSON.stringify(after) });
    for (const { one, other, weight } of pairsOf(places))
      this.#pairs.add([customerId, date, template, one, other], [weight / (places.length - 1)]);
  }

  flush(): void {
    this.#templateRows.flush();
    for (const sums of this.#sums) sums.flush();
  }

  forget(): void {
    for (const rows of [this.#knownCategories, this.#isKnown, this.#templateRows]) rows.forget();
    for (const sums of this.#sums) sums.forget();
  }

  get #sums(): readonly Additions[] {
    return [this.#opened, this.#days, this.#times, this.#addedCategories, this.#agreements, this.#pairs];
  }
}
