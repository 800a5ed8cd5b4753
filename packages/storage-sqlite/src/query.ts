import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { decodeFailure, encodeFailure } from './failures.ts';

/** A prepared select whose failures are the port's: `StorageUnavailable` if the world is at fault. */
export class Query {
  readonly #statement: StatementSync;

  constructor(db: DatabaseSync, sql: string) {
    this.#statement = db.prepare(sql);
  }

  get(...parameters: SQLInputValue[]): Record<string, unknown> | undefined {
    try {
      return this.#statement.get(...parameters);
    } catch (error) {
      throw decodeFailure(encodeFailure(error));
    }
  }

  all(...parameters: SQLInputValue[]): Record<string, unknown>[] {
    try {
      return this.#statement.all(...parameters);
    } catch (error) {
      throw decodeFailure(encodeFailure(error));
    }
  }
}

/** What the `record` column of a row holds; null where there is no row. */
export function recordOf<Stored>(row: unknown): Stored | null {
  return row === undefined ? null : (JSON.parse((row as { record: string }).record) as Stored);
}
