import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';

const mebibyte = 1_048_576;
const [customers, each, bytes] = [50, 4, 8 * mebibyte];

test('200 slow uploads of assets at once cost bounded memory, and the server goes on', {
  timeout: 300_000,
}, async (t) => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const { port, hostname } = new URL(refinery.url);
  const residentOf = (): number => {
    const status = readFileSync(`/proc/${refinery.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  };
  const before = residentOf();
  const keys: string[] = [];
  for (let n = 0; n < customers; n++) {
    const { api_key } = await api.registerCustomer({ name: 'A', email: `a${n}@example.com` });
    keys.push(api_key);
  }
  const sockets: Socket[] = [];
  const said: string[] = [];
  const piece = Buffer.alloc(bytes - 1, 'a');
  for (const key of keys)
    for (let n = 0; n < each; n++) {
      const socket = connect({ port: Number(port), host: hostname }).setEncoding('latin1');
      sockets.push(socket.on('error', () => {}).on('data', (text: string) => said.push(text.slice(0, 12))));
      socket.write(
        `POST /v1/assets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Length: ${bytes}\r\n\r\n`,
      );
      // All but the last byte: it is never whole.
      socket.write(piece);
    }
  // As many as there is room for stay.
  for (const deadline = Date.now() + 60_000; said.length < 160 && Date.now() < deadline; )
    await new Promise((done) => setImmediate(done));
  const health = await api.send({ method: 'GET', path: '/v1/health', expect: [200] });
  assert.equal(health.status, 200);
  const grown = residentOf() - before;
  t.diagnostic(`200 uploads of 8 MiB: ${before} MiB and ${grown} MiB more, ${said.length} turned away`);
  assert.ok(said.length >= 160, `${said.length} were turned away`);
  assert.deepEqual(new Set(said), new Set(['HTTP/1.1 503']));
  assert.ok(grown < 600, `${grown} MiB more`);
  for (const socket of sockets) socket.destroy();
  for (let tries = 0; ; tries++) {
    const headers = { authorization: `Bearer ${keys[0]}` };
    const answer = await fetch(`${refinery.url}/v1/assets`, { method: 'POST', headers, body: 'a text' });
    if (answer.status === 201) break;
    assert.ok(tries < 1_000, 'room is given back');
  }
});
