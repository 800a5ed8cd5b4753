import { Buffer } from 'node:buffer';
import { exchange } from '../exchange/exchange.ts';
import { type Fields, fieldsOf, textOf } from '../exchange/fields.ts';
import { ChainUnavailable } from '../port.ts';

const timeoutMsDefault = 30_000;
/** Calls in one request. */
const batchMax = 500;

export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What the node answers to one call; its refusals are values. */
export type RpcResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly code: number; readonly message: string };

/** A BSV node's JSON-RPC. Rejects with `ChainUnavailable` for everything that is no answer of the node to the call. */
export class NodeRpc {
  readonly #url: string;
  readonly #authorization: string;
  readonly #timeoutMs: number;

  /** `url` with user and password, e.g. http://user:pass@127.0.0.1:8332; the password is in no error. */
  constructor(url: string, timeoutMs = timeoutMsDefault) {
    const parsed = new URL(url);
    const [user, password] = [parsed.username, parsed.password].map(decodeURIComponent);
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    parsed.username = '';
    parsed.password = '';
    this.#url = parsed.href;
    this.#timeoutMs = timeoutMs;
  }

  async call(method: string, ...params: readonly unknown[]): Promise<RpcResult> {
    const [result] = await this.batch([{ method, params }] as const);
    return result;
  }

  /** The result of a call that the node does not refuse when all is well. */
  async result(method: string, ...params: readonly unknown[]): Promise<unknown> {
    const answer = await this.call(method, ...params);
    if (!answer.ok) throw new ChainUnavailable(`${method}: ${answer.code} ${answer.message}`);
    return answer.result;
  }

  /** Several calls, carried out in their order; the answers are in that order too. */
  async batch<const C extends readonly RpcCall[]>(calls: C): Promise<{ readonly [K in keyof C]: RpcResult }> {
    const results: RpcResult[] = [];
    for (let from = 0; from < calls.length; from += batchMax)
      results.push(...(await this.#send(calls.slice(from, from + batchMax))));
    return results as { readonly [K in keyof C]: RpcResult };
  }

  async #send(calls: readonly RpcCall[]): Promise<readonly RpcResult[]> {
    const answer = await exchange({
      method: 'POST',
      url: this.#url,
      headers: { 'content-type': 'application/json', authorization: this.#authorization },
      body: JSON.stringify(calls.map((call, id) => ({ jsonrpc: '1.0', id, ...call }))),
      timeoutMs: this.#timeoutMs,
    });
    if (answer.status === 401) throw new ChainUnavailable('the node does not know this user and password');
    const { json } = answer;
    if (!Array.isArray(json)) throw unusable(answer.status);
    const byId = new Map<unknown, Fields | undefined>(
      json.map((entry) => [fieldsOf(entry)?.id, fieldsOf(entry)]),
    );
    return calls.map((_call, id) => resultOf(byId.get(id), answer.status));
  }
}

function resultOf(entry: Fields | undefined, status: number): RpcResult {
  if (entry === undefined) throw unusable(status);
  if (entry.error === null || entry.error === undefined) return { ok: true, result: entry.result };
  const error = fieldsOf(entry.error);
  const [code, message] = [error?.code, textOf(error?.message)];
  if (typeof code !== 'number' || message === undefined) throw unusable(status);
  return { ok: false, code, message };
}

function unusable(status: number): ChainUnavailable {
  return new ChainUnavailable(`the node answered with status ${status} and nothing that can be used`);
}
