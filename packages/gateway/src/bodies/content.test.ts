import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { createLogger, type Logger } from '@asg/runtime';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs } from '../testing/uploaded-job.ts';

const mebibyte = 1_048_576;
const adminToken = 'operator-token-16';
const errors: unknown[] = [];
let gateway: TestGateway;
let token: string;
let base: string;
before(async () => {
  const log = { ...createLogger('silent'), error: (...what: unknown[]) => errors.push(what) };
  gateway = await startTestGateway({
    adminToken,
    log: log as unknown as Logger,
    assetRules: { bytesMax: 20_000, customerBytesMax: mebibyte, keepMs: 86_400_000 },
    jobBounds: { uploadBytesMax: 2 * mebibyte },
  });
  token = (await gateway.newCustomer()).key;
  base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  assert.deepEqual(errors, [], 'nothing that a client sends is an internal error');
});

const json = 'application/json';
const text = 'just a text that is given as it is';
const manifest = Array.from(
  { length: 5 },
  (_, n) => `${JSON.stringify({ data_url: `https://example.com/${n}.jpg` })}\n`,
).join('');
const form = (file: string | Buffer): Buffer => {
  const fields = Object.entries(jobOrder).map(
    ([name, value]) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`,
  );
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="m.jsonl"\r\n\r\n';
  return Buffer.concat([
    Buffer.from(fields.join('') + head),
    Buffer.from(file),
    Buffer.from('\r\n--x--\r\n'),
  ]);
};
const { consensus_threshold: _, ...item } = quickstartTask;
const gold = { ...item, gold_label: quickstartTask.label_spec.options[0] };
/** Each entrance with a body that it takes. */
const entrances: readonly {
  path: string;
  type: string;
  body: string | Buffer;
  status: number;
  key?: string;
}[] = [
  { path: '/v1/tasks', type: json, body: JSON.stringify(quickstartTask), status: 202 },
  { path: '/v1/tasks/batch', type: json, body: JSON.stringify({ tasks: [quickstartTask] }), status: 202 },
  { path: '/v1/assets', type: 'text/plain', body: text, status: 201 },
  { path: '/v1/jobs', type: 'multipart/form-data; boundary=x', body: form(manifest), status: 202 },
  {
    path: '/v1/admin/gold/import',
    type: 'application/x-ndjson',
    body: JSON.stringify(gold),
    status: 201,
    key: adminToken,
  },
];

async function send(path: string, type: string, encoding: string, body: Buffer | string, key = token) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type, 'content-encoding': encoding };
  const answer = await fetch(base + path, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

test('every entrance undoes what Content-Encoding says, lists from their end', async () => {
  for (const { path, type, body, status, key } of entrances) {
    for (const [encoding, packed] of [
      ['gzip', gzipSync(body)],
      ['x-gzip', gzipSync(body)],
      ['deflate', deflateSync(body)],
      ['br', brotliCompressSync(body)],
      ['zstd', zstdCompressSync(body)],
      ['gzip, br', brotliCompressSync(gzipSync(body))],
      ['aws-chunked, GZIP', gzipSync(body)],
      ['aws-chunked', body],
      ['identity', body],
      ['', body],
    ] as const) {
      const answer = await send(path, type, encoding, packed, key);
      const isAgain = path === '/v1/assets' && answer.status === 200;
      assert.ok(answer.status === status || isAgain, `${path} ${encoding}: ${JSON.stringify(answer.body)}`);
    }
  }
});

test('what comes of a packed upload is what comes of a plain one', async () => {
  const { body: job } = await send(
    '/v1/jobs',
    'multipart/form-data; boundary=x',
    'gzip',
    gzipSync(form(manifest)),
  );
  await runJobs(gateway);
  const { body: read } = await gateway.call('GET', `/v1/jobs/${job.job_id}`, { token });
  assert.deepEqual([read.lines_accepted, read.lines_rejected], [5, 0], JSON.stringify(read));
  const { body: asset } = await send('/v1/assets', 'text/plain', 'br', brotliCompressSync(`${text}!`));
  assert.equal(asset.bytes, text.length + 1);
  const content = await gateway.call('GET', `/v1/assets/${asset.sha256}/content`, { token });
  assert.equal(content.text, `${text}!`);
});

test('a coding that nobody here can undo is 415, with its name and those that are known', async () => {
  for (const { path, type, body, key } of entrances)
    for (const [encoding, name] of [
      ['compress', 'compress'],
      ['gzip, exi', 'exi'],
      ['gzip,gzip,gzip,gzip,gzip', 'gzip, gzip, gzip, gzip, gzip'],
    ] as const) {
      const answer = await send(path, type, encoding, body, key);
      assert.deepEqual([answer.status, answer.body.code], [415, 'UNSUPPORTED_MEDIA_TYPE'], path);
      assert.equal(
        answer.body.error,
        `the Content-Encoding ${name} is not known: send gzip, x-gzip, deflate, br, zstd, or none`,
      );
      assert.equal(answer.headers.get('accept-encoding'), 'gzip, x-gzip, deflate, br, zstd');
    }
});

test('a body that is not so encoded, or ends too early, is 400 and says so', async () => {
  for (const { path, type, body, key } of entrances)
    for (const packed of [Buffer.from(body), gzipSync(body).subarray(0, -9)]) {
      const answer = await send(path, type, 'gzip', packed, key);
      assert.equal(answer.status, 400, path);
      assert.match(answer.body.error, /the content is not what its Content-Encoding says \(gzip\)$/);
    }
});

/** So many bytes in a thousandth of them. */
const bombOf = (mebibytes: number, start: Buffer = Buffer.alloc(0)): Buffer => {
  const piece = gzipSync(Buffer.alloc(8 * mebibyte, '\n'));
  return Buffer.concat([gzipSync(start), ...Array<Buffer>(mebibytes / 8).fill(piece)]);
};
/** A hundred million bytes that become none, in a hundred thousand. */
const emptyBomb = gzipSync(Buffer.concat(Array(5_000_000).fill(gzipSync(''))));

test('a bomb is 413 at each entrance, after no more bytes than the entrance takes', async () => {
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="m"\r\n\r\n';
  const bomb = bombOf(800);
  const jsonBomb = bombOf(800, Buffer.from('{"tasks":['));
  const formBomb = bombOf(800, Buffer.from(head));
  const cpu = process.cpuUsage();
  for (const { path, type, key } of entrances) {
    const packed = type === json ? jsonBomb : type.startsWith('multipart') ? formBomb : bomb;
    const answer = await send(path, type, 'gzip', packed, key);
    assert.deepEqual([answer.status, answer.body.code], [413, 'PAYLOAD_TOO_LARGE'], path);
    const twice = await send(path, type, 'gzip, gzip', gzipSync(packed), key);
    assert.equal(twice.status, 413, path);
    const empty = await send(path, type, 'gzip, gzip', emptyBomb, key);
    assert.equal(empty.status, 413, path);
  }
  // What stands before the first part of a form counts too.
  const preamble = await send('/v1/jobs', 'multipart/form-data; boundary=x', 'gzip', bomb);
  assert.equal(preamble.status, 413);
  const { user, system } = process.cpuUsage(cpu);
  // Undone to their ends, those ten gigabytes take half a minute.
  assert.ok(user + system < 5_000_000, `${user + system} µs`);
});

test('after a refusal the connection is good for the next request', async () => {
  const { port, hostname } = new URL(base);
  const socket = connect({ port: Number(port), host: hostname });
  let said = '';
  socket.setEncoding('latin1').on('data', (piece: string) => {
    said += piece;
  });
  const answers = async (count: number): Promise<void> => {
    while (said.split('HTTP/1.1 ').length - 1 < count) await once(socket, 'data');
  };
  for (const [at, { path, type, key = token }] of entrances.entries()) {
    const heads = [
      `POST ${path} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${key}`,
      `Content-Type: ${type}`,
      'Content-Encoding: gzip',
      `Content-Length: ${emptyBomb.length}`,
    ];
    socket.write(`${heads.join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.alloc(emptyBomb.length, 'x'));
    await answers(at + 1);
  }
  assert.deepEqual(said.match(/HTTP\/1\.1 \d+/g), Array(entrances.length).fill('HTTP/1.1 400'));
  socket.destroy();
});

test('a packed body that its client breaks off is no internal error', async () => {
  const { port, hostname } = new URL(base);
  for (const { path, type, body, key = token } of entrances) {
    const asked = once(gateway.app.server, 'request') as Promise<[NodeJS.EventEmitter]>;
    const socket = connect({ port: Number(port), host: hostname });
    const heads = [
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}`,
      `Content-Type: ${type}\r\nContent-Encoding: gzip\r\nContent-Length: 9999`,
    ];
    socket.write(`${heads.join('\r\n')}\r\n\r\n`);
    socket.write(gzipSync(body).subarray(0, 50));
    const [request] = await asked;
    const closed = new Promise((resolve) => request.once('close', resolve));
    socket.destroy();
    await closed;
  }
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(errors, []);
});
