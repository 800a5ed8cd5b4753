import type { Readable } from 'node:stream';
import type { DeliveryAttempt, DeliveryRecord } from '@asg/domain';
import { type Outbound, OutboundFailed, OutboundRefused } from '@asg/outbound';
import { type Clock, linkedSignal } from '@asg/runtime';
import { signatureHeaders } from './signing.ts';

const answerBytesMax = 1024;

/** Sends a delivery once, signed under each of the secrets (the present one first; none: unsigned); what came of it. 2xx in time is success, a redirect is not followed. */
export async function sendOnce(
  delivery: DeliveryRecord,
  secrets: readonly string[],
  parts: {
    readonly outbound: Pick<Outbound, 'request'>;
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
    /** Beside its own. */
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<DeliveryAttempt> {
  const { outbound, clock, timeoutMs, signal } = parts;
  const { messageId: id, body, url } = delivery;
  const [present, ...former] = secrets;
  const atMs = clock.nowMs();
  const atSeconds = Math.floor(atMs / 1000);
  const ended = (status: number | null, error: string | null, answer: string | null): DeliveryAttempt => ({
    atMs,
    latencyMs: clock.nowMs() - atMs,
    status,
    error,
    answer,
  });
  using inTime = linkedSignal([signal], { timeoutMs });
  try {
    const answer = await outbound.request({
      url,
      method: 'POST',
      headers: {
        ...parts.headers,
        'content-type': 'application/json',
        'user-agent': 'asg-refinery-webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(atSeconds),
        ...(present === undefined ? {} : signatureHeaders([present, ...former], { id, atSeconds, body })),
      },
      body,
      timeoutMs,
      signal: inTime.signal,
    });
    const text = await firstBytes(answer.body);
    const isRedirect = answer.status >= 300 && answer.status < 400;
    return ended(answer.status, isRedirect ? 'redirects are not followed' : null, text);
  } catch (error) {
    if (!(error instanceof OutboundFailed || error instanceof OutboundRefused)) throw error;
    return ended(null, error.message, null);
  }
}

/** The beginning of the answer as text, as far as it arrived in time. */
async function firstBytes(body: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= answerBytesMax) break;
    }
  } catch {
    // The status came in time, which is what counts; the text is for people.
  }
  body.destroy();
  return Buffer.concat(parts).subarray(0, answerBytesMax).toString('utf8');
}
