import type { Readable } from 'node:stream';
import type { AssetContent } from '@asg/assets';
import {
  ContentEncodingBroken,
  contentCodings,
  type Outbound,
  type OutboundAnswer,
  OutboundRefused,
  withoutCodings,
} from '@asg/outbound';
import type { Clock } from '@asg/runtime';
import { type NotShown, notShown } from './shown.ts';

/** A larger item is not passed on. */
const mediaBytesMax = 10 * 1024 * 1024;
const redirectsMax = 3;
/** Until the head of each answer, and the longest silence within the body, ms. */
const silenceMsMax = 10_000;
/** All of it, redirects too, ms. */
export const fetchMsMax = 30_000;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What a customer's host gave: bytes, with the Content-Type that it declares. */
export type Fetched =
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly declared: string | null;
      readonly fault?: never;
    }
  | NotShown;

/** Fetches an item from a customer's host, guarded and bounded; a `data:` URL carries it. Never rejects. */
export async function fetchItem(outbound: Outbound, clock: Clock, dataUrl: string): Promise<Fetched> {
  const within = /^data:([^,]*);base64,(.*)$/s.exec(dataUrl);
  if (within !== null) {
    const [, declared = '', base64 = ''] = within;
    return { kind: 'bytes', bytes: Buffer.from(base64, 'base64'), declared };
  }
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
      if (!redirects.has(answer.status) || typeof location !== 'string') return await bytesOf(answer);
      dismiss(answer.body);
      url = new URL(location, url).href;
    }
    return unavailable('its host redirects too often');
  } catch (error) {
    if (error instanceof OutboundRefused) return unavailable('its address is not allowed');
    if (error instanceof ContentEncodingBroken) return unavailable(error.message);
    const reason = late.signal.aborted ? 'its host took too long' : 'its host did not answer';
    return notShown('unavailable', reason, 'silence');
  } finally {
    done.abort();
  }
}

/** The item where it is an asset; null: its customer deleted it. Rejects where the store does not answer. */
export async function itemOfAsset(content: AssetContent | null): Promise<Fetched> {
  if (content === null) return unavailable('its customer deleted it');
  const bytes = await bounded(content.body);
  return bytes === null ? tooLarge : { kind: 'bytes', bytes, declared: content.asset.contentType };
}

const unavailable = (reason: string): NotShown => notShown('unavailable', reason);
const tooLarge = notShown('too_large', 'it is larger than 10 MiB');

/** What is thrown away says that it was: nobody wants to hear it. */
function dismiss(body: Readable): void {
  body.on('error', () => {}).destroy();
}

async function bytesOf({ status, headers, body }: OutboundAnswer): Promise<Fetched> {
  if (status !== 200) {
    dismiss(body);
    return unavailable(`its host answered ${status}`);
  }
  if (Number(headers['content-length'] ?? 0) > mediaBytesMax) {
    dismiss(body);
    return tooLarge;
  }
  // Packing that a host may add though it was asked not to.
  const packing = contentCodings(headers['content-encoding']);
  if (!packing.ok) {
    dismiss(body);
    return notShown('unsupported', `its Content-Encoding is not known: ${packing.unknown}`);
  }
  const bytes = await bounded(withoutCodings(body, packing.codings));
  if (bytes === null) return tooLarge;
  const declared = headers['content-type'];
  return { kind: 'bytes', bytes, declared: typeof declared === 'string' ? declared : null };
}

/** All bytes; null: there are more than `mediaBytesMax`. */
async function bounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > mediaBytesMax) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
