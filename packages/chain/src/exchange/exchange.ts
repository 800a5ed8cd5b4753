import { Buffer } from 'node:buffer';
import { ChainUnavailable } from '../port.ts';

/** Larger answers than any that is asked for. */
const answerBytesMax = 16_000_000;

/** One request to a back-end's server. `url` holds no secrets: it is named in errors. */
export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, the answer's body included, ms. */
  readonly timeoutMs: number;
}

/** An answer as it came; nothing in it is believed yet. */
export interface ExchangeAnswer {
  readonly status: number;
  /** The body, parsed, if it says that it is JSON and is; undefined otherwise. */
  readonly json: unknown;
  readonly bytes: Uint8Array;
  /** How long it asks to be left alone, ms; null: it does not say. */
  readonly retryAfterMs: number | null;
}

/** How back-ends ask their servers. Rejects with `ChainUnavailable` if no whole answer came in time. */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

/** Asks over HTTP. Rejects with `ChainUnavailable` if no whole answer of bearable size came in time. Follows no redirect. */
export async function exchange(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const { method, url, headers = {}, body, timeoutMs } = request;
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readAnswer(response);
  } catch (error) {
    throw new ChainUnavailable(`${new URL(url).host}: ${reasonOf(error, timeoutMs)}`, { cause: error });
  }
}

/** A response as back-ends see it. Throws where it is larger than is bearable, or breaks off. */
export async function readAnswer(response: Response): Promise<ExchangeAnswer> {
  const bytes = await boundedBytes(response);
  const retryAfterMs = secondsOf(response.headers.get('retry-after'));
  return { status: response.status, json: jsonOf(response, bytes), bytes, retryAfterMs };
}

async function boundedBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the stream and closes the connection.
    if (bytes > answerBytesMax) throw new Error(`an answer of more than ${answerBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A web page with status 200 is a proxy's word, not the back-end's. */
function jsonOf(response: Response, bytes: Buffer): unknown {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && !type.endsWith('+json')) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1_000 : null;
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
