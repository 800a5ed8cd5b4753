import {
  arcRoutes,
  type ChainRoute,
  ChainUnavailable,
  type Exchange,
  type ExchangeRequest,
  type LocalChain,
  lookUpRoutes,
  parseExtendedTransaction,
  readAnswer,
  totalSats,
} from '@asg/chain';
import type { Clock } from '@asg/runtime';

export const providerUrl = 'https://provider.example';
export const lookUpUrl = 'https://look-up.example';
const headersPath = '/chaintracks/v2';
/** How long an answer takes, ms. */
const latencyMs = 80;

export interface Answer {
  readonly status: number;
  /** An object goes out as JSON, a text as a web page, bytes as they are. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What somebody is asked. `txid`: of the transaction that it is about, if it is about one. */
export interface Question {
  readonly to: 'provider' | 'look_up';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly txid: string | null;
  /** The outputs that the transaction spends, where it is known, as txid:vout. */
  readonly spends: readonly string[];
  /** What it pays, satoshis, and its size; 0 where it is not known. */
  readonly feeSats: number;
  readonly bytes: number;
  readonly atMs: number;
}

/** What befalls a question instead of, or after, the right answer. `hang`: never; `cut`: the connection breaks. */
export type Mishap = Answer | 'hang' | 'cut' | ((right: Answer) => Answer | 'hang' | 'cut') | null;

/** How a provider tells of a transaction. */
export interface Dialect {
  readonly name: string;
  readonly servesHeaders: boolean;
  /** The answer to a transaction that was sent. */
  posted(chain: LocalChain, answer: Answer, txid: string): Answer;
  /** The answer to a question about one; `ageMs`: since it was sent here, null where it was not. */
  reported(answer: Answer, ageMs: number | null): Answer;
}

/** A provider and a look-up over one chain, and what goes wrong with them. */
export class SimulatedNetwork {
  readonly #chain: LocalChain;
  readonly #clock: Clock;
  readonly #dialect: Dialect;
  readonly #befalls: (question: Question) => { readonly before: Mishap; readonly isKept: boolean };
  readonly #routes: Readonly<Record<Question['to'], readonly ChainRoute[]>>;
  readonly #sent = new Map<string, Pick<Question, 'spends' | 'feeSats' | 'bytes'>>();
  readonly #sentMs = new Map<string, number>();

  /** `befalls`: what happens to a question, and whether it reaches the network nevertheless. */
  constructor(
    parts: { readonly chain: LocalChain; readonly clock: Clock; readonly dialect: Dialect },
    befalls: (question: Question) => { readonly before: Mishap; readonly isKept: boolean },
  ) {
    this.#chain = parts.chain;
    this.#clock = parts.clock;
    this.#dialect = parts.dialect;
    this.#befalls = befalls;
    this.#routes = { provider: arcRoutes(parts.chain), look_up: lookUpRoutes(parts.chain) };
  }

  /** Takes the place of HTTP; the answers are read by the code that reads them there. */
  readonly exchange: Exchange = async (request) => {
    const question = this.#question(request);
    await this.#clock.sleep(latencyMs);
    const { before, isKept } = this.#befalls(question);
    const isAsked = before === null || typeof before === 'function' || isKept;
    const right = isAsked ? await this.#right(question, request) : { status: 500, body: {} };
    const given = typeof before === 'function' ? before(right) : (before ?? right);
    if (given === 'cut') throw new ChainUnavailable(`${hostOf(request)}: the connection was closed`);
    if (given === 'hang') {
      await this.#clock.sleep(request.timeoutMs);
      throw new ChainUnavailable(`${hostOf(request)}: no answer within ${request.timeoutMs} ms`);
    }
    return readAnswer(responseOf(given));
  };

  /** Chaintracks, as Arcade serves it. */
  async #headers(path: string, query: URLSearchParams): Promise<Answer> {
    if (path === '/tip') return { status: 200, body: await this.#chain.tip() };
    const [from, count] = [Number(query.get('height')), Number(query.get('count'))];
    return { status: 200, body: bytesOf(await this.#chain.headers(from, count)) };
  }

  #question({ method, url, body }: ExchangeRequest): Question {
    const { origin, pathname, search } = new URL(url);
    const to = origin === providerUrl ? 'provider' : 'look_up';
    const atMs = this.#clock.nowMs();
    if (method === 'POST') {
      const parsed = parseExtendedTransaction((JSON.parse(body ?? '{}') as { rawTx: string }).rawTx);
      if (!parsed.ok) throw new Error(parsed.reason);
      const { txid, inputs, outputs, size: bytes } = parsed.transaction;
      const feeSats = totalSats(inputs.map(({ source }) => source)) - totalSats(outputs);
      const sent = { spends: inputs.map((input) => `${input.txid}:${input.vout}`), feeSats, bytes };
      this.#sent.set(txid, sent);
      if (!this.#sentMs.has(txid)) this.#sentMs.set(txid, atMs);
      return { to, method, path: pathname, txid, ...sent, atMs };
    }
    const txid = /^\/tx\/([0-9a-f]{64})/.exec(pathname)?.[1] ?? null;
    const sent = this.#sent.get(txid ?? '') ?? { spends: [], feeSats: 0, bytes: 0 };
    return { to, method, path: pathname + search, txid, ...sent, atMs };
  }

  async #right(question: Question, { body }: ExchangeRequest): Promise<Answer> {
    const { to, method, path, txid } = question;
    const [pathname, query] = path.split('?');
    if (to === 'provider' && this.#dialect.servesHeaders && pathname!.startsWith(headersPath))
      return this.#headers(pathname!.slice(headersPath.length), new URLSearchParams(query));
    const prefix = to === 'provider' ? '/v1' : '';
    for (const route of this.#routes[to]) {
      const params = route.method === method ? paramsOf(route.path, prefix + pathname) : null;
      if (params === null) continue;
      const sent = method === 'POST' ? (JSON.parse(body ?? '{}') as unknown) : '';
      const reply = route.handle({ params, query: {}, headers: {}, body: sent });
      const answer = { status: reply.status, body: JSON.parse(String(reply.body)) as unknown };
      if (to === 'look_up' || txid === null) return answer;
      if (method === 'POST') return this.#dialect.posted(this.#chain, answer, txid);
      const sentMs = this.#sentMs.get(txid);
      return this.#dialect.reported(answer, sentMs === undefined ? null : question.atMs - sentMs);
    }
    return { status: 404, body: { error: 'Not Found' } };
  }
}

function bytesOf(headers: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(headers.join(''), 'hex'));
}

function hostOf({ url }: ExchangeRequest): string {
  return new URL(url).host;
}

function responseOf({ status, body, headers }: Answer): Response {
  const [type, text] =
    typeof body === 'string'
      ? (['text/html', body] as const)
      : body instanceof Uint8Array
        ? (['application/octet-stream', body as Uint8Array<ArrayBuffer>] as const)
        : (['application/json', JSON.stringify(body)] as const);
  return new Response(text, { status, headers: { 'content-type': type, ...headers } });
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [names, values] = [pattern.split('/'), path.split('/')];
  if (names.length !== values.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    if (name.startsWith(':')) params[name.slice(1)] = values[index]!;
    else if (name !== values[index]) return null;
  }
  return params;
}
