import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { systemClock } from '@asg/runtime';
import type { GatewayOptions } from '../options.ts';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const bounds = {
  connectionsMax: 10,
  connectionsPerAddressMax: 4,
  headersMsMax: 60_000,
  requestMsMax: 60_000,
  uploadBytesPerSecondMin: 1,
};
const health = 'GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n';
const halfHead = 'GET /v1/health HTTP/1.1\r\nHost:';
const sockets: Socket[] = [];
after(() => {
  for (const socket of sockets) socket.destroy();
});

async function listening(options: Partial<GatewayOptions> = {}): Promise<TestGateway & { port: number }> {
  const gateway = await startTestGateway({ bounds, ...options });
  const url = new URL(await gateway.app.listen({ port: 0, host: '127.0.0.1' }));
  return { ...gateway, port: Number(url.port) };
}

interface Client {
  readonly socket: Socket;
  /** All that arrived. */
  readonly text: () => string;
  /** When the server has ended the connection. */
  readonly gone: Promise<unknown>;
  send(text: string): void;
  /** When the text has arrived. */
  until(text: string): Promise<void>;
}

/** A client that is accepted; it closes nothing by itself. */
async function client(
  { app, port }: { app: TestGateway['app']; port: number },
  from = '127.0.0.1',
): Promise<Client> {
  const accepted = once(app.server, 'connection');
  const socket = connect({ port, host: '127.0.0.1', localAddress: from, allowHalfOpen: true });
  sockets.push(socket);
  let text = '';
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  const gone = Promise.race([once(socket, 'end'), once(socket, 'close')]);
  await accepted;
  return {
    socket,
    text: () => text,
    gone,
    send: (more) => void socket.write(more),
    until: async (wanted) => {
      while (!text.includes(wanted)) {
        const more = await Promise.race([once(socket, 'data'), gone.then(() => null)]);
        assert.ok(more !== null || text.includes(wanted), `gone before ${wanted}: ${text}`);
      }
    },
  };
}

test('a connection that sends nothing, or half a head, gives way to a new one of its address', async () => {
  await using gateway = await listening();
  const { clock } = gateway;
  const silent = await client(gateway);
  const half = await client(gateway);
  half.send(halfHead);
  const others = [await client(gateway), await client(gateway)];
  const further = [await client(gateway), await client(gateway)];
  for (const one of [...others, ...further]) {
    one.send(health);
    await one.until('"status":"ok"');
  }
  assert.equal(await connections(gateway), 6, 'who has just come may be about to send');
  clock.advance(1_000);
  await Promise.all([silent.gone, half.gone]);
  for (const one of [...others, ...further]) {
    one.send(health);
    await one.until('"status":"ok"');
  }
});

test('many connections at once that send nothing are admitted up to twice the bound, and the others served', async () => {
  await using gateway = await listening();
  const silent: Client[] = [];
  for (let i = 0; i < 2 * bounds.connectionsPerAddressMax; i++) silent.push(await client(gateway));
  const refused = await client(gateway);
  await refused.until('too many connections from this address');
  gateway.clock.advance(1_000);
  const served = await client(gateway);
  served.send(health);
  await served.until('"status":"ok"');
});

test('an address whose connections are all busy gets 429; other addresses are served', async () => {
  await using gateway = await listening({ clock: systemClock });
  const { key } = await gateway.newCustomer();
  const head = 'POST /v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  for (let i = 0; i < bounds.connectionsPerAddressMax; i++) {
    const busy = await client(gateway);
    const asked = once(gateway.app.server, 'request');
    busy.send(`${head}Authorization: Bearer ${key}\r\nContent-Length: 10\r\n\r\n{`);
    await asked;
  }
  const refused = await client(gateway);
  await refused.until('too many connections from this address');
  assert.match(refused.text(), /^HTTP\/1\.1 429 /);
  const other = await client(gateway, '127.0.0.2');
  other.send(health);
  await other.until('"status":"ok"');
  for (const socket of sockets) socket.destroy();
});

test('a connection whose body makes no progress is closed for a new one after five seconds, one whose body keeps arriving is not', async () => {
  await using gateway = await listening();
  const { clock } = gateway;
  const { key } = await gateway.newCustomer();
  const head = `POST /v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${key}`;
  const busy: (Client & { readonly request: IncomingMessage })[] = [];
  for (let i = 0; i < bounds.connectionsPerAddressMax; i++) {
    const one = await client(gateway);
    const asked = once(gateway.app.server, 'request');
    one.send(`${head}\r\nContent-Length: 10\r\n\r\n{`);
    const [request] = (await asked) as [IncomingMessage];
    busy.push({ ...one, request });
  }
  clock.advance(4_000);
  const early = await client(gateway);
  await early.until('too many connections from this address');
  await early.gone;
  const [steady, stalled] = busy as [(typeof busy)[0], (typeof busy)[0]];
  const before = steady.request.socket.bytesRead;
  steady.send('"');
  while (steady.request.socket.bytesRead === before) await systemClock.sleep(1);
  clock.advance(1_500);
  const served = await client(gateway);
  served.send(health);
  await served.until('"status":"ok"');
  await stalled.gone;
  steady.send('":1    }');
  await steady.until('HTTP/1.1 400 ');
});

test('the connections of a trusted proxy are not counted by address, but all together', async () => {
  await using gateway = await listening({ trustProxy: ['127.0.0.1'] });
  const clients: Client[] = [];
  for (let i = 0; i < bounds.connectionsMax; i++) clients.push(await client(gateway));
  for (const one of clients) {
    one.send(health);
    await one.until('"status":"ok"');
  }
  gateway.clock.advance(1_000);
  const further = await client(gateway);
  further.send(health);
  await further.until('"status":"ok"');
  await clients[0]!.gone;
});

test('what was no request is answered and destroyed, also where the client never closes', async () => {
  await using gateway = await listening({ clock: systemClock });
  const bad = await client(gateway);
  bad.send('HELLO\r\n\r\n');
  await bad.until('VALIDATION_ERROR');
  while ((await connections(gateway)) > 0) await systemClock.sleep(50);
});

function connections({ app }: TestGateway): Promise<number> {
  return new Promise((resolve) => void app.server.getConnections((_error, count) => resolve(count)));
}

test('a stop ends silent, idle and half connections, and answers what it had accepted with Connection: close', async () => {
  const gateway = await listening({ clock: systemClock });
  const silent = await client(gateway);
  const half = await client(gateway);
  half.send(halfHead);
  const idle = await client(gateway);
  idle.send(health);
  await idle.until('"status":"ok"');
  const { key } = await gateway.newCustomer();
  const task = await gateway.call('POST', '/v1/tasks', {
    token: key,
    body: {
      type: 'moderation',
      data_url: 'https://example.com/a',
      label_spec: { question: '?', options: ['a', 'b'] },
    },
  });
  const poll = await client(gateway);
  const asked = once(gateway.app.server, 'request');
  poll.send(
    `GET /v1/tasks/${task.body.task_id}/result?wait=60 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`,
  );
  await asked;
  const body = await client(gateway);
  const begun = once(gateway.app.server, 'request');
  body.send(
    'POST /v1/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  );
  await begun;
  const stopped = gateway[Symbol.asyncDispose]();
  await poll.until('in_progress');
  assert.match(poll.text(), /\r\nconnection: close\r\n/i);
  await Promise.all([silent.gone, half.gone, idle.gone, poll.gone]);
  await body.until('temporarily unavailable');
  await body.gone;
  await stopped;
});
