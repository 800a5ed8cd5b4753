import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import { startRefinery, TestApi } from '@asg/testing';

const slowHeads = 300;
const slowBodies = 100;
const silentClients = 100;
const descriptorsMore = 10;
const trickleMs = 100;

async function open(url: string, head: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  // It closes nothing by itself.
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(head);
  return socket;
}

/** Sends a little now and then, as a client does that wants to hold on to its connection. */
async function trickle(socket: Socket, piece: string): Promise<string> {
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  while (!socket.destroyed) {
    if (socket.writable) socket.write(piece);
    await systemClock.sleep(trickleMs, gone.signal);
  }
  return answer;
}

/** Files and sockets that the process has open; null where the system does not tell. */
async function descriptors(pid: number): Promise<number | null> {
  return process.platform === 'linux' ? (await readdir(`/proc/${pid}/fd`)).length : null;
}

test('hundreds of clients that send for ever, or nothing, are shown out and leave nothing behind, while others are served', async () => {
  await using refinery = await startRefinery({
    env: { REQUEST_HEAD_SECONDS_MAX: '2', REQUEST_SECONDS_MAX: '3', CONNECTIONS_PER_ADDRESS_MAX: '1000' },
  });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const before = await descriptors(refinery.pid);
  const silent = await Promise.all(Array.from({ length: silentClients }, () => open(refinery.url, '')));
  const head = 'POST /v1/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const heads = await Promise.all(Array.from({ length: slowHeads }, () => open(refinery.url, head)));
  const bodyHead = `${head}Content-Length: 1000000\r\n\r\n`;
  const bodies = await Promise.all(Array.from({ length: slowBodies }, () => open(refinery.url, bodyHead)));
  const slow = Promise.all([
    ...heads.map((socket, i) => trickle(socket, `X-${i}: y\r\n`)),
    ...bodies.map((socket) => trickle(socket, ' ')),
  ]);
  let isOver = false;
  const over = slow.then(() => {
    isOver = true;
  });
  let served = 0;
  while (!isOver) {
    await api.customer(api_key).customers.me();
    // Who is answered only once the slow ones are gone has waited for them.
    if (!isOver) served++;
    await Promise.race([over, systemClock.sleep(trickleMs)]);
  }
  assert.ok(served > 0);
  const answers = await slow;
  assert.equal(answers.filter((answer) => answer.startsWith('HTTP/1.1 408 ')).length, answers.length);
  while (before !== null && (await descriptors(refinery.pid))! > before + descriptorsMore)
    await systemClock.sleep(trickleMs);
  for (const socket of silent) socket.destroy();
});

/** The head of an upload and the beginning of its form. */
function upload(key: string, fields: Readonly<Record<string, string>>): { head: string; end: string } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = '--x\r\nContent-Disposition: form-data; name="file"; filename="m.jsonl"\r\n\r\n';
  return {
    head: [
      'POST /v1/jobs HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${key}`,
      'Content-Type: multipart/form-data; boundary=x',
      'Transfer-Encoding: chunked',
      '',
      chunked(parts.join('') + file),
    ].join('\r\n'),
    end: `${chunked('\r\n--x--\r\n')}0\r\n\r\n`,
  };
}
const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

test('an upload may take longer than other requests while it goes on arriving; one that trickles is ended', async () => {
  await using refinery = await startRefinery({
    env: { REQUEST_SECONDS_MAX: '1', UPLOAD_BYTES_PER_SECOND_MIN: '200' },
  });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const order = { task_type: 'sentiment', label_spec: '{"question":"Mood?","options":["good","bad"]}' };
  const { head, end } = upload(api_key, order);
  const steady = await open(refinery.url, head);
  let answer = '';
  steady.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  const trickling = trickle(await open(refinery.url, head), chunked(' '));
  const startMs = performance.now();
  let isOver = false;
  const over = trickling.then(() => {
    isOver = true;
  });
  const line = chunked(`${JSON.stringify({ data_url: `https://example.com/${'x'.repeat(200)}` })}\n`);
  // Well past the second that another request has.
  while (!isOver || performance.now() - startMs < 4_000) {
    steady.write(line);
    await Promise.race([over, systemClock.sleep(trickleMs)]);
    if (isOver) await systemClock.sleep(trickleMs);
  }
  assert.match(await trickling, /^HTTP\/1\.1 408 /);
  assert.equal(answer, '', 'nothing is answered before its end');
  const answered = once(steady, 'data');
  steady.write(end);
  await answered;
  assert.match(answer, /^HTTP\/1\.1 202 /);
  steady.destroy();
});

test('a customer has a few uploads at once', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@example.com' });
  const { head } = upload(api_key, {});
  const sockets = await Promise.all(Array.from({ length: 5 }, () => open(refinery.url, head)));
  const answers = sockets.map((socket) => once(socket.setEncoding('utf8'), 'data'));
  const [answer] = (await Promise.race(answers)) as [string];
  assert.match(answer, /^HTTP\/1\.1 429 /);
  for (const socket of sockets) socket.destroy();
});

test('a body that is too large is refused before it is read', async () => {
  await using refinery = await startRefinery();
  const head = 'POST /v1/customers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const socket = await open(refinery.url, `${head}Content-Length: 999999999999\r\n\r\n{`);
  const [answer] = (await once(socket.setEncoding('utf8'), 'data')) as [string];
  assert.match(answer, /^HTTP\/1\.1 413 /);
  socket.destroy();
});

test('no more connections are taken than allowed, and those there are go on being served', async () => {
  await using refinery = await startRefinery({ env: { CONNECTIONS_MAX: '20' } });
  const api = new TestApi(refinery.url);
  await api.customer().ready();
  const others = await Promise.all(Array.from({ length: 40 }, () => open(refinery.url, '')));
  for (const socket of others) socket.resume();
  await Promise.race(others.map((socket) => once(socket, 'end')));
  assert.equal((await api.customer().ready()).ready, true);
  for (const socket of others) socket.destroy();
});
