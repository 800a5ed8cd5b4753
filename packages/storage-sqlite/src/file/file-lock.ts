import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makeOwnerOnly, onlyOwner } from './owner-only.ts';

/** Another storage, in this or another process, has the file open. */
export class FileLocked extends Error {
  readonly code = 'STORAGE_FILE_LOCKED';
  override readonly name = 'FileLocked';
}

/**
 * Holds `<path>.lock` until disposed of: an exclusive transaction on a tiny database beside the data, which
 * the operating system lets go of however the process ends. Throws `FileLocked` if another process holds it.
 */
export function lockFile(path: string): Disposable {
  const file = `${path}.lock`;
  // What SQLite keeps beside it gets its mode.
  closeSync(openSync(file, 'a', onlyOwner));
  makeOwnerOnly(file);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error) || !/locked|busy/i.test(error.message)) throw error;
    throw new FileLocked(`${path} is in use: another server has it open (it holds ${path}.lock)`, {
      cause: error,
    });
  }
  return { [Symbol.dispose]: () => lock.close() };
}
