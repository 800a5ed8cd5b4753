import { PassThrough, Readable } from 'node:stream';
import {
  ContentEncodingBroken,
  codingsKnown,
  contentCodings,
  PackedTooLarge,
  withoutCodings,
} from '@asg/outbound';
import type { FastifyRequest } from 'fastify';
import { RefusedRequest, refuse } from '../refusals/refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What its `Content-Encoding` says was done to the body, in that order. */
    codings: readonly string[];
    /** The body without it, once somebody asked for that. */
    content: Readable | null;
  }
}

const codingsTaken = codingsKnown.join(', ');
const codingLengthMax = 100;

/** Notes what was done to the body; a refusal: nobody here can undo it. */
export function noteCodings(request: FastifyRequest): RefusedRequest | null {
  const found = contentCodings(request.headers['content-encoding']);
  request.codings = found.ok ? found.codings : [];
  if (found.ok) return null;
  const message = `the Content-Encoding ${found.unknown.slice(0, codingLengthMax)} is not known: send ${codingsTaken}, or none`;
  return new RefusedRequest(
    refuse('encoded_body', { message, headers: { 'accept-encoding': codingsTaken } }),
  );
}

/** Bytes of the body without them; null: nobody knows before it is read. */
export function declaredBytes({ headers, codings }: FastifyRequest): number | null {
  const length = headers['content-length'];
  return length === undefined || codings.length > 0 ? null : Number(length);
}

/**
 * The body without its `Content-Encoding`, which fails as a `RefusedRequest` where it is not so encoded, or is larger than `bytesMax`,
 * packed or not. Destroyed, it lets what is left of the body go as it comes.
 */
export function contentOf(request: FastifyRequest, body: Readable, bytesMax: number): Readable {
  const { codings } = request;
  if (codings.length === 0) return body;
  const packed = body.pipe(new PassThrough());
  body.once('error', (error) => packed.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) packed.destroy();
  });
  // What cannot be packed grows a little.
  const unpacked = withoutCodings(packed, codings, bytesMax + bytesMax / 64 + 1_024);
  const content = Readable.from(counted(request, unpacked, bytesMax), { objectMode: false });
  content.once('close', () => {
    unpacked.destroy();
    body.unpipe(packed).resume();
  });
  request.content = content;
  // Fastify compares it with the length of the body, which is that of what is packed.
  return Object.assign(content, { receivedEncodedLength: Number(request.headers['content-length']) || 0 });
}

async function* counted(
  request: FastifyRequest,
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
): AsyncGenerator<Uint8Array> {
  let left = bytesMax;
  try {
    for await (const bytes of content) {
      left -= bytes.length;
      request.bodyBytes = bytesMax - left;
      if (left < 0) throw new RefusedRequest(refuse('body_too_large'));
      yield bytes;
    }
  } catch (error) {
    if (error instanceof PackedTooLarge) throw new RefusedRequest(refuse('body_too_large'));
    if (!(error instanceof ContentEncodingBroken)) throw error;
    throw new RefusedRequest(
      refuse('malformed_request', { message: `the body is broken: ${error.message}` }),
    );
  }
}
