import type { Outbound, OutboundAnswer } from '@asg/outbound';
import { changed, failureOf, failureOfStatus, guarded, nothing } from './failures.ts';
import type { ObjectStream, ReadObject } from './port.ts';

const timeoutMs = 15_000;

/** An object that anyone can read with a GET. Redirects are not followed. */
export async function readWeb(outbound: Outbound, href: string, request: ReadObject): Promise<ObjectStream> {
  const { offset, tag, signal } = request;
  const { status, headers, body: answer } = await get(outbound, href, offset, signal);
  const own = headerOf(headers.etag) ?? headerOf(headers['last-modified']);
  const same = tag === null || own === null || own === tag;
  // Nothing is left after the last byte.
  if (status === 416 && offset > 0 && same) {
    answer.destroy();
    return { tag, body: nothing() };
  }
  if ((status !== 200 && status !== 206) || !same) {
    answer.destroy();
    if (!same) throw changed();
    throw status >= 300 && status < 400
      ? failureOfStatus(status, 'a redirect: give the address that it leads to')
      : failureOfStatus(status, '');
  }
  const body = guarded(answer);
  return { tag: own ?? tag, body: status === 200 && offset > 0 ? skipping(body, offset) : body };
}

async function get(
  outbound: Outbound,
  url: string,
  offset: number,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const headers = { 'accept-encoding': 'identity', ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) };
  try {
    return await outbound.request({ url, method: 'GET', headers, timeoutMs, signal });
  } catch (error) {
    throw failureOf(error);
  }
}

/** For a server that knows no ranges. */
async function* skipping(body: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const bytes of body) {
    if (left < bytes.length) yield left === 0 ? bytes : bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}

function headerOf(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
