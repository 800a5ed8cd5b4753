import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '@asg/domain/errors';
import { busyTimeoutMs, foldLog } from './connection.ts';
import { isClean, isSoundDatabase, writeClean } from './copy.ts';
import { lockFile } from './file-lock.ts';
import { onlyOwner } from './owner-only.ts';
import { synced } from './synced.ts';

/** A start waits for a file of this size: two or three seconds. Of larger ones it says that they are to be scrubbed. */
const atStartBytesMax = 256 * 1024 * 1024;
const spareBytes = 16 * 1024 * 1024;
const zeros = new Uint8Array(1024 * 1024);

/** The file cannot be scrubbed; it is as it was. The message says what to do. */
export class NotScrubbed extends Error {
  override readonly name = 'NotScrubbed';
}

/** Sizes of the file, bytes. */
export interface Scrubbed {
  readonly before: number;
  readonly after: number;
}

/**
 * Writes the database of a server that does not run anew, without the free pages in which what was deleted by versions before this one may stand, and
 * overwrites the old file. Whoever dies within has the old file or the new one. Throws `FileLocked`, and `NotScrubbed`.
 */
export function scrubDatabase(path: string): Scrubbed {
  if (!existsSync(path)) throw new NotScrubbed(`there is no ${path}`);
  // As a server does: a link to the file is not another file.
  const file = realpathSync(path);
  using _lock = lockFile(file);
  return scrubLocked(file);
}

/** Of a sound database that nobody else has open. Null: what was deleted is in no free page; else why that is not sure. */
export function scrubAtStart(path: string): string | null {
  removeLeftOver(path);
  {
    using db = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
    if (isClean(db)) return null;
  }
  if (statSync(path).size > atStartBytesMax) return 'it is too large to do that at a start';
  try {
    scrubLocked(path);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

const freshPath = (path: string): string => `${path}.scrubbing`;

/** What a process left that died while it scrubbed: a copy of everything. */
function removeLeftOver(path: string): void {
  for (const companion of ['', '-journal', '-wal', '-shm'])
    rmSync(freshPath(path) + companion, { force: true });
}

function scrubLocked(path: string): Scrubbed {
  const { size: before, nlink } = statSync(path);
  if (nlink > 1)
    throw new NotScrubbed(
      `${path} has another name (a hard link), which would lose what it holds: remove it`,
    );
  const { bavail, bsize } = statfsSync(dirname(path));
  if (bavail * bsize < before + spareBytes)
    throw new NotScrubbed(
      `${path} needs as much free space again, ${before} bytes, and there are ${bavail * bsize}`,
    );
  const fresh = freshPath(path);
  removeLeftOver(path);
  try {
    closeSync(openSync(fresh, 'wx', onlyOwner));
    {
      using source = new DatabaseSync(path, { timeout: busyTimeoutMs });
      // Nobody writes into a file that is about to be replaced.
      source.exec('pragma locking_mode = exclusive; begin immediate; commit');
      if (!foldLog(source)) throw new NotScrubbed(`another program reads ${path}: end it`);
      writeClean(source, fresh);
    }
    if (!isSoundDatabase(fresh)) throw new NotScrubbed(`the copy of ${path} is damaged: look at its disk`);
    synced(fresh);
    const old = openSync(path, 'r+');
    try {
      renameSync(fresh, path);
      synced(dirname(path));
      overwrite(old, before);
    } finally {
      closeSync(old);
    }
  } finally {
    removeLeftOver(path);
  }
  return { before, after: statSync(path).size };
}

/** What had the name of the database has none any more: its blocks are not to be found on the disk either. */
function overwrite(file: number, bytes: number): void {
  for (let at = 0; at < bytes; ) at += writeSync(file, zeros, 0, Math.min(zeros.length, bytes - at), at);
  fsyncSync(file);
}
