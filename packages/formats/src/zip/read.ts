import {
  type Entry,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_SPLIT_ZIP_FILE,
  type FileEntry,
  Reader,
  WARNING_PREPENDED_DATA,
  ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { FileRefused } from '../row.ts';
import { isLeftBySystem, isOfDocument, nameProblem } from './names.ts';

/** Bytes of which any part can be read: a file on a disk, or in a browser. */
export interface ZipSource {
  /** In bytes. */
  readonly size: number;
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

/** A file of a browser, or what `openAsBlob` makes of one. */
export const blobSource = (blob: Blob): ZipSource => ({
  size: blob.size,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
});

/** A file of a zip: not a folder, and not what systems leave there. */
export interface ZippedFile {
  /** Which of them, from 1, in the order of the zip. */
  readonly number: number;
  /** Its path, with slashes. */
  readonly name: string;
  /** Unpacked, as the zip says. */
  readonly bytes: number;
  /** Its content. Rejects with a `ZippedFileRefused`, or with what the source's `read` rejects with. */
  readonly read: (bytesMax: number) => Promise<Uint8Array>;
}

/** What is in a zip, as its directory says. */
export interface ZipSummary {
  readonly files: number;
  /** Of all files, unpacked. */
  readonly bytes: number;
  /** Files that are passed over: systems leave them. */
  readonly leftBySystem: number;
}

/** A file of a zip that cannot be read: the end of a sentence on it. The others can. */
export class ZippedFileRefused extends Error {
  override readonly name = 'ZippedFileRefused';
}

/** More files are for several zips. */
const filesMax = 100_000;
/** Of the list of files, which is read at once. */
const directoryBytesMax = 48 * 1024 * 1024;
/** A zip that unpacks to more than so many times its size, beyond so many bytes, was made to do harm. */
const ratioMax = 100;
const unpackedBytesFree = 64 * 1024 * 1024;
const cutOff = 'the zip is damaged or cut off';
const damaged = 'is damaged in the zip';
/** Stored, deflate and deflate64. */
const methods: ReadonlySet<number> = new Set([0, 8, 9]);

/**
 * Looks through the directory of a zip, before anything of it is taken. Throws a `FileRefused` where it is damaged, no zip of files but
 * a document, or too large: `bytesMax` is of all files, unpacked.
 */
export async function checkZip(source: ZipSource, bytesMax: number): Promise<ZipSummary> {
  let [files, bytes, leftBySystem] = [0, 0, 0];
  for await (const { entry } of entriesOf(source)) {
    const name = nameOf(entry);
    if (isOfDocument(name))
      throw new FileRefused('the file is a workbook or another document: save a table as CSV');
    if (isLeftBySystem(name)) leftBySystem++;
    else files++;
    bytes += entry.uncompressedSize;
    if (files > filesMax)
      throw new FileRefused(`the zip has more than ${filesMax} files: make several of it`);
  }
  if (bytes > Math.max(unpackedBytesFree, ratioMax * source.size))
    throw new FileRefused(`the zip would unpack to more than ${ratioMax} times its size`);
  if (bytes > bytesMax) throw new FileRefused(`the zip would unpack to more than ${bytesMax} bytes`);
  return { files, bytes, leftBySystem };
}

/** The files of a zip behind so many of them, in its order. Throws as `checkZip` does where it is damaged. */
export async function* zippedFiles(source: ZipSource, after = 0): AsyncGenerator<ZippedFile> {
  let number = 0;
  for await (const found of entriesOf(source)) {
    const name = nameOf(found.entry);
    if (isLeftBySystem(name) || ++number <= after) continue;
    const bytes = found.entry.uncompressedSize;
    yield { number, name, bytes, read: (bytesMax) => contentOf(found, name, bytesMax) };
  }
}

const nameOf = ({ filename }: Entry): string => filename.replaceAll('\\', '/');

interface Read {
  readonly entry: FileEntry;
  readonly reader: SourceReader;
}

/** Without folders. */
async function* entriesOf(source: ZipSource): AsyncGenerator<Read> {
  const reader = new SourceReader(source);
  const zip = new ZipReader(reader, { filenameValidation: 'tolerant' });
  try {
    for await (const entry of zip.getEntriesGenerator()) if (!entry.directory) yield { entry, reader };
    // Of a zip that is cut off within a zip in it, the library finds the inner one.
    if (zip.warnings?.some(({ reason }) => reason === WARNING_PREPENDED_DATA) === true)
      throw new FileRefused(cutOff);
  } catch (error) {
    if (reader.failure !== null) throw reader.failure.error;
    throw error instanceof FileRefused ? error : new FileRefused(damageOf(error));
  }
}

async function contentOf({ entry, reader }: Read, name: string, bytesMax: number): Promise<Uint8Array> {
  const problem = nameProblem(name) ?? kindProblem(entry, bytesMax);
  if (problem !== null) throw new ZippedFileRefused(problem);
  const bytes = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  const into = new WritableStream<Uint8Array>({
    write(piece) {
      // No more than it says of itself.
      if (length + piece.length > bytes.length) throw new ZippedFileRefused(damaged);
      bytes.set(piece, length);
      length += piece.length;
    },
  });
  try {
    await entry.getData(into, { checkCrc32: true, useWebWorkers: false });
  } catch (error) {
    if (reader.failure !== null) throw reader.failure.error;
    throw error instanceof ZippedFileRefused ? error : new ZippedFileRefused(damaged);
  }
  return bytes;
}

function kindProblem(entry: FileEntry, bytesMax: number): string | null {
  const { encrypted, symlink, uncompressedSize, compressionMethod } = entry;
  if (encrypted) return 'is encrypted';
  if (symlink) return 'is a symbolic link';
  if (uncompressedSize > bytesMax) return `is larger than ${bytesMax} bytes`;
  return methods.has(compressionMethod)
    ? null
    : `is compressed by method ${compressionMethod}, which is not read: use the usual one (deflate)`;
}

/** What is wrong with a zip as a whole, of a failure of the library. */
function damageOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  if (said === ERR_SPLIT_ZIP_FILE) return 'the file is one part of a zip in several: make one of them';
  if (said === ERR_ENCRYPTED_CENTRAL_DIRECTORY) return 'the zip is encrypted';
  return cutOff;
}

/** The bytes of a source for the library, and what they failed with. */
class SourceReader extends Reader<ZipSource> {
  readonly #source: ZipSource;
  failure: { readonly error: unknown } | null = null;

  constructor(source: ZipSource) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    if (length > directoryBytesMax) throw new FileRefused('the zip lists too many files: make several of it');
    try {
      return await this.#source.read(offset, Math.max(0, Math.min(length, this.size - offset)));
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
