import type { RowTarget, StoredRow } from '@asg/storage';
import type { RecordStore } from '../records/record-store.ts';
import { accountTakers } from './accounts.ts';
import { balanceTakers } from './balance.ts';
import { billingTakers } from './billing.ts';
import { eventTakers } from './events.ts';
import { payoutTakers } from './payouts.ts';
import { recordTakers } from './records.ts';
import type { RowImporter } from './row-importer.ts';
import { settlementTakers } from './settlement.ts';
import { statsTakers } from './stats.ts';
import { trustTakers } from './trust.ts';
import { webhookTakers } from './webhooks.ts';
import { workTakers } from './work.ts';

/** By table of SQLite, in the order in which they are imported. */
const importers: Readonly<Record<string, RowImporter>> = {
  ...accountTakers,
  ...trustTakers,
  ...workTakers,
  ...settlementTakers,
  ...payoutTakers,
  ...eventTakers,
  ...webhookTakers,
  ...balanceTakers,
  ...billingTakers,
  ...statsTakers,
  ...recordTakers,
};

export const importedTables: readonly string[] = Object.keys(importers);

/** Numbers given out, places in SQLite's queue and lists, and claims, all of which follow from the tasks; what a list tells of settlements, which follows from them; what rows have numbers for, which are told with them; and the row that probes the disk. */
export const leftOut: readonly string[] = [
  'counter',
  'lease',
  'record_place',
  'reservation',
  'rewriting',
  'settlement_summary',
  'task_place',
  'word',
  'worker_cursor',
  'write_probe',
];

/** Imports the rows of a SQLite store. */
export class AerospikeRowTarget implements RowTarget {
  readonly tables = importedTables;
  readonly leftOut = leftOut;
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async take(table: string, rows: readonly StoredRow[]): Promise<void> {
    const importer = importers[table];
    if (importer === undefined) throw new RangeError(`rows of ${table} cannot be imported`);
    await importer(this.#records, rows);
  }
}
