import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { codeOf, messageOf } from '@asg/domain/errors';
import yauzl from 'yauzl';
import { UsageError } from '../terminal/exit.ts';

/** A larger file is not read: no server takes it. */
const fileBytesMax = 64 * 1024 * 1024;
const zipStart = Buffer.from('PK\x03\x04', 'latin1');
/** Documents of office programs are zips, too. */
const officeName = '[Content_Types].xml';

/** A file of a folder or a zip. */
export interface PictureFile {
  /** Its path below the folder, with slashes. */
  readonly name: string;
  /** Rejects with a message that says why it cannot be read. */
  read(): Promise<Uint8Array>;
}

/** The files of a folder or a zip, in the order of their names. */
export interface PictureFiles extends AsyncDisposable {
  readonly files: readonly PictureFile[];
  /** What systems leave there, and nobody means. */
  readonly passedOver: readonly string[];
}

/** One file alone. */
export function pictureFile(path: string, name: string): PictureFile {
  const read = async (): Promise<Uint8Array> => {
    assertReadable((await stat(path)).size);
    return readFile(path);
  };
  return { name, read };
}

/** Null: it is neither a folder nor a zip. Throws a UsageError for a zip that is damaged. */
export async function openPictureFiles(path: string): Promise<PictureFiles | null> {
  if (path === '-') return null;
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (found?.isDirectory() === true) return folderFiles(path);
  return found !== null && (await isZip(path)) ? zipFiles(path) : null;
}

async function isZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(zipStart.length), 0, zipStart.length, 0);
  return bytesRead === zipStart.length && buffer.equals(zipStart);
}

const isLeftBySystem = (name: string): boolean =>
  name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || /^thumbs\.db$/i.test(part));

function sorted(files: readonly PictureFile[]): Pick<PictureFiles, 'files' | 'passedOver'> {
  const inOrder = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    files: inOrder.filter(({ name }) => !isLeftBySystem(name)),
    passedOver: inOrder.flatMap(({ name }) => (isLeftBySystem(name) ? [name] : [])),
  };
}

async function folderFiles(path: string): Promise<PictureFiles> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry): PictureFile => {
      const whole = join(entry.parentPath, entry.name);
      return pictureFile(whole, whole.slice(join(path, sep).length).replaceAll(sep, '/'));
    });
  return { ...sorted(files), [Symbol.asyncDispose]: async () => {} };
}

function assertReadable(bytes: number): void {
  if (bytes > fileBytesMax) throw new UsageError(`is larger than ${fileBytesMax} bytes`);
}

async function zipFiles(path: string): Promise<PictureFiles | null> {
  const options = { lazyEntries: true, autoClose: false };
  try {
    const zip = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(path, options);
    const entries = await entriesOf(zip);
    if (entries.some(({ fileName }) => fileName === officeName)) {
      zip.close();
      return null;
    }
    const files = entries
      .filter(({ fileName }) => !fileName.endsWith('/'))
      .map((entry): PictureFile => ({ name: entry.fileName, read: () => bytesOf(zip, entry) }));
    return { ...sorted(files), [Symbol.asyncDispose]: async () => zip.close() };
  } catch (error) {
    throw new UsageError(`${path}: the zip cannot be read: ${messageOf(error)}`);
  }
}

/** Names that lead out of the zip are refused by the library. */
function entriesOf(zip: yauzl.ZipFile): Promise<readonly yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

/** No more than it says of itself: a body that goes on beyond its size is an error. */
async function bytesOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Uint8Array> {
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw new UsageError('is encrypted');
  assertReadable(entry.uncompressedSize);
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error === null ? resolve(opened) : reject(error)));
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
