import { pipeline, Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/** More than this in a row nobody means: each can multiply what the one before gave. */
const codingsMax = 4;
const unpackers = new Map<string, () => Transform>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
  ['zstd', () => createZstdDecompress()],
]);
/** As a `Content-Encoding` may name them. */
export const codingsKnown: readonly string[] = [...unpackers.keys()];
/** S3 keeps `aws-chunked` of an upload that it stored without the chunks. */
const plain: ReadonlySet<string> = new Set(['', 'identity', 'aws-chunked']);

/** What a `Content-Encoding` says, in the order in which it was applied; `unknown`: one that nobody here can undo. */
export type ContentCodings =
  | { readonly ok: true; readonly codings: readonly string[] }
  | { readonly ok: false; readonly unknown: string };

/** The codings of a `Content-Encoding` header that change the body: of `aws-chunked, gzip` it is `gzip`; of none, none. */
export function contentCodings(header: string | readonly string[] | undefined): ContentCodings {
  const named = [header ?? ''].flat().join(',').toLowerCase().split(',');
  const codings = named.map((name) => name.trim()).filter((name) => !plain.has(name));
  const unknown = codings.find((name) => !unpackers.has(name));
  if (unknown !== undefined) return { ok: false, unknown };
  return codings.length > codingsMax ? { ok: false, unknown: codings.join(', ') } : { ok: true, codings };
}

/**
 * The body with its codings undone, the last first. Its failure is that of `body`, or a `ContentEncodingBroken` where the bytes are
 * not what the header says. Destroy it, or read it to its end: `body` then ends too. How many bytes it gives is the reader's to bound;
 * `packedBytesMax` bounds the body, and what each coding but the first gives, which a reader never sees: a `PackedTooLarge`.
 */
export function withoutCodings(
  body: Readable,
  codings: readonly string[],
  packedBytesMax = Number.POSITIVE_INFINITY,
): Readable {
  if (codings.length === 0) return body;
  // Whoever fails first takes all others along, with the same error.
  let isOwn: boolean | null = null;
  body.once('error', () => {
    isOwn ??= true;
  });
  const unpacked = codings.toReversed().reduce<Readable>((packed, name) => {
    const unpack = unpackers.get(name);
    if (unpack === undefined) throw new Error(`no coding is called ${name}`);
    const content = unpack().once('error', () => {
      isOwn ??= false;
    });
    return pipeline(packed, atMost(packedBytesMax), content, () => {});
  }, body);
  const named = Readable.from(
    naming(unpacked, codings, () => isOwn === true),
    { objectMode: false },
  );
  // Also where nobody began to read: `named` then never touched it. Nobody needs to hear that it was broken off.
  unpacked.on('error', () => {});
  return named.once('close', () => unpacked.destroy());
}

async function* naming(
  unpacked: Readable,
  codings: readonly string[],
  isOwn: () => boolean,
): AsyncGenerator<Uint8Array> {
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw isOwn() || error instanceof PackedTooLarge ? error : new ContentEncodingBroken(codings);
  }
}

function atMost(bytesMax: number): Transform {
  let bytes = 0;
  return new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      bytes += piece.length;
      if (bytes > bytesMax) done(new PackedTooLarge(bytesMax));
      else done(null, piece);
    },
  });
}

/** What is packed has more bytes than its reader allows. */
export class PackedTooLarge extends Error {
  readonly code = 'PACKED_TOO_LARGE';
  override readonly name = 'PackedTooLarge';

  constructor(bytesMax: number) {
    super(`the packed content is larger than ${bytesMax} bytes`);
  }
}

/** A body that is not encoded as its `Content-Encoding` says, or that ends too early. */
export class ContentEncodingBroken extends Error {
  readonly code = 'CONTENT_ENCODING_BROKEN';
  override readonly name = 'ContentEncodingBroken';

  constructor(codings: readonly string[]) {
    super(`the content is not what its Content-Encoding says (${codings.join(', ')})`);
  }
}
