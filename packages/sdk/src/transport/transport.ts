import { backoffMs } from '@asg/domain/backoff';
import { deadline, isNode, nowMs, randomShare, sleep } from './environment.ts';
import { ASGGatewayConnectionError, ASGGatewayError, ASGGatewayHTTPError, errorOf } from './errors.ts';
import { type ItemBlob, itemIn } from './item-blob.ts';
import { uploading } from './upload.ts';

const pauses = { firstMs: 500, maxMs: 8_000, jitter: 0.5 };
/** Longer waits are left to the caller, who gets the refusal. */
const retryAfterSecondsMax = 60;
/** A date names the second that has begun. */
const halfSecondMs = 500;

export interface TransportOptions {
  readonly baseUrl: string;
  /** An API key, or what opens a session. */
  readonly token: string | null;
  /** ms until an answer must have begun, and a JSON answer be complete. */
  readonly timeoutMs: number;
  readonly retriesMax: number;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  readonly onRetry: (retry: RetryNotice) => void;
}

/** Called before a request is sent again. */
export interface RetryNotice {
  readonly request: string;
  readonly error: ASGGatewayError;
  readonly attempt: number;
  readonly waitMs: number;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Strings, numbers and booleans by name; those that are null or undefined are left out. */
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** Sent as it is, in place of JSON. */
  readonly rawBody?: FormData | Blob | string;
  /** Called with the share of an upload that was sent, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent twice it does no more than once. Without it only what the gateway surely did not do is sent again. */
  readonly repeatable?: boolean;
  /** ms that the gateway is asked to take before it answers. */
  readonly waitMs?: number;
}

/** `keep`: the call's signal is to end the body too; calling what it returns lets go of the signal. */
type Read<T> = (response: Response, keep: () => () => void) => Promise<T>;

/** Sends requests, and sends them again where that is safe. */
export class Transport {
  readonly #options: TransportOptions;
  /** How far the server's clock is ahead of this one, ms. */
  #skewMs = 0;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  get baseUrl(): string {
    return this.#options.baseUrl;
  }

  /** The server's time, ms since 1970, to within a second once it has answered. */
  serverNowMs(): number {
    return nowMs() + this.#skewMs;
  }

  /** The JSON of a read. */
  get<T>(path: string, { query, signal }: Pick<Call, 'query' | 'signal'>): Promise<T> {
    return this.json({ method: 'GET', path, query, repeatable: true, signal });
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

  blob(call: Call): Promise<Blob> {
    return this.#again(call, (response) => response.blob());
  }

  item(call: Call): Promise<ItemBlob> {
    return this.#again(call, itemIn);
  }

  /** The same, and a header that came with it; null: it did not. */
  itemWith(call: Call, header: string): Promise<readonly [ItemBlob, string | null]> {
    return this.#again(call, async (response) => [await itemIn(response), response.headers.get(header)]);
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
        const waitMs = attempt > retriesMax ? null : pauseOf(call, error, attempt);
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
      const { fetch: send } = this.#options;
      const fetching = call.onProgress === undefined ? send : uploading(send, call.onProgress);
      const response = await fetching(this.#url(call), this.#request(call, limit.signal));
      this.#followClock(response.headers.get('date'));
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

  #followClock(date: string | null): void {
    const serverMs = Date.parse(date ?? '');
    if (!Number.isNaN(serverMs)) this.#skewMs = serverMs + halfSecondMs - nowMs();
  }

  #url({ path, query = {} }: Call): string {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value != null) asked.set(name, String(value));
    const text = asked.toString();
    return `${this.#options.baseUrl}${path}${text === '' ? '' : `?${text}`}`;
  }

  #request({ method, body, rawBody, headers }: Call, signal: AbortSignal): RequestInit {
    const { token, userAgent } = this.#options;
    return {
      method,
      signal,
      // The key must not follow a redirect elsewhere.
      redirect: 'manual',
      headers: {
        accept: 'application/json, */*;q=0.5',
        ...(isNode ? { 'user-agent': userAgent } : {}),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(rawBody !== undefined
        ? { body: rawBody }
        : body === undefined
          ? {}
          : { body: JSON.stringify(body) }),
    };
  }
}

/** ms to wait before the call is sent again; null: it is not. */
function pauseOf({ repeatable }: Call, error: unknown, attempt: number): number | null {
  const pauseMs = backoffMs(pauses, attempt, randomShare());
  if (error instanceof ASGGatewayConnectionError) return repeatable === true ? pauseMs : null;
  if (!(error instanceof ASGGatewayHTTPError) || !error.retryable) return null;
  if (repeatable !== true && error.status !== 429) return null;
  const asked = error.retryAfterSeconds;
  if (asked === null) return pauseMs;
  return asked > retryAfterSecondsMax ? null : Math.max(asked * 1000, pauseMs);
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
