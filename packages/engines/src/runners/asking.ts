import type { Readable } from 'node:stream';
import {
  type AskedItem,
  type AskedQuestion,
  chatBody,
  type ModelAnswer,
  modelKeyContext,
  type OwnModel,
  readAnswer,
} from '@asg/domain';
import { type Outbound, OutboundFailed, OutboundRefused } from '@asg/outbound';
import { CannotUnseal, type Clock, linkedSignal, type Sealer } from '@asg/runtime';

/** A whole answer takes so long at most, ms, and is so large. */
const answerMsMax = 60_000;
const answerBytesMax = 1024 * 1024;
const retryAfterMsMax = 24 * 3_600_000;
const path = '/chat/completions';

/** What became of one request. Reasons are for people, and have none of the endpoint's words. */
export type AskOutcome =
  | { readonly kind: 'answer'; readonly answer: ModelAnswer; readonly tokens: number }
  | { readonly kind: 'unusable'; readonly reason: string; readonly tokens: number }
  /** `isRefused`: it may be the item’s fault; else it is not. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly isRefused: boolean;
      readonly retryAfterMs: number;
    };

export interface AskParts {
  readonly outbound: Pick<Outbound, 'request'>;
  readonly clock: Clock;
  /** Null: the endpoint wants none. */
  readonly key: string | null;
  readonly signal: AbortSignal;
  /** Default: a minute. */
  readonly answerMs?: number;
}

/** The key of a model in clear, null: it wants none. */
export function openedKey(
  sealer: Sealer,
  model: OwnModel,
): { readonly opens: boolean; readonly text: string | null } {
  if (model.sealedKey === null) return { opens: true, text: null };
  try {
    return { opens: true, text: sealer.unseal(model.sealedKey, modelKeyContext(model)) };
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return { opens: false, text: null };
  }
}

/** Asks a model of one task, once. Bounded in time and bytes, whatever it answers; a redirect is not followed. */
export async function askOnce(
  { url, ...terms }: Pick<OwnModel, 'url' | 'model' | 'scores' | 'instructions'>,
  asked: AskedQuestion,
  items: readonly AskedItem[],
  { outbound, clock, key, signal, answerMs = answerMsMax }: AskParts,
): Promise<AskOutcome> {
  using inTime = linkedSignal([signal], {
    timeoutMs: answerMs,
    timeoutReason: () => new OutboundFailed(`no whole answer within ${answerMs / 1000} s`),
  });
  const failed = (reason: string, isRefused = false, retryAfterMs = 0): AskOutcome => ({
    kind: 'failed',
    reason,
    isRefused,
    retryAfterMs,
  });
  try {
    const { status, headers, body } = await outbound.request({
      url: completionsUrl(url),
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'asg-refinery-models',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(chatBody(terms, asked, items)),
      timeoutMs: answerMs,
      signal: inTime.signal,
    });
    if (status !== 200) {
      body.destroy();
      const after = retryAfterOf(headers['retry-after'], clock.nowMs());
      return failed(`the endpoint answered ${status}`, isRefusal(status), after);
    }
    const text = await wholeText(body);
    if (text === null) return { kind: 'unusable', reason: 'it is longer than 1 MiB', tokens: 0 };
    const { tokens, ...read } = readAnswer(text, asked, terms.scores);
    return read.ok
      ? { kind: 'answer', answer: read.answer, tokens }
      : { kind: 'unusable', reason: read.reason, tokens };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof OutboundRefused) return failed(`the endpoint may not be reached: ${error.reason}`);
    const why = inTime.signal.aborted ? inTime.signal.reason : error;
    return failed(why instanceof OutboundFailed ? why.message : 'its answer broke off');
  }
}

/** An endpoint as its makers name it: with the path of chat completions, or without. */
function completionsUrl(url: string): string {
  const parsed = new URL(url);
  const plain = parsed.pathname.replace(/\/+$/, '');
  parsed.pathname = plain.endsWith(path) ? plain : plain + path;
  return parsed.href;
}

/** Refusals of one request, not of the caller, the path or the moment. */
const isRefusal = (status: number): boolean => [400, 413, 415, 422].includes(status);

function retryAfterOf(header: string | string[] | undefined, nowMs: number): number {
  if (typeof header !== 'string') return 0;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(seconds) ? 0 : Math.min(retryAfterMsMax, Math.max(0, seconds));
}

/** Null: there is more than is read. Rejects where it breaks off. */
async function wholeText(body: Readable): Promise<string | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > answerBytesMax) {
      body.destroy();
      return null;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
