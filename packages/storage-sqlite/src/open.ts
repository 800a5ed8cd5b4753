import { existsSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { inMemory, openReadConnection, openWriteConnection } from './file/connection.ts';
import { guardFiles, openMigrated, prepareDatabase } from './file/database-file.ts';
import { lockFile } from './file/file-lock.ts';
import { migrate } from './file/migrate.ts';
import { scrubAtStart } from './file/scrub.ts';
import { keepRewriting } from './rewriting/keep-rewriting.ts';
import { SqliteStorage } from './sqlite-storage.ts';
import { GroupCommit } from './writing/group-commit.ts';
import { inlineTransport } from './writing/inline-transport.ts';
import { threadTransport } from './writing/thread-transport.ts';

export interface SqliteOptions {
  /** The database file, made if absent; `:memory:` keeps nothing. */
  readonly path: string;
  /** Write in a thread of its own, so that the event loop never waits for the disk. Default: true for a file. */
  readonly thread?: boolean;
  /** Called between two steps in which rows of earlier versions are written anew. Not there: they stay as they are. */
  readonly pause?: () => Promise<void>;
}

/**
 * Opens the store; its files are for their owner alone. Rejects with `FileLocked` if another server has the file, with `NewerSchema` if a
 * newer program wrote it, with `DamagedDatabase` if it is truncated, damaged or no database, and with SQLite's own error otherwise.
 */
export async function openSqliteStorage({
  path,
  thread = true,
  pause,
}: SqliteOptions): Promise<SqliteStorage> {
  if (path === inMemory) {
    const db = openWriteConnection(path);
    migrate(db);
    const writes = new GroupCommit(inlineTransport(db));
    const nothing = (): void => undefined;
    return new SqliteStorage({
      reads: db,
      writes,
      freeBytes: () => Number.POSITIVE_INFINITY,
      closeReads: nothing,
      release: nothing,
      unscrubbed: null,
    });
  }
  const file = existsSync(path) ? realpathSync(path) : resolve(path);
  const lock = lockFile(file);
  try {
    prepareDatabase(file);
    const unscrubbed = scrubAtStart(file);
    const writes = new GroupCommit(
      thread ? await threadTransport(file) : inlineTransport(openMigrated(file)),
    );
    const reads = openReadConnection(file);
    guardFiles(file);
    if (pause !== undefined) void keepRewriting(reads, writes, pause);
    return new SqliteStorage({
      reads,
      writes,
      freeBytes: () => freeBytesAt(dirname(file)),
      closeReads: () => reads.close(),
      release: () => lock[Symbol.dispose](),
      unscrubbed,
    });
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

function freeBytesAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
