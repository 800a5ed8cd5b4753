import type { FastifyInstance, InjectOptions } from 'fastify';

export interface CallOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly text: string;
}

/** Sends JSON and takes it apart again. */
export type Call = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  options?: CallOptions,
) => Promise<Answer>;

export function callerOf(app: FastifyInstance): Call {
  return async (method, url, { token, body, headers } = {}) => {
    const request: InjectOptions = {
      method,
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    };
    const answer = await app.inject(request);
    const isJson = String(answer.headers['content-type'] ?? '').includes('/json');
    const parsed = isJson && answer.payload !== '' ? JSON.parse(answer.payload) : undefined;
    return { status: answer.statusCode, headers: answer.headers, body: parsed, text: answer.payload };
  };
}
