import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyReceipt } from '@asg/receipts';
import { payOnChain } from '../testing/paid-on-chain.ts';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

async function newTasks(gateway: TestGateway) {
  const { key } = await gateway.newCustomer();
  const workers = await Promise.all([1, 2, 3].map(() => gateway.newWorker()));
  const tokens = workers.map(({ token }) => token);
  const newTask = async (order: object, labels: readonly string[]): Promise<string> => {
    const { body } = await gateway.call('POST', '/v1/tasks', {
      token: key,
      body: { ...quickstartTask, ...order },
    });
    await labelNext(gateway, tokens, labels);
    return body.task_id;
  };
  const receipt = (taskId: string, headers: Readonly<Record<string, string>> = {}) =>
    gateway.call('GET', `/v1/tasks/${taskId}/receipt`, { token: key, headers });
  return { newTask, receipt };
}

test('a receipt comes with the payment, verifies against what was submitted, and changes when mined alone', async () => {
  await using gateway = await startTestGateway();
  const { newTask, receipt } = await newTasks(gateway);
  const taskId = await newTask({}, ['cat', 'dog', 'cat']);
  const early = await receipt(taskId);
  assert.deepEqual([early.status, early.body.code], [409, 'CONFLICT']);
  assert.match(early.body.error, /^no receipt yet: wait until the task is settled/);

  const { advance } = await payOnChain(gateway);
  const expected = {
    taskId,
    dataUrl: quickstartTask.data_url,
    labelSpec: quickstartTask.label_spec,
    consensusLabel: 'cat',
  };
  const etags = new Set<string>();
  const steps = [
    ['seen', 'mined'],
    ['mined', 'stale'],
    // A reorganisation took the block away.
    ['seen', 'mined'],
    ['mined', 'final'],
    ['final', null],
  ] as const;
  for (const [status, next] of steps) {
    const { status: code, body, text, headers } = await receipt(taskId);
    assert.deepEqual([code, body.status, headers['cache-control']], [200, status, 'private, no-cache']);
    const report = verifyReceipt(body, { expected });
    assert.deepEqual([report.failed, report.mined], [null, status !== 'seen']);
    assert.equal((await receipt(taskId)).text, text, 'the same state, the same bytes');
    const etag = String(headers.etag);
    for (const known of [`W/${etag}`, `"other", ${etag}`, '*']) {
      const unchanged = await receipt(taskId, { 'if-none-match': known });
      assert.deepEqual([unchanged.status, unchanged.text, unchanged.headers.etag], [304, '', etag]);
    }
    assert.equal((await receipt(taskId, { 'if-none-match': '"other"' })).status, 200);
    etags.add(etag);
    if (next !== null) await advance(next);
  }
  assert.equal(etags.size, 3);
});

test('each decided task of a batch has its own leaf; one that expired or was cancelled has none, though it was paid', async () => {
  await using gateway = await startTestGateway();
  const { newTask, receipt } = await newTasks(gateway);
  const first = await newTask({}, ['cat', 'cat', 'cat']);
  const undecided = { consensus_threshold: 2, consensus: { max_labels: 2 } };
  const expired = await newTask(undecided, ['cat', 'dog']);
  const others = [
    await newTask({}, ['dog', 'dog', 'cat']),
    await newTask({ data_url: 'https://example.com/2.jpg' }, ['dog', 'cat', 'dog']),
  ];
  await payOnChain(gateway);
  const bodies = [];
  for (const taskId of [first, ...others]) bodies.push((await receipt(taskId)).body);
  assert.deepEqual(
    bodies.map((body) => [body.leaf_index, body.tree_size, body.leaf.consensus_label]),
    [
      [0, 3, 'cat'],
      [1, 3, 'dog'],
      [2, 3, 'dog'],
    ],
  );
  for (const body of bodies) assert.equal(verifyReceipt(body).failed, null);
  assert.equal(new Set(bodies.map((body) => body.txid)).size, 1);
  const { status, body } = await receipt(expired);
  assert.deepEqual([status, body.error], [410, 'task expired without a consensus']);
});

test('a payment that can no longer be mined is no proof', async () => {
  await using gateway = await startTestGateway();
  const { newTask, receipt } = await newTasks(gateway);
  const taskId = await newTask({}, ['cat', 'cat', 'cat']);
  const { advance } = await payOnChain(gateway);
  await advance('contested');
  assert.equal((await receipt(taskId)).body.status, 'seen');
  await advance('failed');
  assert.equal((await receipt(taskId)).status, 409);
});

test("another customer's task, and one that does not exist, are not found", async () => {
  await using gateway = await startTestGateway();
  const { newTask } = await newTasks(gateway);
  const stranger = await newTasks(gateway);
  const taskId = await newTask({}, ['cat', 'cat', 'cat']);
  await payOnChain(gateway);
  for (const id of [taskId, 'tsk_none']) {
    const { status, body } = await stranger.receipt(id);
    assert.deepEqual([status, body.error], [404, 'task not found']);
  }
});

test('no receipt is given out that the transaction does not bear out', async () => {
  await using gateway = await startTestGateway();
  const { newTask, receipt } = await newTasks(gateway);
  const taskId = await newTask({}, ['cat', 'cat', 'cat']);
  // Its root is not that of its tasks.
  await settleDue(gateway);
  assert.equal((await receipt(taskId)).status, 500);
});
