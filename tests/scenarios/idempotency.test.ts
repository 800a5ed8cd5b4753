import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';

async function register(url: string): Promise<string> {
  const customer = { name: 'Demo', email: 'demo@example.com' };
  return (await new TestApi(url).registerCustomer(customer)).api_key;
}

async function submit(
  url: string,
  key: string,
  extra: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const body = {
    type: 'sentiment',
    data_url: 'https://example.com/text/1',
    label_spec: { question: 'Mood?', options: ['good', 'bad'] },
    ...extra,
  };
  const call = { method: 'POST', path: '/v1/tasks', token: key, body, expect: 'any' } as const;
  const answer = await new TestApi(url).send(call);
  return { status: answer.status, body: answer.body as Record<string, unknown> };
}

async function quotaLeft(url: string, key: string): Promise<unknown> {
  return (await new TestApi(url).customer(key).customers.me()).label_quota;
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
