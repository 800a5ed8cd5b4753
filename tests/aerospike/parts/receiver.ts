import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A receiver of webhooks that notes which tasks it was told of. */
export async function startReceiver() {
  const taskIds = new Set<string>();
  const seen = { count: 0 };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      seen.count++;
      taskIds.add((JSON.parse(body) as { task_id: string }).task_id);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    taskIds,
    get count(): number {
      return seen.count;
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
