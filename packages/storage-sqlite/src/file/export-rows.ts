import type { DatabaseSync } from 'node:sqlite';
import type { RowPage, RowSource } from '@asg/storage';
import { present } from '@asg/values/present';
import { type CompactRow, PlainRows } from '../compact/plain-rows.ts';
import { parsed, statement } from '../sql.ts';
import { openReadConnection } from './connection.ts';

/** Where another order than that of the primary key matters. */
const keys: Readonly<Record<string, readonly string[]>> = { gold: ['pool', 'seq'] };

/** The rows of a store's file, table by table, each in the order of its primary key: those of before as they are, and new ones like them. */
export class ExportedRows implements RowSource, Disposable {
  readonly tables: readonly string[];
  readonly #db: DatabaseSync;
  readonly #plain: PlainRows;

  constructor(path: string) {
    const db = openReadConnection(path);
    this.#db = db;
    this.#plain = new PlainRows(db);
    const named = statement<{ readonly name: string }>(
      db,
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    );
    this.tables = named.all().map(({ name }) => name);
  }

  async count(table: string): Promise<number> {
    const sql = `select count(*) as count from ${this.#known(table)}`;
    return present(statement<{ readonly count: number }>(this.#db, sql).get(), 'a count').count;
  }

  async page({ table, after, limit }: Parameters<RowSource['page']>[0]): Promise<RowPage> {
    const key = this.#keyOf(table);
    const names = key.join(', ');
    const marks = key.map(() => '?').join(', ');
    const from = after === null ? [] : parsed<(string | number)[]>(after);
    const where = after === null ? '' : `where (${names}) > (${marks})`;
    const sql = `select * from ${table} ${where} order by ${names} limit ?`;
    const found = statement<CompactRow>(this.#db, sql).all(...from, limit);
    const rows = found.map((row) => this.#plain.of(table, row));
    const last = found.at(-1);
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
    const sql = `select name, pk from pragma_table_info('${this.#known(table)}') where pk > 0 order by pk`;
    return statement<{ readonly name: string }>(this.#db, sql)
      .all()
      .map(({ name }) => name);
  }

  #known(table: string): string {
    if (!this.tables.includes(table)) throw new RangeError(`there is no table ${table}`);
    return table;
  }
}
