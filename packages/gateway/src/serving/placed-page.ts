import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The page of a web app as it is served, in each of its forms. */
export interface PlacedPage {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
  readonly etag: string;
}

const etagChars = 22;

/**
 * The page answers for every path below `place`, which it is told here: what is relative to itself (`./assets/…`) becomes an
 * address on the host. So an app that was built once works wherever it is served.
 */
export async function placedPage(html: string, place: string): Promise<PlacedPage> {
  const plain = Buffer.from(html.replaceAll('="./', `="${place}`));
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, etagChars)}"`;
  return { plain, gzip: await promisify(gzip)(plain), br: await promisify(brotliCompress)(plain), etag };
}

export function sendPage(request: FastifyRequest, reply: FastifyReply, page: PlacedPage): FastifyReply {
  void reply.headers({ 'cache-control': 'no-cache', vary: 'accept-encoding', etag: page.etag });
  if (request.headers['if-none-match'] === page.etag) return reply.code(304).send();
  void reply.type('text/html; charset=utf-8');
  const taken = String(request.headers['accept-encoding'] ?? '');
  if (/\bbr\b/.test(taken)) return reply.header('content-encoding', 'br').send(page.br);
  return /\bgzip\b/.test(taken)
    ? reply.header('content-encoding', 'gzip').send(page.gzip)
    : reply.send(page.plain);
}
