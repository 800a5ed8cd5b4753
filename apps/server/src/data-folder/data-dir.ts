import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from '@asg/runtime';
import { ConfigError } from '../settings/variables.ts';

const name = 'ASG_DATA_DIR';
const folderMode = 0o700;
const fileMode = 0o600;
const othersMay = 0o077;
const sticky = 0o1000;
/** What a folder of ours holds: only such a folder, or an empty one, is taken from others, where that may be done. */
const marks = ['refinery.sqlite', 'chain.sqlite', 'network'];
const ownFiles = /^(?:(?:refinery|chain)\.sqlite.*|network|encryption\.key|treasury-local\.wif)$/;
const uploadsName = 'uploads';
const notOurs: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EROFS'];
/** Of paths that could not be narrowed. */
const toldMax = 5;
/** As much as is written at a start. */
const probeBytes = 256 * 1024;

/**
 * Makes the data folder, or takes the one that is there, for this user alone. Throws a ConfigError that says what to do where nothing can be
 * kept in it: no folder, another user's, not writable, no space.
 */
export function openDataDir(dataDir: string, log: Logger): void {
  const place = resolve(dataDir);
  try {
    mkdirSync(place, { recursive: true, mode: folderMode });
    const found = statSync(place);
    if (!found.isDirectory()) throw new ConfigError(name, `names a file: ${place}. Name a folder`);
    if ((found.mode & sticky) !== 0 && !isOurFolder(place))
      throw new ConfigError(
        name,
        `names a folder that everybody may write to, with other things in it: ${place}. Name one of its own, such as ${join(place, 'asg')}`,
      );
    assertWritable(place);
    takeFromOthers(place, found, log);
  } catch (error) {
    throw explainedDataDir(error, place);
  }
}

/** A failure of the data folder as a ConfigError that names the cause and what to do; anything else as it is. */
export function explainedDataDir(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof ConfigError || !('code' in error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? resolve(error.path) : place;
  // A port that may not be had, or a file that another variable names, says so itself.
  if ('syscall' in error && !path.startsWith(place) && !place.startsWith(path)) return error;
  if ('syscall' in error && !('path' in error)) return error;
  const isElsewhere = String(error.code).startsWith('STORAGE_') && !error.message.includes(place);
  const say = (sentence: string): ConfigError => new ConfigError(isElsewhere ? 'ASG_STORE' : name, sentence);
  switch (error.code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return say(`names a file, or a place in one: ${path}. Name a folder`);
    case 'EACCES':
    case 'EPERM':
      return say(
        `cannot be used: ${path} ${ownerOf(path, place)}. Give it to this user (chown -R), or name another folder`,
      );
    case 'EROFS':
      return say(
        `cannot be used: ${path} is on a disk that can only be read. Mount it for writing, or name another folder`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return say(
        `cannot be used: there is no space left for ${path}. Make room, or name a folder on another disk`,
      );
    case 'EIO':
      return say(
        `cannot be used: the disk of ${path} fails. Look at the system’s log, and restore a backup elsewhere: asg restore`,
      );
    case 'STORAGE_FILE_LOCKED':
      return say(`cannot be used: ${error.message}. Stop that server, or name another folder`);
    case 'STORAGE_DAMAGED':
    case 'CHAIN_DAMAGED':
      return say(
        `cannot be used: ${error.message}. Nothing was changed. Move ${place} away and put a backup in its place: asg restore BACKUP --data-dir ${place}`,
      );
    case 'ERR_SQLITE_ERROR':
      return say(`cannot be used: SQLite says of a file in ${place}: ${error.message}${sqliteAdvice(error)}`);
    default:
      return error;
  }
}

/** https://sqlite.org/rescode.html */
function sqliteAdvice(error: Error): string {
  const code = 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  if (code === 13) return '. There is no space left: make room';
  if (code === 8 || code === 14) return '. This user must be able to read and write every file in it';
  return '';
}

function ownerOf(path: string, place: string): string {
  const existing = [path, place].find((one) => existsSync(one));
  const owner = existing === undefined ? null : statSync(existing).uid;
  const own = process.getuid?.() ?? null;
  return owner === null || own === null || owner === own
    ? 'cannot be written by this user'
    : `belongs to another user (uid ${owner}, this process is uid ${own})`;
}

function assertWritable(place: string): void {
  const probe = join(place, `.writable-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(probeBytes), { mode: fileMode, flush: true });
  } finally {
    if (existsSync(probe)) unlinkSync(probe);
  }
}

function takeFromOthers(place: string, { mode }: Stats, log: Logger): void {
  const names = readdirSync(place);
  const wide: string[] = [];
  const narrow = (path: string, to: number): boolean => {
    const isNarrow = isNarrowed(path, to);
    if (!isNarrow) wide.push(`chmod ${to.toString(8)} ${path}`);
    return isNarrow;
  };
  if ((mode & othersMay) !== 0) {
    const isOurs = isOurFolder(place);
    const what = isOurs ? 'it is for its owner alone now' : 'it holds other things too and was left as it is';
    if (!isOurs || narrow(place, folderMode))
      log.warn({ dataDir: place }, `others could look into the data folder: ${what}`);
  }
  for (const file of names.filter((name) => ownFiles.test(name))) narrow(join(place, file), fileMode);
  const uploads = join(place, uploadsName);
  if (existsSync(uploads)) {
    narrow(uploads, folderMode);
    for (const entry of readdirSync(uploads, { recursive: true, withFileTypes: true }))
      narrow(join(entry.parentPath, entry.name), entry.isDirectory() ? folderMode : fileMode);
  }
  if (wide.length > 0)
    log.warn(
      { dataDir: place, paths: wide.length },
      `others may look into the data folder, and it could not be narrowed: ${wide.slice(0, toldMax).join(', ')}`,
    );
}

/** Holds nothing yet, or what a server keeps. In a place that everybody may write to, only what this user put there says so. */
function isOurFolder(place: string): boolean {
  const names = readdirSync(place);
  const own = process.geteuid?.() ?? null;
  const isShared = (statSync(place).mode & sticky) !== 0;
  const isOwn = (mark: string): boolean =>
    !isShared || own === null || statSync(join(place, mark)).uid === own;
  return names.length === 0 || marks.some((mark) => names.includes(mark) && isOwn(mark));
}

/** False: others may use it, and this process may not change that, as on a volume that belongs to a group, or a disk without modes. */
function isNarrowed(path: string, mode: number): boolean {
  if ((statSync(path).mode & othersMay) === 0) return true;
  try {
    chmodSync(path, mode);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && notOurs.includes(error.code)) return false;
    throw error;
  }
}
