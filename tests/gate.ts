import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';

interface OpenGate extends AsyncDisposable {
  readonly endpoint: string;
}

/** A server on this machine that answers as it is told; where it listens, and its end, become members of `gate`. */
export async function openGate<G extends object>(
  gate: G,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<G & OpenGate> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gate has no port');
  return Object.assign(gate, {
    endpoint: `http://127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

/** The request goes on to the target as it came, and so does the answer. */
export function passOn(target: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const on = send(new URL(target), { method, headers, path: url }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  on.on('error', () => response.destroy());
  request.pipe(on);
}
