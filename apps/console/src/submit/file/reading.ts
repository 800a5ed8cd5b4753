import { type LineNotice, LineNotices } from '@asg/domain/rows';
import { FileRefused, type Found, rowsOf } from '@asg/formats';
import type { Row } from './mapping.ts';

/** Why a line is refused. */
export interface LineNote {
  readonly line: number;
  readonly reason: string;
}

/** A row, and its line in the file. */
interface FiledRow {
  readonly line: number;
  readonly row: Row;
}

/** What was found in a file, or in its beginning where it is large. */
export interface Sheet {
  readonly file: File;
  /** As it was named; null: as the file tells it. */
  readonly encoding: string | null;
  readonly found: Found | null;
  /** Its rows are cells under columns, not objects. */
  readonly isTable: boolean;
  readonly columns: readonly string[];
  /** The first rows. */
  readonly sample: readonly FiledRow[];
  readonly rows: number;
  /** Of refused rows, the first of them. */
  readonly notes: readonly LineNote[];
  /** Of rows that are read otherwise than they are written. */
  readonly notices: readonly LineNotice[];
  /** Rows that cannot be read, whether they are among the notes or not. */
  readonly refused: number;
  /** Bytes that were read. */
  readonly bytes: number;
  /** All of the file was read; else the server reads the rest. */
  readonly isWhole: boolean;
}

export interface ReadingOptions {
  readonly encoding: string | null;
  /** What is read of a file, bytes; null: all of it. */
  readonly bytesMax?: number | null;
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Rows that are looked at for their columns, and to show how they will look. */
const sampleMax = 50;
const notesMax = 10_000;
/** A larger file is looked at as far as this; the server reads all of it. */
const lookedAtBytesMax = 64 * 1_048_576;
/** Rows between two moments in which the page may do something else. */
const rowsInTurn = 2_000;

export const isFileRefused = (error: unknown): error is FileRefused => error instanceof FileRefused;

/** A file in which no row is. */
export class NothingInIt extends Error {
  readonly notes: readonly LineNote[];

  constructor(notes: readonly LineNote[]) {
    super('no rows');
    this.notes = notes;
  }
}

/** What happens in a file, in its order. */
type Piece =
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  | { readonly kind: 'row'; readonly line: number; readonly row: Row }
  | { readonly kind: 'refused' | 'notice'; readonly note: LineNote };

/**
 * Reads a file by its content and not by its name, a row at a time, so that memory does not grow with it. Rejects with a `FileRefused`
 * that says why where it is not such text, and with the signal's reason where it ends.
 */
export async function* piecesOf(
  file: Blob,
  { encoding, bytesMax = null, signal, onProgress }: ReadingOptions,
  onFound: (found: Found) => void = () => undefined,
): AsyncGenerator<Piece> {
  let bytes = 0;
  let rows = 0;
  for await (const row of rowsOf(
    chunksOf(file, (length) => (bytes += length)),
    { encoding, onFound },
  )) {
    const { line } = row;
    if (row.kind === 'values') yield { kind: 'row', line, row: row.values };
    else if (row.kind === 'columns') yield row;
    else yield { kind: row.kind === 'error' ? 'refused' : 'notice', note: { line, reason: row.reason } };
    if (++rows % rowsInTurn > 0) continue;
    onProgress?.(Math.min(1, bytes / Math.max(1, Math.min(file.size, bytesMax ?? file.size))));
    // A turn of the page's own loop: what is pressed meanwhile is heard.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    if (bytesMax !== null && bytes >= bytesMax) return;
  }
}

async function* chunksOf(file: Blob, onBytes: (length: number) => void): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes(value.length);
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Looks at a file: what it is, its columns, its first rows, and what is wrong in it. Rejects also with a `NothingInIt`. */
export async function look(file: File, options: ReadingOptions): Promise<Sheet> {
  const sample: FiledRow[] = [];
  const notes: LineNote[] = [];
  const notices = new LineNotices(notesMax);
  let [found, columns]: [Found | null, readonly string[] | null] = [null, null];
  let [rows, refused] = [0, 0];
  const bytesMax = file.size > lookedAtBytesMax ? lookedAtBytesMax : null;
  const pieces = piecesOf(file, { ...options, bytesMax }, (it) => {
    found = it;
  });
  for await (const piece of pieces) {
    if (piece.kind === 'columns') columns = piece.columns;
    else if (piece.kind === 'row') {
      rows++;
      if (sample.length < sampleMax) sample.push({ line: piece.line, row: piece.row });
    } else if (piece.kind === 'notice') notices.add(piece.note);
    else {
      refused++;
      if (notes.length < notesMax) notes.push(piece.note);
    }
  }
  const named = columns ?? sample.flatMap(({ row }) => Object.keys(row));
  if (rows === 0) throw new NothingInIt(notes);
  return {
    file,
    encoding: options.encoding,
    found,
    isTable: columns !== null,
    columns: [...new Set(named)].filter((name) => name !== ''),
    sample,
    rows,
    notes,
    notices: notices.list,
    refused,
    bytes: bytesMax ?? file.size,
    isWhole: bytesMax === null,
  };
}

/** How many tasks the file makes, as far as can be told. */
export const tasksOf = ({ rows, isWhole, bytes, file: { size } }: Sheet): number =>
  isWhole ? rows : Math.round((rows * size) / bytes);
