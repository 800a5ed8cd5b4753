import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  durationBucket,
  isOpen,
  legalTransitions,
  type Task,
  type TaskState,
  taskStates,
  unitAgreement,
  utcDate,
} from '@asg/domain';
import { agreementCategoriesMax } from '@asg/storage';

/** Figures of each customer's days, written with the change of the task that they tell of. */
export class StatsTable {
  readonly #opened: StatementSync;
  readonly #moves: ReadonlyMap<string, StatementSync>;
  readonly #addTime: StatementSync;
  readonly #categories: StatementSync;
  readonly #hasCategory: StatementSync;
  readonly #addCategory: StatementSync;
  readonly #addAgreement: StatementSync;

  constructor(db: DatabaseSync) {
    this.#opened = db.prepare(
      `insert into stats_day (customer_id, date, pending) values (?1, ?2, ?3)
       on conflict (customer_id, date) do update set pending = pending + ?3`,
    );
    this.#moves = moveStatements(db);
    this.#addTime = db.prepare(
      `insert into stats_settlement (customer_id, date, bucket, count) values (?, ?, ?, 1)
       on conflict (customer_id, date, bucket) do update set count = count + 1`,
    );
    this.#categories = db.prepare(
      'select categories from stats_agreement where customer_id = ? and date = ? and type = ?',
    );
    this.#hasCategory = db.prepare(
      'select 1 from stats_category where customer_id = ? and date = ? and type = ? and category = ?',
    );
    this.#addCategory = db.prepare(
      `insert into stats_category (customer_id, date, type, category, count) values (?, ?, ?, ?, ?)
       on conflict (customer_id, date, type, category) do update set count = count + excluded.count`,
    );
    this.#addAgreement = db.prepare(
      `insert into stats_agreement (customer_id, date, type, tasks, pairable, disagreement, categories)
       values (?, ?, ?, 1, ?, ?, ?) on conflict (customer_id, date, type) do update set tasks = tasks + 1,
       pairable = pairable + excluded.pairable, disagreement = disagreement + excluded.disagreement,
       categories = categories + excluded.categories`,
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

  #measure({ customerId, type, labels, labelSpec }: Task, date: string): void {
    const values = labels.map(({ option }) => labelSpec.options[option]!);
    const unit = unitAgreement(values);
    if (unit === null) return;
    const row = this.#categories.get(customerId, date, type) as { categories: number } | undefined;
    let added = 0;
    for (const value of unit.counts.keys()) {
      if (this.#hasCategory.get(customerId, date, type, value) === undefined) added++;
    }
    if (added > 0 && (row?.categories ?? 0) + added > agreementCategoriesMax) return;
    for (const [value, count] of unit.counts) this.#addCategory.run(customerId, date, type, value, count);
    this.#addAgreement.run(customerId, date, type, values.length, unit.disagreement, added);
  }
}

const moveName = (from: TaskState, to: TaskState): string => `${from} ${to}`;

function moveStatements(db: DatabaseSync): ReadonlyMap<string, StatementSync> {
  const pairs = taskStates.flatMap((from) => legalTransitions[from].map((to) => [from, to] as const));
  return new Map(
    pairs.map(([from, to]) => [
      moveName(from, to),
      db.prepare(
        `update stats_day set ${from} = ${from} - 1, ${to} = ${to} + 1, decided = decided + ?,
         confidence_micros = confidence_micros + ? where customer_id = ? and date = ?`,
      ),
    ]),
  );
}
