import type { DatabaseSync } from 'node:sqlite';
import {
  durationBucket,
  isOpen,
  legalTransitions,
  sortedOptions,
  type Task,
  type TaskState,
  taskStates,
  templateKey,
  unitAgreement,
  utcDate,
} from '@asg/domain';
import { agreementCategoriesMax, agreementTemplatesMax, sha256 } from '@asg/storage';
import { parsed, type Statement, statement } from '../sql.ts';

/** Figures of each customer's days, written with the change of the task that they tell of. */
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

  changed(before: Task, after: Task): void {
    if (before.state === after.state) return;
    const { customerId, createdAtMs, payment } = after;
    const date = utcDate(createdAtMs);
    const decision = before.decision === null ? after.decision : null;
    const micros = decision === null ? 0 : Math.round(decision.confidence * 1_000_000);
    this.#moves.get(moveName(before.state, after.state))!.run(+(decision !== null), micros, customerId, date);
    if (after.state === 'settled' && payment.kind === 'paid') {
      this.#addTime.run(customerId, date, durationBucket(payment.settledAtMs - createdAtMs));
    }
    if (isOpen(before.state) && !isOpen(after.state)) this.#measure(after, date);
  }

  #measure(task: Task, date: string): void {
    const { customerId, type, labels, labelSpec } = task;
    const values = labels.map(({ option }) => labelSpec.options[option]!);
    const unit = unitAgreement(values);
    if (unit === null) return;
    this.#measureTemplate(task, date, unit);
    const row = this.#categories.get(customerId, date, type);
    let added = 0;
    for (const value of unit.counts.keys()) {
      if (this.#hasCategory.get(customerId, date, type, value) === undefined) added++;
    }
    if (added > 0 && (row?.categories ?? 0) + added > agreementCategoriesMax) return;
    for (const [value, count] of unit.counts) this.#addCategory.run(customerId, date, type, value, count);
    this.#addAgreement.run(customerId, date, type, values.length, unit.disagreement, added);
  }

  #measureTemplate(task: Task, date: string, unit: NonNullable<ReturnType<typeof unitAgreement>>): void {
    const { customerId, labels, labelSpec } = task;
    const template = templateKey(task, sha256);
    const row = this.#template.get(customerId, date, template);
    if (row === undefined) {
      const count = this.#templates.get(customerId, date)?.count ?? 0;
      if (count >= agreementTemplatesMax) return;
    }
    const options = sortedOptions(labelSpec.options);
    const counts = row === undefined ? options.map(() => 0) : parsed<number[]>(row.counts);
    for (const [i, option] of options.entries()) counts[i]! += unit.counts.get(option) ?? 0;
    const { disagreement } = unit;
    const json = JSON.stringify(counts);
    this.#putTemplate.run(customerId, date, template, labels.length, disagreement, json);
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
