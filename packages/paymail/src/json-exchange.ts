import type { Readable } from 'node:stream';
import { type Outbound, OutboundFailed, OutboundRefused } from '@asg/outbound';
import { linkedSignal } from '@asg/runtime';
import { PaymailUnavailable } from './failure.ts';

/** A whole exchange with a paymail host takes no longer, ms. */
const exchangeMsMax = 5_000;
const answerBytesMax = 64 * 1024;

export interface JsonRequest {
  readonly url: string;
  /** Sent as JSON with POST; without it, GET. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Sends JSON and gives the object that came back with a 2xx. Rejects with `PaymailUnavailable` for anything else. */
export async function exchangeJson(
  outbound: Pick<Outbound, 'request'>,
  { url, body, signal }: JsonRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const host = URL.parse(url)?.host ?? 'the host';
  using inTime = linkedSignal([signal], { timeoutMs: exchangeMsMax });
  try {
    const answer = await outbound.request({
      url,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'asg-refinery-paymail',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: exchangeMsMax,
      signal: inTime.signal,
    });
    const { status } = answer;
    if (status < 200 || status > 299) {
      discard(answer.body);
      const isAboutThisPaymail = status >= 400 && status < 500 && status !== 408 && status !== 429;
      const text = status < 400 ? `${host} redirects, which is not followed` : `${host} answered ${status}`;
      throw new PaymailUnavailable(text, isAboutThisPaymail ? 'paymail' : 'answer');
    }
    return parsed(await bounded(answer.body, host), host);
  } catch (error) {
    if (error instanceof PaymailUnavailable) throw error;
    if (error instanceof OutboundRefused) {
      throw new PaymailUnavailable(`${host} cannot be asked: ${error.reason}`, 'host', { cause: error });
    }
    const isSlow = inTime.signal.aborted;
    if (!(error instanceof OutboundFailed) && !isSlow && !isBrokenBody(error)) throw error;
    const text = isSlow ? `${host} did not answer in time` : `${host} gave no answer`;
    // A refused connection is the host's; one that was cut off, or answered nothing in time, may be this paymail's alone.
    const fault = isSlow || isBrokenBody(error) ? 'silence' : 'host';
    throw new PaymailUnavailable(text, fault, { cause: error });
  }
}

/** Lets go of a body that nobody reads; being cut off is then no error. */
function discard(body: Readable): void {
  body.on('error', () => {}).destroy();
}

async function bounded(body: Readable, host: string): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > answerBytesMax) {
      throw new PaymailUnavailable(`${host} answered with more than ${answerBytesMax} bytes`, 'answer');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string, host: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PaymailUnavailable(`${host} did not answer with JSON`, 'answer', { cause: error });
  }
  if (isObject(value)) return value;
  throw new PaymailUnavailable(`${host} did not answer with a JSON object`, 'answer');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The stream of an answer that was cut off; the codes are undici's and the socket's. */
function isBrokenBody(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(UND_ERR_|ECONN|EPIPE)/.test(String(error.code));
}
