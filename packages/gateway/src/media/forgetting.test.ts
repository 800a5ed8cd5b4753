import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const picture = readFileSync(join(import.meta.dirname, '../../../pictures/cases/rgb.tiff'));
let asked = 0;
const host = createServer((_request, response) => {
  asked++;
  response.writeHead(200, { 'content-type': 'image/tiff' }).end(picture);
});
let gateway: TestGateway;
let dataUrl = '';
before(async () => {
  gateway = await startTestGateway({ assetRules: { bytesMax: 1_000_000 } });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  dataUrl = `http://localhost:${(host.address() as AddressInfo).port}/picture.tiff`;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host.closeAllConnections();
  host.close();
});

async function submitted(key: string, url: string): Promise<string> {
  const label_spec = { question: 'Animal?', options: ['cat', 'dog'] };
  const body = { type: 'image_classification', data_url: url, label_spec };
  return (await gateway.call('POST', '/v1/tasks', { token: key, body })).body.task_id;
}
const taskOf = async (taskId: string) => (await gateway.storage.tasks.get(taskId))!;

async function deleted(key: string, taskId: string): Promise<void> {
  await gateway.call('POST', `/v1/tasks/${taskId}/cancel`, { token: key });
  const { status } = await gateway.call('DELETE', `/v1/tasks/${taskId}/content`, { token: key });
  assert.equal(status, 200);
}

test('what is deleted leaves the memory of every process, also what was being fetched meanwhile', async () => {
  const { key } = await gateway.newCustomer();
  const taskId = await submitted(key, dataUrl);
  const other = await submitted(key, dataUrl);
  const processes = [gateway.newItems(), gateway.newItems(), gateway.newItems()];
  const [one, two, late] = processes as [(typeof processes)[0], (typeof processes)[0], (typeof processes)[0]];
  const task = await taskOf(taskId);
  for (const items of [one, two]) {
    assert.equal((await items.shown(task)).kind, 'media');
    assert.equal((await items.thumbnail(task)).kind, 'media');
    assert.ok(items.keptBytes > 0);
  }
  await deleted(key, taskId);
  for (const items of processes) await items.forgetDeleted();
  assert.deepEqual([one.keptBytes, two.keptBytes], [0, 0]);
  // Whoever read the task before it was deleted shows it once more, and keeps nothing of it.
  assert.equal((await late.shown(task)).kind, 'media');
  assert.equal(late.keptBytes, 0);
  assert.equal((await one.shown(await taskOf(taskId))).kind, 'unavailable');
  gateway.clock.advance(61_000);
  await one.forgetDeleted();
  const before = asked;
  for (const _time of [1, 2]) assert.equal((await one.shown(await taskOf(other))).kind, 'media');
  assert.equal(asked, before + 1, 'another task of the customer shows it still');
});

test('a process that could not read notes for a while reads all of them once it can', async () => {
  const { key } = await gateway.newCustomer();
  const taskId = await submitted(key, dataUrl);
  const items = gateway.newItems();
  await items.forgetDeleted();
  assert.equal((await items.shown(await taskOf(taskId))).kind, 'media');
  await deleted(key, taskId);
  gateway.clock.advance(600_000);
  assert.ok(items.keptBytes > 0);
  await items.forgetDeleted();
  assert.equal(items.keptBytes, 0);
});

test('an asset is decoded once, however often it is viewed, and gone from memory once it is deleted', async () => {
  const { key } = await gateway.newCustomer();
  const given = await gateway.app.inject({
    method: 'POST',
    url: '/v1/assets',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'image/tiff' },
    payload: picture,
  });
  const taskId = await submitted(key, given.json().data_url);
  const { items, pictures } = gateway;
  const [normalised, thumbnails] = [pictures.normalised, pictures.thumbnails];
  for (let view = 0; view < 20; view++) {
    assert.equal((await items.shown(await taskOf(taskId))).kind, 'media');
    assert.equal((await items.thumbnail(await taskOf(taskId))).kind, 'media');
  }
  assert.deepEqual([pictures.normalised - normalised, pictures.thumbnails - thumbnails], [1, 1]);
  assert.ok(items.keptBytes > 0);
  const task = await taskOf(taskId);
  await deleted(key, taskId);
  assert.equal((await items.shown(task)).kind, 'unavailable', 'its record is gone');
  await items.forgetDeleted();
  assert.equal(items.keptBytes, 0);
});

test('notes of what was deleted are removed once every process has read them', async () => {
  const { forgotten } = gateway.storage;
  const { key } = await gateway.newCustomer();
  await deleted(key, await submitted(key, dataUrl));
  while (await gateway.assets.sweep());
  assert.ok((await forgotten.recent({ limit: 9, after: null })).length > 0);
  gateway.clock.advance(1_200_001);
  while (await gateway.assets.sweep());
  assert.deepEqual(await forgotten.recent({ limit: 9, after: null }), []);
});
