import { deadline, isNode, nowMs, randomShare, sleep } from './environment.ts';
import { ASGGatewayConnectionError, ASGGatewayError, ASGGatewayHTTPError, errorOf } from './errors.ts';

const firstPauseMs = 500;
const pauseMsMax = 8_000;
/** Longer is not waited for unasked: the refusal tells the caller. */
const retryAfterSecondsMax = 60;

export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** ms until an answer must have begun, and a JSON answer be complete. */
  readonly timeoutMs: number;
  readonly retriesMax: number;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  readonly onRetry: (retry: RetryNotice) => void;
}

/** Told before a request is sent again. */
export interface RetryNotice {
  readonly request: string;
  readonly error: ASGGatewayError;
  readonly attempt: number;
  readonly waitMs: number;
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent twice it does no more than once. Without it only what the gateway surely did not do is sent again. */
  readonly repeatable?: boolean;
  /** ms that the gateway is asked to take before it answers. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** `keep`: the call's signal is to end the body too; calling what it returns lets go of the signal. */
type Read<T> = (response: Response, keep: () => () => void) => Promise<T>;

/** Sends requests, and sends them again where that is safe. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** The JSON of the answer; `undefined` where it has none. */
  json<T>(call: Call): Promise<T> {
    return this.#again(call, async (response) => {
      const text = await response.text();
      if (text === '') return undefined as T;
      try {
        return JSON.parse(text) as T;
      } catch {
        throw new ASGGatewayConnectionError(`${call.method} ${call.path}: the answer is not JSON`);
      }
    });
  }

  text(call: Call): Promise<string> {
    return this.#again(call, (response) => response.text());
  }

  /** The body as it comes, for as long as it takes. */
  stream(call: Call): Promise<ReadableStream<Uint8Array>> {
    return this.#again(call, async ({ body }, keep) => {
      if (body === null) throw new ASGGatewayConnectionError(`${call.method} ${call.path}: an empty answer`);
      return untilItsEnd(body, keep());
    });
  }

  async #again<T>(call: Call, read: Read<T>): Promise<T> {
    const { retriesMax, onRetry } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(call, read);
      } catch (error) {
        const waitMs = attempt > retriesMax ? null : pauseMs(call, error, attempt);
        if (waitMs === null) throw error;
        onRetry({
          request: `${call.method} ${call.path}`,
          error: error as ASGGatewayError,
          attempt,
          waitMs,
        });
        await sleep(waitMs, call.signal);
      }
    }
  }

  async #once<T>(call: Call, read: Read<T>): Promise<T> {
    const timeoutMs = this.#options.timeoutMs + (call.waitMs ?? 0);
    const tooLate = () =>
      new ASGGatewayConnectionError(`${call.method} ${call.path}: no answer in ${timeoutMs} ms`);
    const limit = deadline(timeoutMs, tooLate, call.signal);
    let isKept = false;
    const keep = (): (() => void) => {
      isKept = true;
      limit.inTime();
      return limit.clear;
    };
    try {
      const response = await this.#options.fetch(this.#url(call), this.#request(call, limit.signal));
      if (!response.ok) throw errorOf(response.status, response.headers, await response.text(), nowMs());
      return await read(response, keep);
    } catch (error) {
      call.signal?.throwIfAborted();
      if (error instanceof ASGGatewayError) throw error;
      const why = error instanceof Error ? messageOf(error) : String(error);
      throw new ASGGatewayConnectionError(`${this.#options.baseUrl} cannot be reached: ${why}`, {
        cause: error,
      });
    } finally {
      if (!isKept) limit.clear();
    }
  }

  #url({ path, query = {} }: Call): string {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value != null) asked.set(name, String(value));
    const text = asked.toString();
    return `${this.#options.baseUrl}${path}${text === '' ? '' : `?${text}`}`;
  }

  #request({ method, body, form, headers }: Call, signal: AbortSignal): RequestInit {
    const { apiKey, userAgent } = this.#options;
    return {
      method,
      signal,
      // The key must not follow a redirect elsewhere.
      redirect: 'manual',
      headers: {
        accept: 'application/json, */*;q=0.5',
        ...(isNode ? { 'user-agent': userAgent } : {}),
        ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(form !== undefined ? { body: form } : body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }
}

/** ms to wait before the call is sent again; null: it is not. */
function pauseMs({ repeatable }: Call, error: unknown, attempt: number): number | null {
  const backoffMs = Math.min(pauseMsMax, firstPauseMs * 2 ** (attempt - 1)) * (0.5 + randomShare() / 2);
  if (error instanceof ASGGatewayConnectionError) return repeatable === true ? backoffMs : null;
  if (!(error instanceof ASGGatewayHTTPError) || !error.retryable) return null;
  if (repeatable !== true && error.status !== 429) return null;
  const asked = error.retryAfterSeconds;
  if (asked === null) return backoffMs;
  return asked > retryAfterSecondsMax ? null : Math.max(asked * 1000, backoffMs);
}

/** What undici hides in the cause, e.g. `connect ECONNREFUSED 127.0.0.1:8081`. */
function messageOf(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const first = cause instanceof AggregateError ? (cause.errors as unknown[])[0] : cause;
  return first instanceof Error && first.message !== '' ? first.message : error.message;
}

/** The same body; `ended` is called once it has ended, broken off or was cancelled. */
function untilItsEnd(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          ended();
          controller.close();
        } catch (error) {
          ended();
          throw error;
        }
      },
      async cancel(reason) {
        ended();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
