import type { Outbound, OutboundAnswer } from '@asg/outbound';
import { contentFrom, isPlain } from './content.ts';
import { changed, failureOf, failureOfStatus, nothing } from './failures.ts';
import type { ObjectStream, ReadObject } from './port.ts';
import { begunOf, datedVersion, tagOf, wholeBytes } from './version.ts';

const timeoutMs = 15_000;

/** An object that anyone can read with a GET. Redirects are not followed. */
export async function readWeb(outbound: Outbound, href: string, request: ReadObject): Promise<ObjectStream> {
  const { offset, tag, signal } = request;
  const begun = begunOf(tag);
  const from = begun.isPacked ? 0 : offset;
  const answer = await get(outbound, href, from, signal);
  try {
    return streamOf(answer, href, request, from);
  } catch (error) {
    answer.body.destroy();
    throw error;
  }
}

function streamOf(
  answer: OutboundAnswer,
  href: string,
  { offset, tag }: ReadObject,
  from: number,
): ObjectStream {
  const { status, headers, body } = answer;
  const begun = begunOf(tag);
  const own = versionsOf(headers);
  const isSame = begun.version === null || own.length === 0 || own.includes(begun.version);
  // Nothing is left after the last byte.
  if (status === 416 && from > 0 && isSame) {
    body.destroy();
    return { tag, body: nothing() };
  }
  if (!isSame) throw changed();
  if (status !== 200 && status !== 206)
    throw failureOfStatus(status, status >= 300 && status < 400 ? redirected(headers.location, href) : '');
  const encoding = headers['content-encoding'];
  const isPacked = !isPlain(encoding);
  if (isPacked && status === 206) throw changed();
  return {
    tag: tagOf({ version: own[0] ?? begun.version, isPacked }),
    body: contentFrom(body, encoding, status === 200 ? offset : 0),
  };
}

function redirected(location: string | string[] | undefined, href: string): string {
  const to = typeof location === 'string' ? URL.parse(location, href) : null;
  // Its query may be a signature.
  return to === null
    ? 'a redirect: give the address that it leads to'
    : `a redirect: give the address that it leads to, ${to.origin}${to.pathname}`;
}

/** What may name the version of the object: the first is what is kept, the others what earlier versions of ours kept. */
function versionsOf(headers: OutboundAnswer['headers']): readonly string[] {
  const etag = headerOf(headers.etag);
  if (etag !== undefined) return [etag];
  const generation = headerOf(headers['x-goog-generation']);
  const date = headerOf(headers['last-modified']);
  const bytes = wholeBytes(headerOf(headers['content-range']), headerOf(headers['content-length']));
  const named = generation === undefined ? datedVersion(date, bytes) : `generation ${generation}`;
  return [named, date].flatMap((version) => version ?? []);
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

function headerOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
