import type { DatabaseSync } from 'node:sqlite';
import {
  addUsage,
  billedTo,
  dateAfterClosed,
  noUsage,
  type Task,
  type TaskCost,
  type UsageSums,
  usageOf,
  usageSumNames,
  usageSums,
  utcDate,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

const sumColumns = usageSums.map((name) => usageSumNames[name].column);
const places = usageSums.map(() => '?').join(', ');
const added = sumColumns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');

/** Closes months for good. */
export class BillingWriter implements Sync<port.BillingWriter> {
  readonly #close: Statement;

  constructor(db: DatabaseSync) {
    this.#close = statement(
      db,
      `update usage_month set closed_at = ?, closed_price = ?
       where customer_id = ? and month = ? and closed_at is null`,
    );
  }

  closeMonth({ customerId, month, nowMs, price }: Parameters<port.BillingWriter['closeMonth']>[0]): void {
    this.#close.run(nowMs, JSON.stringify(price), customerId, month);
  }
}

/** What was settled for whom, by day and month. Runs inside the transaction that settles. */
export class UsageTable {
  readonly #addDay: Statement;
  readonly #addMonth: Statement;
  readonly #isClosed: Statement;

  constructor(db: DatabaseSync) {
    const columns = sumColumns.join(', ');
    this.#addDay = statement(
      db,
      `insert into usage_day (customer_id, date, ${columns}) values (?, ?, ${places})
       on conflict (customer_id, date) do update set ${added}`,
    );
    this.#addMonth = statement(
      db,
      `insert into usage_month (customer_id, month, ${columns}) values (?, ?, ${places})
       on conflict (customer_id, month) do update set ${added}`,
    );
    this.#isClosed = statement(
      db,
      'select 1 from usage_month where customer_id = ? and month = ? and closed_at is not null',
    );
  }

  /** Books the tasks that a settlement has just settled, on the day of `nowMs` or on the first that is still open. */
  book(settled: readonly { readonly task: Task; readonly cost: TaskCost }[], nowMs: number): void {
    const byCustomer = new Map<string, UsageSums>();
    for (const { task, cost } of settled) {
      const customerId = billedTo(task);
      if (customerId === null) continue;
      byCustomer.set(customerId, addUsage(byCustomer.get(customerId) ?? noUsage, usageOf(task, cost)));
    }
    for (const [customerId, usage] of byCustomer) {
      const date = this.#openDate(customerId, utcDate(nowMs));
      const figures = usageSums.map((name) => usage[name]);
      this.#addDay.run(customerId, date, ...figures);
      this.#addMonth.run(customerId, date.slice(0, 7), ...figures);
    }
  }

  #openDate(customerId: string, date: string): string {
    let open = date;
    while (this.#isClosed.get(customerId, open.slice(0, 7)) !== undefined) open = dateAfterClosed(open);
    return open;
  }
}
