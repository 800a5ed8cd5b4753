import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway();
});
after(() => gateway[Symbol.asyncDispose]());

const adaptive = { policy: 'adaptive', target_confidence: 0.95, min_labels: 2, max_labels: 10 };
const task = (token: string, id: string) => gateway.call('GET', `/v1/tasks/${id}`, { token });
const submit = (token: string, change: object) =>
  gateway.call('POST', '/v1/tasks', { token, body: { ...quickstartTask, ...change } });

const rated = {
  question: 'How good?',
  options: ['bad', 'fair', 'good'],
  class_shares: { bad: 0.05, fair: 0.05, good: 0.9 },
  ordinal: true,
};

test('what a customer says of the options comes back, decides sooner, and no worker is told', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await Promise.all(Array.from({ length: 10 }, () => gateway.newWorker()));
  const type = 'sentiment';
  const { task_id } = (await submit(key, { type, label_spec: rated, consensus: adaptive })).body;
  assert.deepEqual((await task(key, task_id)).body.label_spec, rated);
  const shown = await gateway.call('POST', '/v1/work/next', { token: crowd[0]!.token, body: {} });
  const text = JSON.stringify(shown.body);
  assert.ok(text.includes('fair') && !/share|ordinal|0\.05/.test(text), text);
  const labelsFor = async (label: string) => {
    const { body } = await submit(key, { type, label_spec: rated, consensus: adaptive });
    for (const { token } of crowd) {
      await labelNext(gateway, [token], [label]);
      const { status, labels_received } = (await task(key, body.task_id)).body;
      if (status !== 'in_progress') return [status, labels_received];
    }
    throw new Error('it is still open');
  };
  await gateway.call('POST', `/v1/tasks/${task_id}/cancel`, { token: key });
  const [good, frequent] = await labelsFor('good');
  const [bad, rare] = await labelsFor('bad');
  assert.deepEqual([good, bad], ['verified', 'verified']);
  assert.ok(frequent < rare, `${frequent} and ${rare}`);
});

test('expected shares that fit no options are refused by name', async () => {
  const { key } = await gateway.newCustomer();
  const refused = async (class_shares: unknown) => {
    const { status, body } = await submit(key, { label_spec: { ...rated, class_shares }, type: 'sentiment' });
    assert.equal(status, 400, JSON.stringify(body));
    return body.details[0].message;
  };
  assert.match(await refused({ bad: 1, fair: 1 }), /label_spec.class_shares must have a number .*"good"/);
  assert.match(await refused({ bad: 0.5, fair: 0.4, good: 0.2 }), /sum to 1/);
  assert.match(await refused({ bad: 0, fair: 1, good: 1 }), /label_spec.class_shares.bad must be > 0/);
  assert.match(await refused({ bad: '1', fair: 1, good: 1 }), /label_spec.class_shares.bad must be a number/);
});
