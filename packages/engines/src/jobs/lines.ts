import { barren, type JobBounds, tooLarge } from './bounds.ts';

/** A longer line is rejected without being kept in memory. */
export const lineBytesMax = 256 * 1024;
/** Lines that are applied together, and about how many bytes of them. */
export const chunkLinesMax = 200;
const chunkBytesMax = 512 * 1024;
const newline = 0x0a;

/** One line of a manifest. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** The byte after its newline. */
  readonly end: number;
  /** Null: longer than `lineBytesMax`. */
  readonly bytes: Buffer | null;
}

/**
 * The lines of a stream that begins at `from`, in chunks. Memory is bounded by one chunk and one line. Rejects with an
 * `ObjectStoreFailure`, after the lines before, where the stream or a line of it goes beyond its bound.
 */
export async function* lineChunks(
  stream: AsyncIterable<Uint8Array>,
  from: { readonly offset: number; readonly line: number },
  bounds: JobBounds,
): AsyncGenerator<readonly Line[]> {
  let { offset, line } = from;
  let pieces: Uint8Array[] = [];
  let length = 0;
  let chunk: Line[] = [];
  let chunkBytes = 0;
  const take = (piece: Uint8Array): void => {
    length += piece.length;
    // Of a line that is too long nothing is kept but that it is.
    if (length > lineBytesMax) pieces = [];
    else pieces.push(piece);
  };
  const endLine = (): void => {
    chunk.push({ number: ++line, end: offset, bytes: length > lineBytesMax ? null : Buffer.concat(pieces) });
    chunkBytes += Math.min(length, lineBytesMax);
    pieces = [];
    length = 0;
  };
  for await (const bytes of stream) {
    let start = 0;
    for (;;) {
      const at = bytes.indexOf(newline, start);
      if (at === -1) break;
      take(bytes.subarray(start, at));
      offset += at + 1 - start;
      start = at + 1;
      endLine();
      if (chunk.length < chunkLinesMax && chunkBytes < chunkBytesMax) continue;
      yield chunk;
      chunk = [];
      chunkBytes = 0;
    }
    // A copy: the stream may use its buffer again.
    if (start < bytes.length) take(Buffer.from(bytes.subarray(start)));
    offset += bytes.length - start;
    const excess =
      offset > bounds.manifestBytesMax
        ? tooLarge(bounds)
        : length > bounds.barrenBytesMax
          ? barren(bounds)
          : null;
    if (excess === null) continue;
    if (chunk.length > 0) yield chunk;
    throw excess;
  }
  if (length > 0) endLine();
  if (chunk.length > 0) yield chunk;
}
