import { openAsBlob } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { codeOf } from '@asg/domain/errors';
import { FileRefused, isLeftBySystem, isZip } from '@asg/formats';
import { blobSource, checkZip, zippedFiles } from '@asg/formats/zips';
import { UsageError } from '../terminal/exit.ts';

/** A larger file is not read: no server takes it. */
const fileBytesMax = 64 * 1024 * 1024;
const headBytes = 4;

/** A file of a folder or a zip. */
export interface PictureFile {
  /** Its path below the folder, with slashes. */
  readonly name: string;
  /** Rejects with a message that says why it cannot be read. */
  readonly read: () => Promise<Uint8Array>;
}

/** The files of a folder, in the order of their names, or of a zip, in its own. */
export interface PictureFiles {
  readonly files: readonly PictureFile[];
  /** There were files that systems leave, and nobody means: they are passed over. */
  readonly hasLeftOvers: boolean;
}

/** One file alone. */
export function pictureFile(path: string, name: string): PictureFile {
  const read = async (): Promise<Uint8Array> => {
    if ((await stat(path)).size > fileBytesMax) throw new UsageError(`is larger than ${fileBytesMax} bytes`);
    return readFile(path);
  };
  return { name, read };
}

/** Null: it is neither a folder nor a zip. Throws a UsageError for a zip that cannot be read. */
export async function openPictureFiles(path: string): Promise<PictureFiles | null> {
  if (path === '-') return null;
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (found?.isDirectory() === true) return folderFiles(path);
  return found !== null && (await startsZip(path)) ? zipFiles(path) : null;
}

async function startsZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return isZip(buffer.subarray(0, bytesRead));
}

async function folderFiles(path: string): Promise<PictureFiles> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry): PictureFile => {
      const whole = join(entry.parentPath, entry.name);
      return pictureFile(whole, whole.slice(join(path, sep).length).replaceAll(sep, '/'));
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const meant = files.filter(({ name }) => !isLeftBySystem(name));
  return { files: meant, hasLeftOvers: meant.length < files.length };
}

async function zipFiles(path: string): Promise<PictureFiles> {
  try {
    const source = blobSource(await openAsBlob(path));
    const { leftBySystem } = await checkZip(source, Number.POSITIVE_INFINITY);
    const files: PictureFile[] = [];
    for await (const { name, read } of zippedFiles(source))
      files.push({ name, read: () => read(fileBytesMax) });
    return { files, hasLeftOvers: leftBySystem > 0 };
  } catch (error) {
    throw error instanceof FileRefused ? new UsageError(`${path}: ${error.message}`) : error;
  }
}
