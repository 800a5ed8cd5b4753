import type { DatabaseSync } from 'node:sqlite';
import { labelsSaved, monthAfter, type Task, type TaskCost, utcDate } from '@asg/domain';
import type * as port from '@asg/storage';
import { type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

const sumColumns = ['tasks_settled', 'tasks_paid_unlabelled', 'payout_sats', 'fee_sats', 'labels_saved'];
const added = sumColumns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ');

/** In the order of `sumColumns`. */
type Sums = [number, number, number, number, number];

/** What was settled for whom, by day and month. Runs inside the transaction that settles. */
export class BillingWriter implements Sync<port.BillingWriter> {
  readonly #addDay: Statement;
  readonly #addMonth: Statement;
  readonly #isClosed: Statement;
  readonly #close: Statement;

  constructor(db: DatabaseSync) {
    const columns = sumColumns.join(', ');
    this.#addDay = statement(
      db,
      `insert into usage_day (customer_id, date, ${columns}) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (customer_id, date) do update set ${added}`,
    );
    this.#addMonth = statement(
      db,
      `insert into usage_month (customer_id, month, ${columns}) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (customer_id, month) do update set ${added}`,
    );
    this.#isClosed = statement(
      db,
      'select 1 from usage_month where customer_id = ? and month = ? and closed_at is not null',
    );
    this.#close = statement(
      db,
      `update usage_month set closed_at = ?, closed_price = ?
       where customer_id = ? and month = ? and closed_at is null`,
    );
  }

  /** Books the tasks that a settlement has just settled, on the day of `nowMs` or on the first that is still open. */
  book(settled: readonly { readonly task: Task; readonly cost: TaskCost }[], nowMs: number): void {
    const byCustomer = new Map<string, Sums>();
    for (const { task, cost } of settled) {
      // The operator's own cost, on nobody's bill.
      if (task.gold !== undefined) continue;
      const sums = byCustomer.get(task.customerId) ?? [0, 0, 0, 0, 0];
      sums[task.state === 'settled' ? 0 : 1]++;
      sums[2] += cost.payoutSats;
      sums[3] += cost.feeSats;
      sums[4] += labelsSaved(task);
      byCustomer.set(task.customerId, sums);
    }
    for (const [customerId, sums] of byCustomer) {
      const date = this.#openDate(customerId, utcDate(nowMs));
      this.#addDay.run(customerId, date, ...sums);
      this.#addMonth.run(customerId, date.slice(0, 7), ...sums);
    }
  }

  #openDate(customerId: string, date: string): string {
    let month = date.slice(0, 7);
    if (this.#isClosed.get(customerId, month) === undefined) return date;
    do month = monthAfter(month);
    while (this.#isClosed.get(customerId, month) !== undefined);
    return `${month}-01`;
  }

  closeMonth({ customerId, month, nowMs, price }: Parameters<port.BillingWriter['closeMonth']>[0]): void {
    this.#close.run(nowMs, JSON.stringify(price), customerId, month);
  }
}
