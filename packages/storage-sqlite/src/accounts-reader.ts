import type { DatabaseSync } from 'node:sqlite';
import {
  type ApiKeyRecord,
  type CustomerRecord,
  type SettlementState,
  type WorkerRecord,
  withLastUse,
} from '@asg/domain';
import type { ConsoleSessionRecord, Page, SettlementSummary } from '@asg/storage';
import { type CustomerRow, customerOf } from './executor/customers.ts';
import { Query } from './query.ts';

const page = `(?1 is null or id < ?1) order by id desc limit ?2`;
const summary = `select id as settlementId, state, seen_at as seenAtMs, note,
  json_extract(record, '$.txid') as txid, json_array_length(record, '$.tasks') as taskCount,
  json_extract(record, '$.minerFeeSats') as minerFeeSats, json_extract(record, '$.createdAtMs') as createdAtMs
  from settlement`;

/** Reads of the customers' keys and of the operator's lists. */
export class SqliteAccountsReader {
  readonly #keys: Query;
  readonly #consoleSession: Query;
  readonly #customers: Query;
  readonly #workers: Query;
  readonly #settlements: Query;
  readonly #settlementsIn: Query;

  constructor(db: DatabaseSync) {
    this.#keys = new Query(
      db,
      'select record, used_at as usedAtMs from api_key where customer_id = ? and revoked_at is null order by key_id',
    );
    this.#consoleSession = new Query(
      db,
      'select hash, proof, expires_at as expiresAtMs from console_session where hash = ?',
    );
    this.#customers = new Query(db, `select quota_left, record from customer where ${page}`);
    this.#workers = new Query(db, `select record from worker where ${page}`);
    this.#settlements = new Query(db, `${summary} where ${page}`);
    this.#settlementsIn = new Query(db, `${summary} where state = ?3 and ${page}`);
  }

  async apiKeys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    const rows = this.#keys.all(customerId) as unknown as readonly {
      record: string;
      usedAtMs: number | null;
    }[];
    return rows.map(({ record, usedAtMs }) => withLastUse(JSON.parse(record) as ApiKeyRecord, usedAtMs));
  }

  async consoleSession(hash: string): Promise<ConsoleSessionRecord | null> {
    const row = this.#consoleSession.get(hash);
    return row === undefined ? null : ({ ...row } as unknown as ConsoleSessionRecord);
  }

  async customers({ limit, before }: Page): Promise<readonly CustomerRecord[]> {
    return (this.#customers.all(before, limit) as unknown as readonly CustomerRow[]).map(customerOf);
  }

  async workers({ limit, before }: Page): Promise<readonly WorkerRecord[]> {
    return records<WorkerRecord>(this.#workers.all(before, limit));
  }

  async settlements({
    limit,
    before,
    state,
  }: Page & { readonly state: SettlementState | null }): Promise<readonly SettlementSummary[]> {
    const rows =
      state === null ? this.#settlements.all(before, limit) : this.#settlementsIn.all(before, limit, state);
    return rows.map((row) => ({ ...row }) as unknown as SettlementSummary);
  }
}

function records<Stored>(rows: readonly unknown[]): readonly Stored[] {
  return rows.map((row) => JSON.parse((row as { record: string }).record) as Stored);
}
