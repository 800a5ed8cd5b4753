import { DatabaseSync } from 'node:sqlite';
import { statement } from '../sql.ts';
import { openReadConnection } from './connection.ts';

/** Of a file that never had anything of a row that is gone: "ASG" and a number, in the head of the file. */
const cleanMark = 0x41534701;

/** Copies a database file as of this moment, also while another process writes to it, without what its free pages hold. The copy needs no `-wal` file. */
export async function copyDatabase(fromPath: string, toPath: string): Promise<void> {
  using source = openReadConnection(fromPath);
  writeClean(source, toPath);
}

/** Writes all rows of a database into a file that is not there, or empty: one of the same schema, with no page that nothing uses. */
export function writeClean(source: DatabaseSync, toPath: string): void {
  source.prepare('vacuum into ?').run(toPath);
  using clean = new DatabaseSync(toPath);
  markClean(clean);
}

/** Says so of a database whose free pages were overwritten from its first row on. */
export function markClean(db: DatabaseSync): void {
  db.exec(`pragma application_id = ${cleanMark}`);
}

export function isClean(db: DatabaseSync): boolean {
  const row = statement<{ readonly application_id: number }>(db, 'pragma application_id').get();
  return row?.application_id === cleanMark;
}

/** SQLite's own check of a file that nobody has open. */
export function isSoundDatabase(path: string): boolean {
  try {
    using db = new DatabaseSync(path, { readOnly: true });
    const row = db.prepare('pragma quick_check(1)').get() as { quick_check: string } | undefined;
    return row?.quick_check === 'ok';
  } catch {
    return false;
  }
}
