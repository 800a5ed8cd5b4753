import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { decodeFailure, encodeFailure } from './writing/failures.ts';

/** A prepared statement that gives rows of one shape: the one place that believes what a select says it selects. */
export interface Statement<Row = unknown> {
  get(...parameters: SQLInputValue[]): Row | undefined;
  all(...parameters: SQLInputValue[]): readonly Row[];
  run(...parameters: SQLInputValue[]): { readonly changes: number | bigint };
}

/** A statement of the connection that writes, inside whose transaction it runs. Its failures are SQLite's own. */
export function statement<Row = never>(db: DatabaseSync, sql: string): Statement<Row> {
  return db.prepare(sql) as Statement<unknown> as Statement<Row>;
}

/** A prepared select whose failures are the port's: `StorageUnavailable` if the world is at fault. */
export class Query<Row> {
  readonly #statement: Statement<Row>;

  constructor(db: DatabaseSync, sql: string) {
    this.#statement = statement<Row>(db, sql);
  }

  get(...parameters: SQLInputValue[]): Row | undefined {
    try {
      return this.#statement.get(...parameters);
    } catch (error) {
      throw decodeFailure(encodeFailure(error));
    }
  }

  all(...parameters: SQLInputValue[]): readonly Row[] {
    try {
      return this.#statement.all(...parameters);
    } catch (error) {
      throw decodeFailure(encodeFailure(error));
    }
  }
}

/** A row whose `record` column is the stored shape as JSON. */
export interface RecordRow {
  readonly record: string;
}

/** What the `record` column holds; null where there is no row. */
export function recordOf<Stored>(row: RecordRow | undefined): Stored | null {
  return row === undefined ? null : parsed<Stored>(row.record);
}

export function recordsOf<Stored>(rows: readonly RecordRow[]): readonly Stored[] {
  return rows.map(({ record }) => parsed<Stored>(record));
}

/** What was stored as JSON by this engine, and so is what it was. */
export function parsed<Stored>(json: string): Stored {
  return JSON.parse(json);
}
