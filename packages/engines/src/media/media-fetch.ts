import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Outbound, type OutboundAnswer, OutboundRefused } from '@asg/outbound';
import type { Clock } from '@asg/runtime';
import { type Media, sniff } from './sniff.ts';

/** A larger item is not passed on. */
const mediaBytesMax = 10 * 1024 * 1024;
const redirectsMax = 3;
/** Until the head of each answer, and the longest silence within the body, ms. */
const silenceMsMax = 10_000;
/** All of it, redirects too, ms. */
export const fetchMsMax = 30_000;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What a customer's host gave. `unavailable`: nothing, or not now; `reason` is for the worker to read. */
export type FetchedMedia =
  | { readonly kind: 'media'; readonly media: Media }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'too_large' };

/** Fetches an item from a customer's host, guarded and bounded; a `data:` URL carries it. Never rejects. */
export async function fetchMedia(outbound: Outbound, clock: Clock, dataUrl: string): Promise<FetchedMedia> {
  const within = /^data:([^,]*);base64,(.*)$/s.exec(dataUrl);
  if (within !== null) return sniffed(Buffer.from(within[2]!, 'base64'), within[1]!);
  const late = new AbortController();
  const done = new AbortController();
  void clock.sleep(fetchMsMax, done.signal).then(() => {
    if (!done.signal.aborted) late.abort();
  });
  try {
    let url = dataUrl;
    for (let redirect = 0; redirect <= redirectsMax; redirect++) {
      const answer = await outbound.request({
        url,
        method: 'GET',
        headers: { accept: 'image/*, text/*', 'accept-encoding': 'identity' },
        timeoutMs: silenceMsMax,
        signal: late.signal,
      });
      const { location } = answer.headers;
      if (!redirects.has(answer.status) || typeof location !== 'string') return await mediaOf(answer);
      dismiss(answer.body);
      url = new URL(location, url).href;
    }
    return unavailable('its host redirects too often');
  } catch (error) {
    if (error instanceof OutboundRefused) return unavailable('its address is not allowed');
    return unavailable(late.signal.aborted ? 'its host took too long' : 'its host did not answer');
  } finally {
    done.abort();
  }
}

const unavailable = (reason: string): FetchedMedia => ({ kind: 'unavailable', reason });

/** What is thrown away says that it was: nobody wants to hear it. */
function dismiss(body: Readable): void {
  body.on('error', () => {}).destroy();
}

async function mediaOf({ status, headers, body }: OutboundAnswer): Promise<FetchedMedia> {
  if (status !== 200) {
    dismiss(body);
    return unavailable(`its host answered ${status}`);
  }
  if (Number(headers['content-length'] ?? 0) > mediaBytesMax) {
    dismiss(body);
    return { kind: 'too_large' };
  }
  const plain = unpacked(body, headers['content-encoding']);
  if (plain === null) {
    dismiss(body);
    return { kind: 'unsupported' };
  }
  const bytes = await bounded(plain);
  if (bytes === null) return { kind: 'too_large' };
  const declared = headers['content-type'];
  return sniffed(bytes, typeof declared === 'string' ? declared : null);
}

function sniffed(bytes: Uint8Array, declared: string | null): FetchedMedia {
  const media = sniff(bytes, declared);
  return media === null ? { kind: 'unsupported' } : { kind: 'media', media };
}

/** The body without the packing that a host may add though it was asked not to; null: one that is not known. */
function unpacked(body: Readable, encoding: string | string[] | undefined): Readable | null {
  const packing = String(encoding ?? 'identity').toLowerCase();
  if (packing === 'identity') return body;
  const unpack =
    packing === 'gzip'
      ? createGunzip()
      : packing === 'br'
        ? createBrotliDecompress()
        : packing === 'deflate'
          ? createInflate()
          : null;
  // The failure of either end is that of what is read.
  return unpack === null ? null : pipeline(body, unpack, () => {});
}

/** All bytes; null: there are more than `mediaBytesMax`. */
async function bounded(body: Readable): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > mediaBytesMax) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
