import { FileRefused } from '../row.ts';
import { faultOf } from './utf8.ts';
import { assertText, isGzip } from './what.ts';

/** The most that has to be seen to know what a file is. */
const headBytes = 4;
const isHead = (head: Uint8Array): boolean => head.length >= headBytes;
const mark = '\uFEFF';

type Decoder = InstanceType<typeof TextDecoder>;
/** Names in common use that the Encoding standard does not know. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['ansi', 'windows-1252'],
  ['binary', 'utf-8'],
  ['cp932', 'shift_jis'],
  ['cp936', 'gbk'],
  ['cp949', 'windows-949'],
  ['cp950', 'big5'],
  ['none', 'utf-8'],
  ['utf8mb4', 'utf-8'],
]);

/** How the bytes of a file are read. */
export interface FoundBytes {
  /** As the Encoding standard calls it, e.g. `utf-8`. */
  readonly encoding: string;
  /** By gzip. */
  readonly isPacked: boolean;
}

/** What an encoding is called that a caller names, as the Encoding standard does or by a name in common use. Null: no such. */
export const encodingOf = (label: string): string | null => decoderOf(label)?.encoding ?? null;

/** Null: no such. */
function decoderOf(label: string): Decoder | null {
  try {
    const known = otherNames.get(label.trim().toLowerCase()) ?? label;
    return new TextDecoder(known, { fatal: true, ignoreBOM: true });
  } catch {
    return null;
  }
}

/**
 * The text of a file, without a byte order mark at its start. Gzip is undone. The text is UTF-16 where a mark says so, UTF-8 by its
 * mark, else in `encoding`, which is UTF-8 where it is left out. `onBytes` is told of each piece, unpacked, before it is read; what it
 * throws ends the reading; `onFound` of how it is read. Throws a `FileRefused` that names line and column for what is not so encoded.
 */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding?: string | null,
  onBytes?: ((length: number) => void) | null,
  onFound?: ((found: FoundBytes) => void) | null,
): AsyncGenerator<string> {
  const [packed, whole] = await headOf(bytes, isHead);
  const plain = isGzip(packed) ? unpacked(whole) : whole;
  const [head, stream] = await headOf(onBytes == null ? plain : counted(plain, onBytes), isHead);
  assertText(head);
  const named = encoding ?? 'utf-8';
  const label = markedAs(head) ?? named;
  const decoder = decoderOf(label);
  if (decoder === null) throw new FileRefused(`the encoding ${JSON.stringify(named)} is not known`);
  const isUtf8 = decoder.encoding === 'utf-8';
  onFound?.({ encoding: decoder.encoding, isPacked: isGzip(packed) });
  let isFirst = true;
  for await (const text of isUtf8 ? utf8Text(stream) : decoded(stream, decoder)) {
    const piece = isFirst && text.startsWith(mark) ? text.slice(1) : text;
    isFirst = false;
    if (piece.includes('\0'))
      throw new FileRefused('the file is not text: it has NUL bytes (UTF-16 needs its byte order mark)', {
        isEncoding: true,
      });
    yield piece;
  }
}

/** The encoding that a byte order mark says. */
export function markedAs(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    onBytes(piece.length);
    yield piece;
  }
}

/** The first bytes, enough of them or all there are, and the stream as it was. */
export async function headOf(
  bytes: AsyncIterable<Uint8Array>,
  isEnough: (head: Uint8Array) => boolean,
): Promise<readonly [Uint8Array, AsyncIterable<Uint8Array>]> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (!isEnough(head)) {
    const { done, value } = await pieces.next();
    if (done === true) break;
    head = joined(head, value);
  }
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (;;) {
        const { done, value } = await pieces.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await pieces.return?.();
    }
  };
  return [head, whole()];
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  const gunzip = new DecompressionStream('gzip');
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await pieces.return?.();
    },
  });
  const reader = source.pipeThrough(gunzip).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (error instanceof TypeError) throw new FileRefused('the file is gzip, and damaged or cut off');
    throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** UTF-8 piece by piece; what a piece breaks off waits for the next. */
async function* utf8Text(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const place = new Place();
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of bytes) {
    const all = rest.length === 0 ? piece : joined(rest, piece);
    const fault = faultOf(all);
    const good = decoder.decode(fault === null ? all : all.subarray(0, fault.offset));
    place.pass(good);
    if (fault !== null && !fault.partial) throw notUtf8(place, all[fault.offset]);
    // A copy: the stream may use its buffer again.
    rest = fault === null ? new Uint8Array() : all.slice(fault.offset);
    if (good !== '') yield good;
  }
  if (rest.length > 0) throw notUtf8(place, rest[0]);
}

function notUtf8(place: Place, byte: number | undefined): FileRefused {
  const hex = (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return new FileRefused(
    `not UTF-8 at line ${place.line}, column ${place.column} (byte 0x${hex}): save the file as UTF-8, or name its encoding, e.g. windows-1252`,
    { isEncoding: true },
  );
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, decoder: Decoder): AsyncGenerator<string> {
  const place = new Place();
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new FileRefused(
        `not ${decoder.encoding} at or after line ${place.line}, column ${place.column}`,
        {
          isEncoding: true,
        },
      );
    }
  };
  for await (const piece of bytes) {
    const text = decode(piece);
    place.pass(text);
    if (text !== '') yield text;
  }
  const last = decode();
  if (last !== '') yield last;
}

/** How far a text has been read: the place of the next character, in code points. */
class Place {
  line = 1;
  column = 1;
  #wasReturn = false;

  pass(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x0d || (code === 0x0a && !this.#wasReturn)) {
        this.line++;
        this.column = 1;
      } else if (code !== 0x0a && code !== 0xfeff && (code < 0xdc00 || code > 0xdfff)) this.column++;
      this.#wasReturn = code === 0x0d;
    }
  }
}
