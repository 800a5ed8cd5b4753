import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChainRoute } from '../local/index.ts';

export interface RouteServer extends AsyncDisposable {
  /** e.g. http://127.0.0.1:40123 */
  readonly url: string;
}

/** A real HTTP server on a free port of this machine for a chain's routes. */
export function serveRoutes(routes: readonly ChainRoute[]): Promise<RouteServer> {
  return listening(createServer((request, response) => void answer(routes, request, response)));
}

/** Starts any server on a free port; disposing of it also cuts the connections that are open. */
export async function listening(server: Server): Promise<RouteServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(
  routes: readonly ChainRoute[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await bodyOf(request);
  const body = request.headers['content-type'] === 'application/json' ? JSON.parse(text) : text;
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  for (const route of routes) {
    const params = paramsOf(route.path, pathname);
    if (route.method !== request.method || params === null) continue;
    const reply = route.handle({ params, query: {}, headers: request.headers, body });
    response.writeHead(reply.status, { 'content-type': reply.contentType }).end(reply.body);
    return;
  }
  response.writeHead(404).end();
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [names, values] = [pattern.split('/'), path.split('/')];
  if (names.length !== values.length) return null;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(values[index]!);
    else if (name !== values[index]) return null;
  }
  return params;
}
