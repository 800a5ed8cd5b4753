import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'operator-token-16';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({
    adminToken,
    assetRules: { bytesMax: 4_000, customerBytesMax: 10_000, keepMs: 86_400_000 },
  });
});
after(() => gateway[Symbol.asyncDispose]());

/** A red dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
/** The same, whose header says that it is of 30,000 by 30,000 pixels. */
const vast = Buffer.from(dot);
for (const at of [16, 20]) vast.writeUInt32BE(30_000, at);
vast.writeUInt32BE(crc32(vast.subarray(12, 29)), 29);
/** Pictures that differ behind their end. */
const png = (fill: number, bytes = 500): Buffer => Buffer.concat([dot, Buffer.alloc(bytes, fill)]);
const shaOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

async function give(token: string, bytes: Buffer | string, type = 'application/json') {
  const answer = await gateway.app.inject({
    method: 'POST',
    url: '/v1/assets',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    payload: bytes,
  });
  return { status: answer.statusCode, body: answer.json() };
}
const labelSpec = { question: 'Q?', options: ['a', 'b'] };
const submit = (token: string, item: object, more: object = {}) =>
  gateway.call('POST', '/v1/tasks', {
    token,
    body: { type: 'moderation', label_spec: labelSpec, ...item, ...more },
  });
/** The files below the folder of assets that have these bytes in them. */
function filesWith(bytes: Buffer | string): string[] {
  return readdirSync(gateway.assetsFolder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(gateway.assetsFolder, name);
    return statSync(path).isFile() && readFileSync(path).includes(bytes);
  });
}

test('an asset is told by its content, kept once for its customer, and comes back to the byte', async () => {
  const { key } = await gateway.newCustomer();
  const picture = png(7);
  const { status, body } = await give(key, picture);
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual(
    [body.sha256, body.data_url, body.content_type, body.bytes],
    [shaOf(picture), `asset://${shaOf(picture)}`, 'image/png', picture.length],
  );
  assert.deepEqual([(await give(key, picture)).status, filesWith(picture).length], [200, 1]);
  const text = await give(key, 'just a text', 'image/png');
  assert.deepEqual([text.status, text.body.content_type], [201, 'text/plain; charset=utf-8']);
  const { body: list } = await gateway.call('GET', '/v1/assets?limit=1', { token: key });
  const next = await gateway.call('GET', `/v1/assets?limit=1&cursor=${list.next_cursor}`, { token: key });
  assert.deepEqual(
    new Set([...list.data, ...next.body.data].map((asset: { sha256: string }) => asset.sha256)),
    new Set([text.body.sha256, body.sha256]),
  );
  const usage = { count: 2, bytes: picture.length + 'just a text'.length, bytes_max: 10_000 };
  assert.deepEqual([list.usage, next.body.usage], [usage, usage]);
  const path = `/v1/assets/${body.sha256}`;
  assert.deepEqual((await gateway.call('GET', path, { token: key })).body, body);
  const content = await gateway.app.inject({
    method: 'GET',
    url: `${path}/content`,
    headers: { authorization: `Bearer ${key}` },
  });
  assert.deepEqual([content.statusCode, content.rawPayload.equals(picture)], [200, true]);
  assert.equal(content.headers['content-disposition'], 'attachment');
});

test('another customer has their own, and learns nothing of others', async () => {
  const [ada, bob] = [(await gateway.newCustomer()).key, (await gateway.newCustomer()).key];
  const { body } = await give(ada, png(9));
  for (const path of ['', '/content'])
    assert.equal((await gateway.call('GET', `/v1/assets/${body.sha256}${path}`, { token: bob })).status, 404);
  assert.equal((await gateway.call('DELETE', `/v1/assets/${body.sha256}`, { token: bob })).status, 404);
  assert.equal((await submit(bob, { data_url: body.data_url })).status, 400);
  assert.equal((await give(bob, png(9))).status, 201, 'it is new to them');
  assert.equal(filesWith(png(9)).length, 2);
});

test('what cannot be kept is refused by what it is', async () => {
  const { key } = await gateway.newCustomer();
  const cases: readonly (readonly [string | Buffer, number, RegExp])[] = [
    [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 415, /the body is neither an image nor UTF-8 text/],
    ['a\u0000b', 415, /U\+0000 at character 2/],
    ['%PDF-1.7 and more', 415, /the body is a PDF document/],
    [' \n ', 415, /the body is blank/],
    ['', 415, /the body is empty/],
    [png(1, 4_000), 413, /an asset may have 4000 bytes/],
    [dot.subarray(0, 50), 415, /the body is a picture that cannot be shown: it is truncated/],
    [vast, 415, /cannot be shown: .*30000/],
    ['<svg xmlns="http://www.w3.org/2000/svg"><g>', 415, /cannot be shown: /],
  ];
  for (const [bytes, status, message] of cases) {
    const answer = await give(key, bytes);
    assert.deepEqual([answer.status, message.test(answer.body.error)], [status, true], answer.body.error);
  }
  const empty = await gateway.app.inject({
    method: 'POST',
    url: '/v1/assets',
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(empty.statusCode, 400);
  for (const fill of [1, 2]) assert.equal((await give(key, png(fill, 3_900))).status, 201);
  const full = await give(key, png(3, 3_900));
  assert.deepEqual([full.status, full.body.code], [403, 'FORBIDDEN']);
  assert.match(full.body.error, /your assets may have 10000 bytes in all/);
  const byValue = await submit(key, { data: { text: 'x'.repeat(3_000) } });
  assert.match(byValue.body.error, /data.text has no room/);
  assert.equal((await give(key, png(1, 3_900))).status, 200, 'what is there takes no more room');
  await gateway.call('DELETE', `/v1/assets/${shaOf(png(1, 3_900))}`, { token: key });
  const { body: left } = await gateway.call('GET', '/v1/assets', { token: key });
  assert.deepEqual([left.usage.count, left.usage.bytes], [1, png(2, 3_900).length]);
  assert.equal((await give(key, png(3, 3_900))).status, 201);
});

test('texts of two batches of one moment are all counted, though both begin with the same one', async () => {
  const { key } = await gateway.newCustomer();
  const text = (name: string) => ({ data: { text: name.repeat(2_000) } });
  const label_spec = { question: 'Which?', options: ['yes', 'no'] };
  const giveAll = (...names: readonly string[]) =>
    gateway.call('POST', '/v1/tasks/batch', {
      token: key,
      body: { tasks: names.map((name) => ({ type: 'text_classification', ...text(name), label_spec })) },
    });
  for (const second of ['b', 'c']) {
    const answer = await giveAll('a', second);
    assert.equal(answer.status, 202, answer.text);
  }
  const { body } = await gateway.call('GET', '/v1/assets', { token: key });
  assert.equal(body.data.length, 3);
  assert.ok(body.usage.bytes >= 6_000, `${body.usage.bytes} bytes`);
});

test('a picture that was given is what a worker sees; while its task is open it stays', async () => {
  const { key } = await gateway.newCustomer();
  const { token } = await gateway.newWorker();
  const { body } = await give(key, png(42));
  const { body: task } = await submit(key, { data_url: body.data_url }, { priority: 9 });
  const taken = await gateway.call('POST', '/v1/work/next', { token });
  const seen = await gateway.call('GET', taken.body.assignments[0].data.url, { token });
  assert.equal(seen.status, 200, seen.text);
  assert.match(String(seen.headers['content-type']), /^image\//);
  const remove = () => gateway.call('DELETE', `/v1/assets/${body.sha256}`, { token: key });
  assert.deepEqual([(await remove()).status, (await remove()).body.code], [409, 'CONFLICT']);
  assert.equal((await submit(key, { data_url: body.data_url })).status, 202, 'it can be shown still');
  const { body: tasks } = await gateway.call('GET', '/v1/tasks', { token: key });
  for (const { task_id } of tasks.data)
    await gateway.call('POST', `/v1/tasks/${task_id}/cancel`, { token: key });
  assert.equal((await remove()).status, 204);
  assert.deepEqual([(await remove()).status, filesWith(png(42))], [404, []]);
  const { body: left } = await gateway.call('GET', `/v1/tasks/${task.task_id}`, { token: key });
  assert.equal(left.data_url, body.data_url);
  const item = await gateway.call('GET', `/v1/tasks/${task.task_id}/item`, { token: key });
  assert.match(item.body.error, /its customer deleted it/);
});

test('an asset is kept for as long as the operator says after the last task that shows it', async () => {
  const { key } = await gateway.newCustomer();
  const dayMs = 86_400_000;
  const { body } = await give(key, png(55));
  const { body: idle } = await give(key, png(56));
  const { body: task } = await submit(key, { data_url: body.data_url });
  const isThere = async (sha256: string) =>
    (await gateway.call('GET', `/v1/assets/${sha256}`, { token: key })).status === 200;
  const sweepAfter = async (ms: number) => {
    gateway.clock.advance(ms);
    while (await gateway.assets.sweep());
  };
  await sweepAfter(dayMs - 1);
  assert.deepEqual([await isThere(body.sha256), await isThere(idle.sha256)], [true, true]);
  await sweepAfter(2);
  assert.deepEqual([await isThere(body.sha256), await isThere(idle.sha256)], [true, false]);
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key });
  await sweepAfter(dayMs - 1);
  assert.equal(await isThere(body.sha256), true);
  await sweepAfter(2);
  await sweepAfter(dayMs);
  assert.deepEqual([await isThere(body.sha256), filesWith(png(55))], [false, []]);
});
