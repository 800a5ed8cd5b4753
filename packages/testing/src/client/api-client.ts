import { systemClock } from '@asg/runtime';
import type { RegisteredCustomer, WorkerSession } from '@asg/wire';
import { Pool } from 'undici';
import { ApiError } from './api-error.ts';
import { CustomerClient } from './customer-client.ts';
import type { Readiness } from './replies.ts';
import { WorkerClient } from './worker-client.ts';

const connectionsDefault = 32;
/** Longer than the longest wait that the API offers (60 s). */
const answerMsMax = 90_000;
const retriesMax = 5;
const retryAfterMsMax = 10_000;

export interface ApiClientOptions {
  /** Open connections at most; further calls wait for one. */
  readonly connections?: number;
}

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query, e.g. `/v1/tasks/tsk_…/result?wait=30`. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of 400 and above that are answers here, not errors. */
  readonly expect?: readonly number[];
  readonly signal?: AbortSignal;
}

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON; null where there was no body. */
  readonly body: unknown;
}

/**
 * Calls of the API that need no account, and the way to those that do. Connections are kept alive and bounded.
 * 429 and 503 are tried again after `Retry-After`; other refusals throw an `ApiError`; a failure of the network throws
 * what undici throws.
 */
export class ApiClient implements AsyncDisposable {
  readonly url: string;
  readonly #pool: Pool;

  constructor(url: string, options: ApiClientOptions = {}) {
    this.url = url.replace(/\/+$/, '');
    this.#pool = new Pool(new URL(this.url).origin, {
      connections: options.connections ?? connectionsDefault,
      headersTimeout: answerMsMax,
      bodyTimeout: answerMsMax,
    });
  }

  /** The calls of the customer that the key belongs to. */
  customer(apiKey: string): CustomerClient {
    return new CustomerClient(this, apiKey);
  }

  /** The calls of the worker whose session it is. */
  worker(token: string): WorkerClient {
    return new WorkerClient(this, token);
  }

  registerCustomer(input: { readonly name: string; readonly email: string }): Promise<RegisteredCustomer> {
    return this.json<RegisteredCustomer>({ method: 'POST', path: '/v1/customers', body: input });
  }

  /** Signs an adult up who accepts the terms; the profile is still to be set. */
  registerWorker(input: { readonly email: string; readonly password: string }): Promise<WorkerSession> {
    const body = { ...input, adult: true, terms_accepted: true };
    return this.json<WorkerSession>({ method: 'POST', path: '/v1/workers', body });
  }

  logIn(input: { readonly email: string; readonly password: string }): Promise<WorkerSession> {
    return this.json<WorkerSession>({ method: 'POST', path: '/v1/workers/login', body: input });
  }

  /** Whether all parts are ready; one look, no retry. */
  async ready(): Promise<Readiness> {
    const reply = await this.#send({ method: 'GET', path: '/v1/ready' });
    return { ready: reply.status === 200, body: reply.body };
  }

  /** The body of a call that must succeed. Throws an ApiError otherwise. */
  async json<T>(call: ApiCall): Promise<T> {
    return (await this.call(call)).body as T;
  }

  /** The whole answer. Throws an ApiError for a status of 400 and above that is not expected. */
  async call(call: ApiCall): Promise<ApiReply> {
    for (let retry = 0; ; retry++) {
      const reply = await this.#send(call);
      if (reply.status < 400 || call.expect?.includes(reply.status)) return reply;
      const pauseMs = retryAfterMs(reply);
      if (pauseMs === null || retry === retriesMax || call.signal?.aborted) {
        const requestId = reply.headers['x-request-id'];
        const name = `${call.method} ${call.path}`;
        throw new ApiError(name, reply.status, reply.body, typeof requestId === 'string' ? requestId : null);
      }
      await systemClock.sleep(pauseMs, call.signal);
    }
  }

  async #send(call: ApiCall): Promise<ApiReply> {
    const { statusCode, headers, body } = await this.#pool.request({
      method: call.method,
      path: call.path,
      headers: {
        ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    return { status: statusCode, headers, body: parsed(await body.text()) };
  }

  /** Ends when the calls under way have been answered. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }

  /** Ends at once; calls under way fail. */
  async destroy(): Promise<void> {
    await this.#pool.destroy();
  }
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How long to wait before the call is sent again; null: not at all. */
function retryAfterMs(reply: ApiReply): number | null {
  if (reply.status !== 429 && reply.status !== 503) return null;
  const seconds = Number(reply.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(retryAfterMsMax, Math.max(0, seconds) * 1000) : null;
}
