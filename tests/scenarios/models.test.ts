import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ASGGatewayClient } from '@asg/sdk';
import { patienceMs, pngOf, startRefinery, TestApi } from '@asg/testing';

const endpointKey = 'a-key-of-an-endpoint-never-shown';
const concurrency = 3;

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}

/** An endpoint that says "good" of texts that have it in them, and of pictures; each item that it was asked of, in order. */
async function endpoint() {
  const asked: string[] = [];
  const keys = new Set<string | undefined>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => {
      text += String(piece);
    });
    request.on('end', () => {
      const { messages } = JSON.parse(text) as { messages: { role: string; content: Part[] }[] };
      const item = messages[1]?.content[1];
      const shown = item?.text ?? item?.image_url?.url ?? '';
      asked.push(shown);
      keys.add(request.headers.authorization);
      const label = item?.text?.includes('bad') ? 'bad' : 'good';
      response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify({ label }) } }] }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    asked,
    keys,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
  for (const endMs = Date.now() + patienceMs; !(await isSo()); await sleep(50))
    if (Date.now() > endMs) throw new Error(`it never was so: ${what}`);
}

const labelSpec = { question: 'Mood?', options: ['good', 'bad'] };
const consensus = { policy: 'adaptive' } as const;

test('a model is asked by the jobs role, each answer is stored once through kill -9, and its key is in no file', async () => {
  await using model = await endpoint();
  await using refinery = await startRefinery({ env: { ASG_ALLOW_LOOPBACK: 'true', LOG_LEVEL: 'trace' } });
  const { api_key: key } = await new TestApi(refinery.url).registerCustomer({
    name: 'A',
    email: 'a@example.com',
  });
  const client = (): ASGGatewayClient => new TestApi(refinery.url).customer(key);
  await client().models.add({
    name: 'small-1',
    url: model.url,
    model: 'small',
    api_key: endpointKey,
    templates: [{ task_type: 'sentiment' }, { task_type: 'image_classification' }],
    requests_per_day: 1_000,
    concurrency,
  });
  const texts = Array.from({ length: 36 }, (_, i) => `text ${i} is ${i % 3 === 0 ? 'bad' : 'fine'}`);
  const { task_ids: tasks } = await client().tasks.submitBatch(
    texts.map((text) => ({ type: 'sentiment', data: { text }, label_spec: labelSpec, consensus })),
  );
  await until(() => model.asked.length >= 12, 'some were asked of');
  await refinery.kill();
  const before = model.asked.length;
  await refinery.restart();
  const predicted = async (taskId: string) => (await client().tasks.get(taskId)).predictions;
  await until(async () => {
    for (const taskId of tasks) if ((await predicted(taskId)) === undefined) return false;
    return true;
  }, 'each task has its prediction');
  for (const [i, taskId] of tasks.entries())
    assert.deepEqual(await predicted(taskId), [{ model: 'small-1', label: i % 3 === 0 ? 'bad' : 'good' }]);
  const again = model.asked.length - new Set(model.asked).size;
  assert.ok(again <= 16, `${again} of a step that was cut off were asked of again, ${before} before`);
  const [listed] = await client().models.list();
  assert.ok(listed !== undefined && listed.requests_today >= model.asked.length, 'counted before it is sent');
  assert.deepEqual([...model.keys], [`Bearer ${endpointKey}`]);

  const { sha256 } = await client().assets.upload(
    new Blob([Uint8Array.from(pngOf(8, 8, new Uint8Array(192).fill(120)))]),
  );
  const picture = await client().tasks.submit({
    type: 'image_classification',
    data_url: `asset://${sha256}`,
    label_spec: labelSpec,
    consensus,
  });
  await until(async () => (await predicted(picture.task_id)) !== undefined, 'the picture has a prediction');
  assert.match(model.asked.at(-1) ?? '', /^data:image\/[a-z]+;base64,[A-Za-z0-9+/=]{20,}$/);

  await refinery.kill();
  const files = readdirSync(refinery.dataDir, { recursive: true, withFileTypes: true });
  for (const file of files)
    if (file.isFile())
      assert.ok(!readFileSync(join(file.parentPath, file.name)).includes(endpointKey), file.name);
  assert.ok(!refinery.log().includes(endpointKey));
  await refinery.restart();
});
