import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@asg/domain/errors';

const onlyOwner = 0o600;
const othersMay = 0o077;
const notOurs: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EROFS'];
/** A larger file is not read through at each start. */
const readThroughBytesMax = 256 * 1024 * 1024;
const foldWaitMs = 1_000;
/** SQLite's codes of a file that is no sound database. https://sqlite.org/rescode.html */
const damagedCodes: ReadonlySet<number> = new Set([11, 26]);

/** The chain's file is truncated, damaged, or was never one. Nothing was changed. */
export class DamagedChain extends Error {
  readonly code = 'CHAIN_DAMAGED';
  override readonly name = 'DamagedChain';
}

/**
 * Makes sure that the chain's file is there, sound, and for its owner alone. A new one is put in place whole, so that an empty file is
 * never one that was about to be made. Throws `DamagedChain`.
 */
export function prepareFile(path: string, open: (path: string) => DatabaseSync): void {
  if (!existsSync(path)) {
    const fresh = `${path}.new`;
    for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
    closeSync(openSync(fresh, 'wx', onlyOwner));
    closeFolded(open(fresh));
    syncToDisk(fresh);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(fresh, path);
    syncToDisk(dirname(path));
    return;
  }
  for (const suffix of ['', '-wal', '-shm']) {
    makeOwnerOnly(path + suffix);
  }
  const damage = damageOf(path);
  if (damage !== null) throw new DamagedChain(`${path} is damaged: ${damage}`);
}

/** Takes a file from everybody but its owner; leaves it as it is where this process may not, as on a volume of a group. */
function makeOwnerOnly(file: string): void {
  if (!existsSync(file) || (statSync(file).mode & othersMay) === 0) return;
  try {
    chmodSync(file, onlyOwner);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && notOurs.includes(error.code))) throw error;
  }
}

/** Closes the chain's file with the write-ahead log folded into it; where the disk is full the log stays, and is read at the next start. */
export function closeFolded(database: DatabaseSync): void {
  try {
    database.exec(`PRAGMA busy_timeout = ${foldWaitMs}; PRAGMA wal_checkpoint(TRUNCATE);`);
  } catch {
    // Nothing is lost by it, and the file is to be let go of in any case.
  }
  database.close();
}

function damageOf(path: string): string | null {
  const { size } = statSync(path);
  if (size === 0 && !existsSync(`${path}-wal`)) return 'it is empty, and a chain never is';
  try {
    using database = new DatabaseSync(path);
    const check = size <= readThroughBytesMax ? 'PRAGMA quick_check(1)' : 'PRAGMA schema_version';
    const [found] = Object.values(database.prepare(check).get() ?? {});
    return typeof found === 'string' && found !== 'ok' ? found : null;
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
    if (damagedCodes.has(code)) return messageOf(error);
    throw error;
  }
}

function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
