import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balanceOf, fundedCustomer, fundedGateway } from '../testing/funded.ts';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** At most five labels of 325 satoshis: twice the redundancy, and one. */
const capOfTwo = 1_625;

async function crowdOf(gateway: TestGateway, size: number): Promise<readonly string[]> {
  const workers = await Promise.all(Array.from({ length: size }, () => gateway.newWorker()));
  return workers.map(({ token }) => token);
}

function caller(gateway: TestGateway, token: string) {
  return (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
    gateway.call(method, path, { token, ...(body === undefined ? {} : { body }) });
}

test('others are asked again: not the first crowd, with money of its own, and once under a key', async () => {
  await using gateway = await fundedGateway();
  const { key } = await fundedCustomer(gateway, 5_000);
  const call = caller(gateway, key);
  const first = (await call('POST', '/v1/tasks', quickstartTask)).body.task_id;
  const crowd = await crowdOf(gateway, 3);
  await labelNext(gateway, crowd, ['cat', 'dog', 'cat']);
  await settleDue(gateway);
  const paid = await balanceOf(gateway, key);
  const order = { redundancy: 2, idempotency_key: 'again' };
  const asked = await call('POST', `/v1/tasks/${first}/relabel`, order);
  assert.equal(asked.status, 202, asked.text);
  const second = asked.body.task_id;
  const again = await call('POST', `/v1/tasks/${first}/relabel`, order);
  assert.deepEqual([again.status, again.body.task_id, again.body.idempotent], [200, second, true]);
  const held = await balanceOf(gateway, key);
  assert.deepEqual(
    [held.reserved_sats, held.spent_sats, held.free_sats],
    [capOfTwo, paid.spent_sats, paid.free_sats - capOfTwo],
  );
  for (const token of crowd)
    assert.equal((await gateway.call('POST', '/v1/work/next', { token })).status, 204, 'they had it');
  await labelNext(gateway, await crowdOf(gateway, 2), ['dog', 'dog']);
  await settleDue(gateway);
  const after = await balanceOf(gateway, key);
  assert.equal(after.reserved_sats, 0);
  assert.ok(after.spent_sats > paid.spent_sats, 'the second is paid for apart');
  const labels = await Promise.all([first, second].map((id) => call('GET', `/v1/tasks/${id}/result`)));
  assert.deepEqual(
    labels.map(({ body }) => body.consensus_label),
    ['cat', 'dog'],
  );
  const { body: task } = await call('GET', `/v1/tasks/${second}`);
  assert.deepEqual([task.relabel_of, task.labels_received], [first, 2]);
  assert.equal((await call('GET', `/v1/tasks/${first}`)).body.relabelled_by, second);
  const late = await call('POST', `/v1/tasks/${first}/relabel`, order);
  assert.deepEqual([late.status, late.body.task_id], [200, second], 'also when it has ended');
});

test('asking again is refused by name, and reserves nothing then', async () => {
  await using gateway = await fundedGateway();
  const { key } = await fundedCustomer(gateway, 5_000);
  const stranger = caller(gateway, (await gateway.newCustomer()).key);
  const call = caller(gateway, key);
  const first = (await call('POST', '/v1/tasks', quickstartTask)).body.task_id;
  const path = `/v1/tasks/${first}/relabel`;
  const refused = async (expected: readonly unknown[], body: unknown = {}, ask = call) => {
    const before = (await balanceOf(gateway, key)).reserved_sats;
    const { status, body: told } = await ask('POST', path, body);
    assert.deepEqual([status, told.details?.[0].field ?? told.reason], expected);
    assert.equal((await balanceOf(gateway, key)).reserved_sats, before);
  };
  await refused([409, 'task_open']);
  await labelNext(gateway, await crowdOf(gateway, 3), ['cat', 'dog', 'cat']);
  await settleDue(gateway);
  await refused([404, 'task_not_found'], {}, stranger);
  await refused([400, 'redundancy'], { redundancy: 11 });
  await refused([400, 'redundancy'], { redundancy: 2, consensus_threshold: 3 });
  await refused([402, 'balance'], { redundancy: 10 });
  const { body: second } = await call('POST', path, { redundancy: 2, idempotency_key: 'again' });
  await refused([409, 'already_relabelled']);
  await refused([409, 'idempotency_conflict'], { redundancy: 3, idempotency_key: 'again' });
  await call('POST', `/v1/tasks/${second.task_id}/cancel`);
  assert.equal((await balanceOf(gateway, key)).reserved_sats, 0, 'what was cancelled holds nothing');
  await call('DELETE', `/v1/tasks/${first}/content`);
  await refused([409, 'item_gone']);
});

test('asking again takes from the quota, and is refused where it is used up', async () => {
  await using gateway = await startTestGateway({ sandboxLabelQuota: 1 });
  const call = caller(gateway, (await gateway.newCustomer()).key);
  const first = (await call('POST', '/v1/tasks', quickstartTask)).body.task_id;
  await labelNext(gateway, await crowdOf(gateway, 3), ['cat', 'dog', 'cat']);
  const { status, body } = await call('POST', `/v1/tasks/${first}/relabel`, {});
  assert.deepEqual([status, body.reason], [403, 'quota_exhausted']);
});
