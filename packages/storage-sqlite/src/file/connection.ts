import { DatabaseSync } from 'node:sqlite';

export const inMemory = ':memory:';

/** How long a statement waits for another program (a shell, a backup) to let go of the file. */
export const busyTimeoutMs = 5_000;
/** A stop is not to wait longer than this for another program that reads. */
const foldWaitMs = 1_000;
const pageBytes = 8_192;
const cacheKib = 16_384;
/** Pages in the write-ahead log after which a commit moves them into the file. */
const checkpointPages = 1_000;

/** The one connection that writes. A commit returns when the log is on the disk. */
export function openWriteConnection(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
  db.exec(`
    pragma page_size = ${pageBytes};
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma wal_autocheckpoint = ${checkpointPages};
    pragma cache_size = -${cacheKib};
    pragma temp_store = memory;
    pragma secure_delete = on;
  `);
  return db;
}

/** Empties the write-ahead log: what it still has of rows that are gone. False: a reader holds it. */
export function foldLog(db: DatabaseSync): boolean {
  const row = db.prepare('pragma wal_checkpoint(truncate)').get();
  return row?.busy === 0;
}

/**
 * Closes a connection that writes, with the write-ahead log folded into the file. A disk that is full, or a reader that does not let go,
 * leaves the log as it is: the next start reads it.
 */
export function closeFolded(db: DatabaseSync): void {
  try {
    db.exec(`pragma busy_timeout = ${foldWaitMs}; pragma wal_checkpoint(truncate);`);
  } catch {
    // Nothing is lost by it, and the file is to be let go of in any case.
  }
  db.close();
}

/** A connection that sees every commit made before its statement began. The file must exist. */
export function openReadConnection(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
  db.exec(`pragma cache_size = -${cacheKib}; pragma temp_store = memory;`);
  return db;
}
