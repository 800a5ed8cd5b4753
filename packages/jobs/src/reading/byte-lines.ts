/** A longer line is rejected without being kept in memory. */
export const lineBytesMax = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** One line of a manifest. */
export interface ByteLine {
  /** From 1. */
  readonly number: number;
  /** The byte after its end. */
  readonly end: number;
  /** Null: longer than `lineBytesMax`. */
  readonly bytes: Buffer | null;
}

/** How far a stream was read, and how much of that has no end yet. */
export interface ReadSoFar {
  readonly offset: number;
  readonly unended: number;
}

/**
 * The lines of a stream that begins at `from`, each ended by LF, CRLF or, if `returnsEnd`, CR. `onBytes` is told how far the stream is
 * after each piece, and may throw. Memory is bounded by a piece and a line.
 */
export async function* byteLines(
  stream: AsyncIterable<Uint8Array>,
  from: { readonly offset: number; readonly line: number },
  returnsEnd: boolean,
  onBytes: (read: ReadSoFar) => void,
): AsyncGenerator<ByteLine> {
  let { offset, line } = from;
  let pieces: Uint8Array[] = [];
  let length = 0;
  /** A CR ended what was read so far: a LF behind it belongs to it. */
  let wasReturn = false;
  const take = (piece: Uint8Array): void => {
    length += piece.length;
    offset += piece.length;
    // Of a line that is too long nothing is kept but that it is.
    if (length > lineBytesMax) pieces = [];
    else pieces.push(piece);
  };
  const ended = (): ByteLine => {
    const whole = {
      number: ++line,
      end: offset,
      bytes: length > lineBytesMax ? null : Buffer.concat(pieces),
    };
    pieces = [];
    length = 0;
    wasReturn = false;
    return whole;
  };
  for await (const bytes of stream) {
    let start = 0;
    if (wasReturn && bytes.length > 0) {
      if (bytes[0] === lineFeed) {
        offset++;
        start = 1;
      }
      yield ended();
    }
    let feed = bytes.indexOf(lineFeed, start);
    let back = returnsEnd ? bytes.indexOf(carriageReturn, start) : -1;
    while (feed !== -1 || back !== -1) {
      const isReturn = back !== -1 && (feed === -1 || back < feed);
      const at = isReturn ? back : feed;
      take(bytes.subarray(start, at));
      offset++;
      start = at + 1;
      if (isReturn && start === bytes.length) {
        wasReturn = true;
        break;
      }
      if (isReturn && bytes[start] === lineFeed) {
        offset++;
        start++;
      }
      yield ended();
      if (feed < start) feed = bytes.indexOf(lineFeed, start);
      if (back !== -1 && back < start) back = bytes.indexOf(carriageReturn, start);
    }
    // A copy: the stream may use its buffer again.
    if (wasReturn) pieces = pieces.map((piece) => Buffer.from(piece));
    else if (start < bytes.length) take(Buffer.from(bytes.subarray(start)));
    onBytes({ offset, unended: wasReturn ? 0 : length });
  }
  if (wasReturn || length > 0) yield ended();
}
