import { pipeline, Readable, type Transform } from 'node:stream';
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
 * not what the header says. Destroy it, or read it to its end: `body` then ends too. How many bytes it gives is the reader's to bound.
 */
export function withoutCodings(body: Readable, codings: readonly string[]): Readable {
  if (codings.length === 0) return body;
  let own: unknown = null;
  body.once('error', (error) => {
    own = error;
  });
  const unpacked = codings.toReversed().reduce<Readable>((packed, name) => {
    const unpack = unpackers.get(name);
    if (unpack === undefined) throw new Error(`no coding is called ${name}`);
    return pipeline(packed, unpack(), () => {});
  }, body);
  const named = Readable.from(
    naming(unpacked, codings, () => own),
    { objectMode: false },
  );
  // Also where nobody began to read: `named` then never touched it. Nobody needs to hear that it was broken off.
  unpacked.on('error', () => {});
  return named.once('close', () => unpacked.destroy());
}

async function* naming(
  unpacked: Readable,
  codings: readonly string[],
  ofBody: () => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw error === ofBody() ? error : new ContentEncodingBroken(codings);
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
