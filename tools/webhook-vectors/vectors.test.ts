import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { storedTexts } from '../vectors/folder.ts';
import { freshVectors, vectorsFolder, type WebhookVector } from './write.ts';

const stored = await storedTexts(vectorsFolder);
const vectors = [...stored.values()].map((text) => JSON.parse(text) as WebhookVector);

test('the stored messages are what the sender sends: else run npm run vectors:write and review the difference', async () => {
  assert.deepEqual(Object.fromEntries(stored), Object.fromEntries(await freshVectors()));
});

test('the signatures are those that are published: over the raw body, and as Standard Webhooks has them', () => {
  const checked = vectors.filter(({ name }) => /^ok-(both-signatures|unusual-characters)$/.test(name));
  assert.equal(checked.length, 2);
  for (const { secret, headers, body } of checked) {
    const { 'webhook-id': id, 'webhook-timestamp': time } = headers;
    const hex = createHmac('sha256', secret).update(body).digest('hex');
    assert.equal(headers['x-asg-signature'], `sha256=${hex}`);
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const base64 = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${base64}`);
  }
});
