import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '@asg/runtime';
import { copyDatabase, isSoundDatabase } from '@asg/storage-sqlite';
import packageJson from '../../package.json' with { type: 'json' };

/** Its last file: a folder without it is no whole backup. */
const listName = 'backup.json';
const uploadsName = 'uploads';
/** Without what is being written: nobody was told of it. */
const assetsName = 'assets';
const halvesName = 'half/';
/** The chain first: what the store knows and the chain does not is sent again, the same bytes; the other way round is a double payment. */
const databases = ['chain.sqlite', 'refinery.sqlite'];
const storeName = 'refinery.sqlite';
const markName = 'network';
const keyNames = ['encryption.key', 'treasury-local.wif'];
const onlyOwner = 0o600;

/** What a backup holds: paths relative to its folder. */
export interface Backup {
  readonly version: string;
  /** RFC 3339. */
  readonly made_at: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** Files with keys, left in the data folder unless they were asked for. */
  readonly keys_left_out: readonly string[];
  /** Assets that are not what their name says, copied as they are; earlier versions did not look. */
  readonly damaged_assets?: readonly string[];
}

/** A backup or a restore that cannot be made; the message says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Copies a data folder while its server runs, or while it does not: databases as of one moment each, uploads, assets,
 * the mark of the network. `toDir` must not exist or be empty. Throws a BackupError for what cannot be copied.
 */
export async function backUp(request: {
  readonly dataDir: string;
  readonly toDir: string;
  readonly withKeys: boolean;
}): Promise<Backup> {
  const { dataDir, toDir, withKeys } = request;
  if (!existsSync(join(dataDir, storeName)))
    throw new BackupError(`${dataDir} holds no store: there is no ${storeName} in it`);
  makeEmpty(toDir);
  const madeAt = new Date(systemClock.nowMs()).toISOString();
  // Twice: an upload that ends meanwhile goes, one that begins comes, and the store may know of either.
  copyUploads(dataDir, toDir);
  for (const name of databases) {
    const from = join(dataDir, name);
    if (existsSync(from)) await copyDatabase(from, join(toDir, name));
  }
  copyUploads(dataDir, toDir);
  // After the store: an asset that it knows has its bytes since before.
  copyAssets(dataDir, toDir);
  const keys = keyNames.filter((name) => existsSync(join(dataDir, name)));
  for (const name of [markName, ...(withKeys ? keys : [])])
    copyIfThere(join(dataDir, name), join(toDir, name));
  const files = await Promise.all(filesIn(toDir).map((path) => described(toDir, path)));
  const backup = {
    version: packageJson.version,
    made_at: madeAt,
    files,
    keys_left_out: withKeys ? [] : keys,
    damaged_assets: files.filter(isDamagedAsset).map(({ path }) => path),
  };
  for (const { path } of files) syncToDisk(join(toDir, path));
  writeFileSync(join(toDir, listName), `${JSON.stringify(backup, null, 2)}\n`, {
    mode: onlyOwner,
    flush: true,
  });
  return backup;
}

/**
 * Puts a backup in place as a data folder, all or nothing. `dataDir` must not exist or be empty. Throws a BackupError where
 * a file of the backup is missing, changed or no sound database.
 */
export async function restore(request: {
  readonly fromDir: string;
  readonly dataDir: string;
}): Promise<Backup> {
  const { fromDir, dataDir } = request;
  const backup = readList(fromDir);
  for (const file of backup.files) await assertUnchanged(fromDir, file);
  for (const name of databases) {
    const path = join(fromDir, name);
    if (existsSync(path) && !isSoundDatabase(path))
      throw new BackupError(`${path} is damaged: SQLite's own check fails`);
  }
  makeEmpty(dataDir);
  const half = `${dataDir.replace(/\/+$/, '')}.restoring`;
  rmSync(half, { recursive: true, force: true });
  for (const { path } of backup.files) {
    copyFile(join(fromDir, path), join(half, path));
    syncToDisk(join(half, path));
  }
  mkdirSync(join(half, uploadsName), { recursive: true, mode: 0o700 });
  renameSync(half, dataDir);
  return backup;
}

function readList(fromDir: string): Backup {
  const path = join(fromDir, listName);
  if (!existsSync(path))
    throw new BackupError(`${fromDir} is no whole backup: there is no ${listName} in it`);
  try {
    const list = JSON.parse(readFileSync(path, 'utf8')) as Backup;
    if (list.files.some((file) => file.path === storeName)) return list;
  } catch (error) {
    throw new BackupError(`${path} is not the list of a backup`, { cause: error });
  }
  throw new BackupError(`${path} names no ${storeName}: it is not the list of a backup`);
}

async function assertUnchanged(fromDir: string, file: Backup['files'][number]): Promise<void> {
  if (file.path.split(/[/\\]/).includes('..') || file.path.startsWith('/'))
    throw new BackupError(`${listName} names a file outside of the backup: ${file.path}`);
  if (!existsSync(join(fromDir, file.path))) throw new BackupError(`${file.path} is missing in ${fromDir}`);
  const { sha256 } = await described(fromDir, file.path);
  if (sha256 !== file.sha256)
    throw new BackupError(`${file.path} is not what was backed up: its SHA-256 differs`);
}

function makeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new BackupError(`${folder} is not empty: name a folder that is, or does not exist`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function copyUploads(dataDir: string, toDir: string): void {
  const from = join(dataDir, uploadsName);
  if (!existsSync(from)) return;
  for (const path of filesIn(from)) copyIfThere(join(from, path), join(toDir, uploadsName, path));
}

function copyAssets(dataDir: string, toDir: string): void {
  const from = join(dataDir, assetsName);
  if (!existsSync(from)) return;
  for (const path of filesIn(from))
    if (!path.startsWith(halvesName)) copyIfThere(join(from, path), join(toDir, assetsName, path));
}

/** The name of an asset is the SHA-256 of its bytes. */
function isDamagedAsset({ path, sha256 }: Backup['files'][number]): boolean {
  return dirname(dirname(path)) === assetsName && basename(path) !== sha256;
}

function copyIfThere(from: string, to: string): void {
  try {
    copyFile(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, to);
  chmodSync(to, onlyOwner);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .toSorted();
}

async function described(folder: string, path: string): Promise<Backup['files'][number]> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, path)), hash);
  return { path, bytes: statSync(join(folder, path)).size, sha256: hash.digest('hex') };
}

function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
