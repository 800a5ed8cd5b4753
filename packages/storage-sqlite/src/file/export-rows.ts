import type { DatabaseSync } from 'node:sqlite';
import type { RowPage, RowSource, StoredRow } from '@asg/storage';
import { openReadConnection } from './connection.ts';

/** Where another order than that of the primary key matters. */
const keys: Readonly<Record<string, readonly string[]>> = { gold: ['pool', 'seq'] };

/** The rows of a store's file as they are, table by table, each in the order of its primary key. */
export class ExportedRows implements RowSource, Disposable {
  readonly tables: readonly string[];
  readonly #db: DatabaseSync;

  constructor(path: string) {
    const db = openReadConnection(path);
    this.#db = db;
    const named = db
      .prepare(
        `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
      )
      .all() as unknown as readonly { name: string }[];
    this.tables = named.map(({ name }) => name);
  }

  async count(table: string): Promise<number> {
    const row = this.#db.prepare(`select count(*) as count from ${this.#known(table)}`).get();
    return (row as { count: number }).count;
  }

  async page({ table, after, limit }: Parameters<RowSource['page']>[0]): Promise<RowPage> {
    const key = this.#keyOf(table);
    const names = key.join(', ');
    const marks = key.map(() => '?').join(', ');
    const from = after === null ? [] : (JSON.parse(after) as (string | number)[]);
    const where = after === null ? '' : `where (${names}) > (${marks})`;
    const rows = this.#db
      .prepare(`select * from ${table} ${where} order by ${names} limit ?`)
      .all(...from, limit) as unknown as readonly StoredRow[];
    const last = rows.at(-1);
    const next =
      last === undefined || rows.length < limit ? null : JSON.stringify(key.map((name) => last[name]));
    return { rows, next };
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }

  #keyOf(table: string): readonly string[] {
    const own = keys[table];
    if (own !== undefined) return own;
    const columns = this.#db
      .prepare(`select name, pk from pragma_table_info('${this.#known(table)}') where pk > 0 order by pk`)
      .all() as unknown as readonly { name: string }[];
    return columns.map(({ name }) => name);
  }

  #known(table: string): string {
    if (!this.tables.includes(table)) throw new RangeError(`there is no table ${table}`);
    return table;
  }
}
