import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { labelNext, startTestGateway } from '../testing/test-gateway.ts';

/** A red dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

test('Label Studio gets pictures as images and texts as texts, in one batch of moderation', async () => {
  await using gateway = await startTestGateway({});
  const { key } = await gateway.newCustomer();
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>';
  const given = [dot, Buffer.from(drawing)];
  for (const payload of given) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' };
    const answer = await gateway.app.inject({ method: 'POST', url: '/v1/assets', headers, payload });
    assert.equal(answer.statusCode, 201, answer.body);
  }
  const [picture, vector] = given.map(
    (bytes) => `asset://${createHash('sha256').update(bytes).digest('hex')}`,
  );
  const items: readonly (readonly [object, object])[] = [
    [{ data_url: picture }, { image: picture }],
    [{ data_url: vector }, { image: vector }],
    [{ data: { text: 'a.png' } }, { text: 'a.png' }],
    ...['https://example.com/A%201.JPEG?size=2#x', 'https://example.com/b.webp'].map(
      (data_url) => [{ data_url }, { image: data_url }] as const,
    ),
    ...['https://example.com/post/1', 'https://example.com/a.txt?of=b.png'].map(
      (data_url) => [{ data_url }, { text: data_url }] as const,
    ),
  ];
  const tasks = items.map(([item]) => ({
    type: 'moderation',
    label_spec: { question: 'Fine?', options: ['yes', 'no'] },
    consensus_threshold: 2,
    ...item,
  }));
  const made = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  assert.equal(made.status, 202, made.text);
  const tokens = [await gateway.newWorker(), await gateway.newWorker()].map(({ token }) => token);
  await labelNext(gateway, tokens, ['yes', 'yes']);
  const { text } = await gateway.call('GET', `/v1/batches/${made.body.batch_id}/export?format=label_studio`, {
    token: key,
  });
  const exported: readonly {
    readonly data: Readonly<Record<string, unknown>>;
    readonly annotations: readonly { readonly result: readonly { readonly to_name: string }[] }[];
  }[] = JSON.parse(text);
  assert.deepEqual(
    exported.map(({ data }) => data),
    items.map(([, data]) => data),
  );
  const labelled = exported.filter(({ annotations }) => annotations.length > 0);
  assert.equal(labelled.length, 1);
  for (const { data, annotations } of labelled)
    assert.deepEqual([annotations[0]?.result[0]?.to_name], Object.keys(data));
});
