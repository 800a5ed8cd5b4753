import { ApiError, NetworkError } from './api-error.ts';
import type { Answer, Input, Operations } from './contract.ts';

const answerMsMax = 20_000;

interface CallInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
}

/** How far the server's clock is ahead of this device's, ms; known to a second after the first answer. */
let skewMs = 0;

/** The server's time, ms since 1970: leases end by its clock, not by this device's. */
export const serverNowMs = (): number => Date.now() + skewMs;

/** Calls one of the operations. Throws an ApiError where it refuses, a NetworkError where it does not answer. */
export type Call<T extends Operations> = <K extends keyof T & keyof Operations>(
  name: K,
  input: Input<K>,
  signal?: AbortSignal,
) => Promise<Answer<K>>;

/** The way to these operations, with the session's cookie. */
export function callerOf<const T extends Operations>(operations: T): Call<T> {
  return async (name, input, signal) => {
    const [method, path] = operations[name] as readonly [string, string];
    const { params = {}, query = {}, body } = input as CallInput;
    const response = await answered(urlOf(path, params, query), {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.any([AbortSignal.timeout(answerMsMax), ...(signal === undefined ? [] : [signal])]),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    followClock(response);
    const text = await textOf(response);
    const isJson = response.headers.get('content-type')?.includes('/json') ?? false;
    const parsed: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { status: response.status, body: parsed, text } as Answer<typeof name>;
  };
}

function urlOf(
  path: string,
  params: NonNullable<CallInput['params']>,
  query: NonNullable<CallInput['query']>,
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const fields = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(fields.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

async function answered(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new NetworkError('no answer', { cause: error });
  }
}

/** The body of a success. Throws where the server refused, or the answer broke off. */
async function textOf(response: Response): Promise<string> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw new NetworkError('the answer broke off', { cause: error });
  }
  if (response.ok) return text;
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new ApiError(response.status, errorFields(text), Number.isFinite(after) ? after : null);
}

function errorFields(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function followClock(response: Response): void {
  const serverMs = Date.parse(response.headers.get('date') ?? '');
  const halfSecondMs = 500;
  if (!Number.isNaN(serverMs)) skewMs = serverMs + halfSecondMs - Date.now();
}
