import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyOf, listening, type RouteServer } from '../../contract/serve-routes.ts';

/** A provider's answer. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** Where a redirect points to. */
  readonly location?: string;
}

/** What happens to one request. `rewrite` is given the provider's answer; null cuts the connection instead. */
export type Mishap =
  | { readonly kind: 'hang' }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'rewrite'; readonly change: (answer: Answer) => Answer | null };

export interface FaultyProxy extends RouteServer {
  /** The next requests meet these, one each; all after them pass. */
  befall(...mishaps: readonly Mishap[]): void;
  /** The headers of the requests that were passed on. */
  readonly passed: readonly IncomingMessage['headers'][];
}

/** A real HTTP proxy between a client and its provider, with configurable faults. */
export async function faultyProxy(target: string): Promise<FaultyProxy> {
  const mishaps: Mishap[] = [];
  const passed: IncomingMessage['headers'][] = [];

  const pass = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request);
    passed.push(request.headers);
    const { host: _host, connection: _connection, 'content-length': _length, ...kept } = request.headers;
    const response = await fetch(target + request.url, {
      method: request.method ?? 'GET',
      headers: kept as Record<string, string>,
      ...(body !== '' && { body }),
    });
    const contentType = response.headers.get('content-type') ?? '';
    return { status: response.status, contentType, body: await response.text() };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const mishap = mishaps.shift();
    if (mishap?.kind === 'hang') return;
    const given = mishap?.kind === 'answer' ? mishap.answer : await pass(request);
    const answer = mishap?.kind === 'rewrite' ? mishap.change(given) : given;
    if (answer === null) response.destroy();
    else {
      const { status, contentType, body, location } = answer;
      response.writeHead(status, { 'content-type': contentType, ...(location && { location }) }).end(body);
    }
  };

  const server = await listening(createServer((request, response) => void handle(request, response)));
  return { ...server, befall: (...more) => void mishaps.push(...more), passed };
}
