import type { DatabaseSync } from 'node:sqlite';
import { monthAfter, type UsageSum, type UsageSums, usageFrom, usageSumNames, usageSums } from '@asg/domain';
import type * as port from '@asg/storage';
import type { UsageDay, UsageMonth, UsdPrice } from '@asg/storage';
import { before, parsed, Query } from '../sql.ts';

/** Selects a row of sums. */
export const usageColumns = usageSums.map((name) => `${usageSumNames[name].column} as ${name}`).join(', ');
const month = `select month, closed_at as closedAtMs, closed_price as price, ${usageColumns} from usage_month`;

export type SumsRow = Readonly<Record<UsageSum, number>>;
interface MonthRow extends SumsRow {
  readonly month: string;
  readonly closedAtMs: number | null;
  readonly price: string | null;
}

/** Reads of what was settled, each by a primary key. */
export class BillingReader implements port.BillingReader {
  readonly #month: Query<MonthRow>;
  readonly #months: Query<MonthRow>;
  readonly #days: Query<SumsRow & { readonly date: string }>;
  readonly #openMonths: Query<{ readonly customerId: string; readonly month: string }>;

  constructor(db: DatabaseSync) {
    this.#month = new Query(db, `${month} where customer_id = ? and month = ?`);
    this.#months = new Query(
      db,
      `${month} where customer_id = ?1 and ${before('month', '?2')} order by month desc limit ?3`,
    );
    this.#days = new Query(
      db,
      `select date, ${usageColumns} from usage_day where customer_id = ? and date >= ? and date < ? order by date`,
    );
    this.#openMonths = new Query(
      db,
      `select customer_id as customerId, month from usage_month where closed_at is null and month < ?
       order by month, customer_id limit ?`,
    );
  }

  async month(customerId: string, wanted: string): Promise<UsageMonth | null> {
    const row = this.#month.get(customerId, wanted);
    return row === undefined ? null : monthOf(customerId, row);
  }

  async months(
    customerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly UsageMonth[]> {
    const rows = this.#months.all(customerId, before, limit);
    return rows.map((row) => monthOf(customerId, row));
  }

  async days(customerId: string, wanted: string): Promise<readonly UsageDay[]> {
    const rows = this.#days.all(customerId, wanted, monthAfter(wanted));
    return rows.map((row) => ({
      date: row.date,
      ...sumsOf(row),
    }));
  }

  async openMonths(before: string, limit: number): Promise<readonly { customerId: string; month: string }[]> {
    const rows = this.#openMonths.all(before, limit);
    return rows.map((row) => ({ ...row }));
  }
}

function monthOf(customerId: string, row: MonthRow): UsageMonth {
  const { closedAtMs, price } = row;
  const closed =
    closedAtMs === null || price === null ? null : { atMs: closedAtMs, price: parsed<UsdPrice>(price) };
  return { customerId, month: row.month, ...sumsOf(row), closed };
}

export function sumsOf(row: SumsRow): UsageSums {
  return usageFrom((name) => row[name]);
}
