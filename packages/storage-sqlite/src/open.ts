import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { inMemory, openReadConnection, openWriteConnection } from './connection.ts';
import { lockFile } from './file-lock.ts';
import { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { SqliteStorage } from './sqlite-storage.ts';
import { inlineTransport } from './transport/inline-transport.ts';
import { threadTransport } from './transport/thread-transport.ts';

export interface SqliteOptions {
  /** The database file, made if absent; `:memory:` keeps nothing. */
  readonly path: string;
  /** Write in a thread of its own, so that the event loop never waits for the disk. Default: true for a file. */
  readonly thread?: boolean;
}

/**
 * Opens the store. Rejects with `FileLocked` if another server has the file, with `NewerSchema` if a newer program
 * wrote it, and with SQLite's own error if it cannot be opened or is no database.
 */
export async function openSqliteStorage({ path, thread = true }: SqliteOptions): Promise<SqliteStorage> {
  if (path === inMemory) {
    const db = openMigrated(path);
    const writes = new GroupCommit(inlineTransport(db));
    return new SqliteStorage({ reads: db, writes, release: () => undefined });
  }
  const file = existsSync(path) ? realpathSync(path) : resolve(path);
  const lock = lockFile(file);
  try {
    const db = openMigrated(file);
    if (thread) db.close();
    const writes = new GroupCommit(thread ? await threadTransport(file) : inlineTransport(db));
    const reads = openReadConnection(file);
    const release = (): void => {
      reads.close();
      lock[Symbol.dispose]();
    };
    return new SqliteStorage({ reads, writes, release });
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

function openMigrated(path: string): DatabaseSync {
  const db = openWriteConnection(path);
  try {
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
