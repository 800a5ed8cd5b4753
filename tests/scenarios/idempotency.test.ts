import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery } from '@asg/testing';

const json = { 'content-type': 'application/json' };

async function register(url: string): Promise<string> {
  const body = JSON.stringify({ name: 'Demo', email: 'demo@example.com' });
  const answer = await fetch(`${url}/v1/customers`, { method: 'POST', headers: json, body });
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { api_key: string }).api_key;
}

async function submit(
  url: string,
  key: string,
  extra: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${url}/v1/tasks`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${key}` },
    body: JSON.stringify({
      type: 'sentiment',
      data_url: 'https://example.com/text/1',
      label_spec: { question: 'Mood?', options: ['good', 'bad'] },
      ...extra,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function quotaLeft(url: string, key: string): Promise<unknown> {
  const answer = await fetch(`${url}/v1/customers/me`, { headers: { authorization: `Bearer ${key}` } });
  return ((await answer.json()) as { label_quota: unknown }).label_quota;
}

test('20 equal submissions with one idempotency key at once make one task and take one from the quota', async () => {
  await using refinery = await startRefinery();
  const key = await register(refinery.url);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => submit(refinery.url, key, { idempotency_key: 'order-7' })),
  );
  assert.equal(new Set(answers.map((answer) => answer.body.task_id)).size, 1);
  assert.deepEqual(
    answers.map((answer) => answer.status).sort((a, b) => a - b),
    [...Array(19).fill(200), 202],
  );
  assert.equal(answers.filter((answer) => answer.body.idempotent === true).length, 19);
  assert.equal(await quotaLeft(refinery.url, key), 499);
  const other = await submit(refinery.url, key, { idempotency_key: 'order-7', priority: 1 });
  assert.equal(other.status, 409);
});

test('12 submissions at once with a quota of 2 make exactly 2 tasks', async () => {
  await using refinery = await startRefinery({ env: { SANDBOX_LABEL_QUOTA: '2' } });
  const key = await register(refinery.url);
  const answers = await Promise.all(Array.from({ length: 12 }, () => submit(refinery.url, key, {})));
  assert.equal(answers.filter((answer) => answer.status === 202).length, 2);
  const refused = answers.filter((answer) => answer.status === 403);
  assert.equal(refused.length, 10);
  assert.ok(refused.every((answer) => answer.body.error === 'quota exhausted'));
  assert.equal(await quotaLeft(refinery.url, key), 0);
});
