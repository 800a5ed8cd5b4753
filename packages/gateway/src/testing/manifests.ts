import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line of a manifest. */
export const line = (i: number, extra: object = {}) =>
  JSON.stringify({ data_url: `https://example.com/${i}.jpg`, ...extra });
export const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i + 1)).join('\n');

/** A web server on this machine with one manifest. */
export async function manifestServer(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/manifest.jsonl`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
