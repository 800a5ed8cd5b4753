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
  return db.prepare(preparedOnce(sql)) as Statement<unknown> as Statement<Row>;
}

/**
 * SQLite prepares a select anew each time it is run whose plan could depend on what a parameter is: one with a join or with `limit ?`.
 * That costs several times the select. It does not look for values inside a call, and the call changes neither value nor type.
 */
export function preparedOnce(sql: string): string {
  if (!selects.test(sql)) return sql;
  return sql.replace(textOrParameter, (found) => (found.startsWith("'") ? found : `ifnull(${found}, null)`));
}

const selects = /^\s*(?:select|with)\b/;
const textOrParameter = /'[^']*'|\?\d*/g;

/** The end of a page's condition: what comes before a text, or all where it is null. An index finds its place, however deep the page. */
export function before(column: string, parameter: string): string {
  return `${column} < ifnull(${parameter}, char(0x10ffff))`;
}

/** What comes after a text, or all where it is null. */
export function after(column: string, parameter: string): string {
  return `${column} > ifnull(${parameter}, '')`;
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
