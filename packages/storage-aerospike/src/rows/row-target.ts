import type { RowTarget, StoredRow } from '@asg/storage';
import type { RecordStore } from '../records/record-store.ts';
import { accountTakers } from './accounts.ts';
import { billingTakers } from './billing.ts';
import { eventTakers } from './events.ts';
import { payoutTakers } from './payouts.ts';
import { recordTakers } from './records.ts';
import { settlementTakers } from './settlement.ts';
import { statsTakers } from './stats.ts';
import type { Taker } from './taker.ts';
import { trustTakers } from './trust.ts';
import { webhookTakers } from './webhooks.ts';
import { workTakers } from './work.ts';

/** By table of SQLite, in the order in which they are taken in. */
const takers: Readonly<Record<string, Taker>> = {
  ...accountTakers,
  ...trustTakers,
  ...workTakers,
  ...settlementTakers,
  ...payoutTakers,
  ...eventTakers,
  ...webhookTakers,
  ...billingTakers,
  ...statsTakers,
  ...recordTakers,
};

export const takenTables: readonly string[] = Object.keys(takers);

/** Numbers given out, places in SQLite's queue and lists, and claims, all of which follow from the tasks; and the row that probes the disk. */
export const leftOut: readonly string[] = [
  'counter',
  'lease',
  'record_place',
  'reservation',
  'worker_cursor',
  'write_probe',
];

/** Takes in the rows of a SQLite store. */
export class AerospikeRowTarget implements RowTarget {
  readonly tables = takenTables;
  readonly leftOut = leftOut;
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async take(table: string, rows: readonly StoredRow[]): Promise<void> {
    const taker = takers[table];
    if (taker === undefined) throw new RangeError(`rows of ${table} cannot be taken in`);
    await taker(this.#records, rows);
  }
}
