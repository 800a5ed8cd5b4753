import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { closeFolded, openWriteConnection } from './connection.ts';
import { markClean } from './copy.ts';
import { damageOf } from './damage.ts';
import { migrate } from './migrate.ts';
import { makeOwnerOnly, onlyOwner } from './owner-only.ts';
import { synced } from './synced.ts';

/** What SQLite keeps beside a database, and we. */
const companions = ['', '-wal', '-shm', '-journal', '.lock'] as const;

/** The database is truncated, damaged, or was never one. Nothing was changed. */
export class DamagedDatabase extends Error {
  readonly code = 'STORAGE_DAMAGED';
  override readonly name = 'DamagedDatabase';
}

/** A connection that writes to a database of this program's schema. */
export function openMigrated(path: string): DatabaseSync {
  const db = openWriteConnection(path);
  try {
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Makes sure that there is a sound database of this program's schema. A new one is made under another name and put in place whole, so that an
 * empty file is never one that was about to be made. Throws `DamagedDatabase` and `NewerSchema`.
 */
export function prepareDatabase(path: string): void {
  if (!existsSync(path)) {
    makeDatabase(path);
    return;
  }
  guardFiles(path);
  const damage = damageOf(path);
  if (damage !== null) throw new DamagedDatabase(`${path} is damaged: ${damage}`);
  openMigrated(path).close();
}

function makeDatabase(path: string): void {
  const fresh = `${path}.new`;
  for (const companion of companions) rmSync(fresh + companion, { force: true });
  closeSync(openSync(fresh, 'wx', onlyOwner));
  const db = openMigrated(fresh);
  markClean(db);
  closeFolded(db);
  synced(fresh);
  // A log without its database is left over.
  for (const companion of ['-wal', '-shm']) rmSync(path + companion, { force: true });
  renameSync(fresh, path);
  synced(dirname(path));
}

/** Takes the files of a database from everybody but their owner. */
export function guardFiles(path: string): void {
  for (const companion of companions) makeOwnerOnly(path + companion);
}
