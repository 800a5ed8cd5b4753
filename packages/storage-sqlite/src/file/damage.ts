import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@asg/domain/errors';
import { present } from '@asg/values/present';
import { statement } from '../sql.ts';

/** Larger files are not read through at each start: of them the head and the ends of every table are looked at. */
const readThroughBytesMax = 256 * 1024 * 1024;
const busyTimeoutMs = 5_000;
/** SQLite's codes of a file that is no sound database. https://sqlite.org/rescode.html */
const damagedCodes: ReadonlySet<number> = new Set([11, 26]);

/** Whether SQLite says that a file is damaged or no database. */
function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    damagedCodes.has(error.errcode & 0xff)
  );
}

/** What is wrong with a database that nobody has open; null: nothing. Rejects with SQLite's error where it cannot be looked at. */
export function damageOf(path: string): string | null {
  const { size } = statSync(path);
  if (size === 0 && !existsSync(`${path}-wal`)) return 'it is empty, and a database never is';
  try {
    // Not read-only: a log that a crash left behind is read into the file first.
    using db = new DatabaseSync(path, { timeout: busyTimeoutMs });
    if (size <= readThroughBytesMax) return failedCheck(db);
    for (const { name } of tablesOf(db)) {
      db.prepare(`select * from "${name}" limit 1`).get();
      if (hasRowid(db, name)) db.prepare(`select * from "${name}" order by rowid desc limit 1`).get();
    }
    return null;
  } catch (error) {
    if (isDamage(error)) return messageOf(error);
    throw error;
  }
}

function failedCheck(db: DatabaseSync): string | null {
  const check = statement<{ readonly quick_check: string }>(db, 'pragma quick_check(1)').get();
  const { quick_check } = present(check, 'what a check found');
  return quick_check === 'ok' ? null : quick_check;
}

function tablesOf(db: DatabaseSync): readonly { readonly name: string }[] {
  const sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
  return statement<{ readonly name: string }>(db, sql).all();
}

function hasRowid(db: DatabaseSync, table: string): boolean {
  const sql = 'select wr from pragma_table_list(?)';
  return statement<{ readonly wr: number }>(db, sql).get(table)?.wr === 0;
}
