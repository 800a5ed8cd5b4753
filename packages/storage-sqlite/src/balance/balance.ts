import type { DatabaseSync } from 'node:sqlite';
import { type BalanceEntry, type EnterOutcome, takesEntry } from '@asg/domain';
import type * as port from '@asg/storage';
import { before, Query, type RecordRow, recordOf, recordsOf, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';
import type { Purses } from './purses.ts';

/** Reads what came into balances and left them. */
export class BalanceReader implements port.BalanceReader {
  readonly #entry: Query<RecordRow>;
  readonly #entries: Query<RecordRow>;
  readonly #sandboxDay: Query<{ readonly sats: number }>;

  constructor(db: DatabaseSync) {
    this.#entry = new Query(db, 'select record from balance_entry where customer_id = ? and entry_id = ?');
    this.#entries = new Query(
      db,
      `select record from balance_entry where customer_id = ?1 and ${before('place', '?2')}
       order by place desc limit ?3`,
    );
    this.#sandboxDay = new Query(db, 'select taken_sats as sats from sandbox_day where date = ?');
  }

  async entry({ customerId, entryId }: port.EntryName): Promise<BalanceEntry | null> {
    return recordOf(this.#entry.get(customerId, entryId));
  }

  async entries(customerId: string, { limit, before }: port.Page): Promise<readonly BalanceEntry[]> {
    return recordsOf(this.#entries.all(customerId, before, limit));
  }

  async sandboxDay(date: string): Promise<number> {
    return this.#sandboxDay.get(date)?.sats ?? 0;
  }
}

/** Enters what comes into balances and leaves them. */
export class BalanceWriter implements Sync<port.BalanceWriter> {
  readonly #purses: Purses;
  readonly #known: Statement;

  constructor(db: DatabaseSync, purses: Purses) {
    this.#purses = purses;
    this.#known = statement(db, 'select 1 from balance_entry where customer_id = ? and entry_id = ?');
  }

  enter(entry: BalanceEntry): EnterOutcome {
    const { customerId, entryId } = entry;
    if (this.#known.get(customerId, entryId) !== undefined) return 'entered';
    const balance = this.#purses.balance(customerId);
    if (balance === null) return 'no_customer';
    if (!takesEntry(balance, entry)) return 'funds_short';
    this.#purses.enter(entry);
    return 'entered';
  }
}
