import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import { linkedSignal } from '@asg/runtime';
import { isPublicAddress } from './address.ts';
import { OutboundFailed, OutboundRefused } from './refusal.ts';
import { hostProblem, notPublic, plainHost, unbracketed } from './target.ts';

/** An address that a name stands for. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface OutboundOptions {
  /** Hosts (lower case, IPv6 in brackets) that may be reached with http and may be private. */
  readonly allowedHosts: readonly string[];
  /** All addresses of a host name. Rejects or is empty where there is none. Default: the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
}

export interface OutboundRequest {
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Until the head of the answer has arrived, and the longest silence within its body, ms. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  /** A redirect is returned as it is. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Bytes as they come. Read it to the end or destroy it: it holds a connection. */
  readonly body: Readable;
}

/** HTTP to places that customers name, guarded: what is not on the public internet is refused. */
export interface Outbound extends AsyncDisposable {
  /** Rejects with `OutboundRefused` by the rules and with `OutboundFailed` where there is no answer. */
  request(request: OutboundRequest): Promise<OutboundAnswer>;
  /** For other clients (`lookup` of net, tls, http): gives checked addresses alone. They must also `check` their URLs. */
  readonly lookup: LookupFunction;
  /** The parsed URL. Throws `OutboundRefused` for what can be seen without resolving: scheme, user, literal addresses. */
  check(url: string): URL;
}

const connectTimeoutMs = 10_000;
const keepAliveMs = 4_000;
const connectionsPerOriginMax = 16;

/** A guarded client. Dispose of it to close its connections. */
export function createOutbound({ allowedHosts, resolve = systemResolve }: OutboundOptions): Outbound {
  const allowed = new Set(allowedHosts.map(plainHost));

  const checked = async (host: string): Promise<readonly ResolvedAddress[]> => {
    const name = plainHost(host);
    const found = await resolve(name);
    if (found.length === 0) throw new OutboundFailed(`${name} has no address`);
    if (allowed.has(name)) return found;
    // One private address among several is enough: which of them is connected to is not ours to choose.
    const bad = found.find(({ address }) => !isPublicAddress(address));
    if (bad !== undefined) throw new OutboundRefused(notPublic(name, bad.address));
    return found;
  };

  const lookup: LookupFunction = (host, options, callback) => {
    const family = options.family === 4 || options.family === 6 ? options.family : null;
    callbackify(() => checked(host))((error, all) => {
      const fitting = error === null ? all.filter((one) => family === null || one.family === family) : [];
      const [first] = fitting;
      if (error !== null) callback(asOutboundError(error), '');
      else if (first === undefined) callback(new OutboundFailed(`${host} has no such address`), '');
      else if (options.all !== true) callback(null, first.address, first.family);
      else callback(null, [...fitting]);
    });
  };

  const check = (text: string): URL => {
    const url = URL.parse(text);
    if (url === null) throw new OutboundRefused('the URL cannot be parsed');
    const host = plainHost(url.hostname);
    const problem = hostProblem(host, allowed);
    if (problem !== null && /^https?:$/.test(url.protocol)) throw new OutboundRefused(problem);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowed.has(host)))
      throw new OutboundRefused('the URL must begin with https://');
    if (url.username !== '' || url.password !== '')
      throw new OutboundRefused('the URL must not contain a user name or password');
    return url;
  };

  const connected = async () => {
    const { Agent, request: send } = await import('undici');
    const agent = new Agent({
      connections: connectionsPerOriginMax,
      pipelining: 1,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      connect: { lookup, timeout: connectTimeoutMs },
    });
    return { agent, send };
  };
  /** Loaded by the first request: many a process never sends one. */
  let client: ReturnType<typeof connected> | null = null;
  const opened = (): ReturnType<typeof connected> => {
    client ??= connected();
    return client;
  };

  const request = async (wanted: OutboundRequest): Promise<OutboundAnswer> => {
    const url = check(wanted.url);
    const { method, headers, body, timeoutMs } = wanted;
    const { agent, send } = await opened();
    // Both ends: the head's with the head, the caller's with the body.
    using untilHead = linkedSignal([], {
      timeoutMs,
      timeoutReason: () => new OutboundFailed(`no answer within ${timeoutMs} ms`),
    });
    const whole = linkedSignal([untilHead.signal, wanted.signal]);
    try {
      const answer = await send(url, {
        dispatcher: agent,
        method,
        ...(headers === undefined ? {} : { headers: { ...headers } }),
        ...(body === undefined ? {} : { body }),
        bodyTimeout: timeoutMs,
        headersTimeout: 0,
        signal: whole.signal,
      });
      answer.body.once('close', () => whole[Symbol.dispose]());
      // Who throws a body away need not hear that it was broken off; who reads it is still told.
      answer.body.on('error', () => {});
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    } catch (error) {
      whole[Symbol.dispose]();
      throw asOutboundError(error);
    }
  };

  return { request, lookup, check, [Symbol.asyncDispose]: async () => (await client)?.agent.destroy() };
}

/** Names below which there is nothing, and never will be (RFC 2606): nobody needs to be asked. */
const setAside = /\.(example|invalid)\.?$/;

async function systemResolve(host: string): Promise<readonly ResolvedAddress[]> {
  if (setAside.test(host)) return [];
  const found = await systemLookup(unbracketed(host), { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function asOutboundError(error: unknown): OutboundRefused | OutboundFailed {
  if (error instanceof OutboundRefused || error instanceof OutboundFailed) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new OutboundFailed(message, { cause: error });
}
