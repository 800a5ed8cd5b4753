import { backup, DatabaseSync } from 'node:sqlite';
import { openReadConnection } from './connection.ts';

/** One step: the copy is of one moment, however much is written meanwhile. */
const allPages = 0x7fff_ffff;

/** Copies a database file as of this moment, also while another process writes to it. The copy needs no `-wal` file. */
export async function copyDatabase(fromPath: string, toPath: string): Promise<void> {
  using source = openReadConnection(fromPath);
  await backup(source, toPath, { rate: allPages });
  // A copy of a file in WAL mode says so in its head; taken out, so that it can be checked where nothing may be written.
  using copy = new DatabaseSync(toPath);
  copy.exec('pragma journal_mode = delete');
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
