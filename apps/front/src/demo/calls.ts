import { isRecord } from '@asg/values/json';

type Fields = Readonly<Record<string, unknown>>;

/** One request and its answer, as they were, but for what opens an account. */
export interface Exchange {
  readonly line: string;
  readonly status: number;
  readonly ms: number;
  readonly sent: string | null;
  readonly received: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly fields: Fields;
  readonly headers: Headers;
}

/** Why the demo ends before its end, for people. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export interface CallOptions {
  /** The key or token of who asks. */
  readonly token?: string;
  readonly body?: Fields;
}

/** Ids of tasks and assignments, that nobody reads. */
const longId = /\b([a-z]{3}_\w{6})[\w-]+/;
const secret = /"(api_key|token|item_token)":\s*"([^"]{0,8})[^"]*"/g;
const hidden = (text: string): string => text.replace(secret, '"$1":"$2…"');

/** The public API of this server, each request told to whoever looks on. */
export class Calls {
  readonly #root: URL;
  readonly #signal: AbortSignal;
  readonly #told: (exchange: Exchange) => void;

  constructor(root: URL, signal: AbortSignal, told: (exchange: Exchange) => void) {
    this.#root = root;
    this.#signal = signal;
    this.#told = told;
  }

  /** The answer, of whichever status. No cookie goes along or is kept: each account is another client. */
  async ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    { token, body }: CallOptions = {},
  ): Promise<Answer> {
    const startedMs = performance.now();
    const response = await fetch(new URL(path, this.#root), {
      method,
      credentials: 'omit',
      cache: 'no-store',
      signal: this.#signal,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      if (this.#signal.aborted) throw new Stopped('You stopped it.', { cause: error });
      throw new Stopped('The server did not answer: is it still running?', { cause: error });
    });
    const text = await response.text();
    const parsed = fieldsIn(text);
    this.#told({
      line: `${method} /${path.replace(longId, '$1…')}`,
      status: response.status,
      ms: Math.round(performance.now() - startedMs),
      sent: body === undefined ? null : pretty(hidden(JSON.stringify(withoutPassword(body)))),
      received: pretty(hidden(text)),
    });
    return { status: response.status, text, fields: parsed, headers: response.headers };
  }

  /** The answer of a request that is to be taken. Throws `Stopped` with the reason of one that is not. */
  async must(method: 'GET' | 'POST' | 'PUT', path: string, options: CallOptions = {}): Promise<Answer> {
    const answer = await this.ask(method, path, options);
    if (answer.status < 300) return answer;
    throw new Stopped(reasonOf(answer));
  }
}

const withoutPassword = (body: Fields): Fields => ('password' in body ? { ...body, password: '…' } : body);

function fieldsIn(text: string): Fields {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What a refusal means for who looks on. */
function reasonOf({ status, fields, headers }: Answer): string {
  const told = typeof fields.error === 'string' ? fields.error : `status ${status}`;
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    const when = seconds > 0 ? `in ${seconds} s` : 'later';
    return `Too many requests from your address just now (${told}). Try again ${when}.`;
  }
  if (status === 402) return `This server’s sandbox has no money left for today (${told}).`;
  if (status === 403) return `This server does not allow it (${told}).`;
  if (status >= 500) return `The server failed (${told}). Nothing was lost: try again.`;
  return `The server refused it: ${told}.`;
}

/** A text that an answer has to have. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new Stopped(`The server’s answer has no ${name}.`);
  return value;
}

export function numberOf(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number') throw new Stopped(`The server’s answer has no ${name}.`);
  return value;
}

/** The objects in a list that an answer may have. */
export function listOf(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
