import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ModelEndpoint extends Disposable {
  readonly url: string;
}

/** An endpoint with chat completions, that is right of texts with "joy" in them. */
export async function startModelEndpoint(): Promise<ModelEndpoint> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const content = JSON.stringify({ label: (await text(request)).includes('joy') ? 'good' : 'bad' });
    response.end(JSON.stringify({ choices: [{ message: { content } }], usage: { total_tokens: 9 } }));
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
