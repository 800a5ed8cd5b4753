import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AskedItem,
  type AskedQuestion,
  type ChatTerms,
  chatBody,
  type ReadAnswer,
  readAnswer,
} from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { linkedSignal } from '@asg/runtime';

const answerMsMax = 60_000;
const answerBytesMax = 1024 * 1024;
const triesMax = 4;
const pauseMs = 1_000;
const retryAfterMsMax = 60_000;
const path = '/chat/completions';

export interface Endpoint extends ChatTerms {
  readonly url: string;
  /** Null: it wants none. */
  readonly key: string | null;
}

/** What a model says of an item, and how many requests that took. Null: none was answered; `problem` says why. */
export async function ask(
  endpoint: Endpoint,
  asked: AskedQuestion,
  item: AskedItem,
  signal: AbortSignal,
): Promise<{ readonly read: ReadAnswer | null; readonly problem: string; readonly requests: number }> {
  let problem = '';
  for (let requests = 1; ; requests++) {
    const answer = await askedOnce(endpoint, asked, item, signal);
    if (answer.kind === 'read') return { read: answer.read, problem: '', requests };
    problem = answer.problem;
    if (answer.isFinal || requests === triesMax) return { read: null, problem, requests };
    await sleep(Math.max(answer.retryAfterMs, pauseMs * 2 ** (requests - 1)), null, { signal });
  }
}

type Once =
  | { readonly kind: 'read'; readonly read: ReadAnswer }
  | {
      readonly kind: 'failed';
      readonly problem: string;
      readonly isFinal: boolean;
      readonly retryAfterMs: number;
    };

async function askedOnce(
  { url, key, ...terms }: Endpoint,
  asked: AskedQuestion,
  item: AskedItem,
  signal: AbortSignal,
): Promise<Once> {
  using inTime = linkedSignal([signal], { timeoutMs: answerMsMax });
  try {
    const response = await fetch(url.replace(/\/+$/, '').replace(/(\/chat\/completions)?$/, path), {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(chatBody(terms, asked, [item])),
      signal: inTime.signal,
    });
    if (response.status === 200) {
      const text = await textOf(response);
      if (text !== null) return { kind: 'read', read: readAnswer(text, asked, terms.scores) };
      return { kind: 'read', read: { ok: false, reason: 'it is longer than 1 MiB', tokens: 0 } };
    }
    await response.body?.cancel();
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return {
      kind: 'failed',
      problem: `the endpoint answered ${response.status}`,
      isFinal: response.status < 500 && ![408, 425, 429].includes(response.status),
      retryAfterMs: Number.isFinite(seconds) ? Math.min(retryAfterMsMax, Math.max(0, seconds * 1_000)) : 0,
    };
  } catch (error) {
    signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: 'failed', problem: messageOf(cause), isFinal: false, retryAfterMs: 0 };
  }
}

/** Null: there is more than is read. */
async function textOf(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > answerBytesMax) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
