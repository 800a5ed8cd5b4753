import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'the-operators-own-token';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken });
});
after(() => gateway[Symbol.asyncDispose]());

const admin = (path: string) => gateway.call('GET', `/v1/admin${path}`, { token: adminToken });

async function label(token: string, answer: string): Promise<void> {
  const next = await gateway.call('POST', '/v1/work/next', { token, body: { count: 1 } });
  const [{ assignment_id: assignmentId }] = next.body.assignments;
  const given = await gateway.call('POST', `/v1/work/${assignmentId}/label`, {
    token,
    body: { label: answer },
  });
  assert.equal(given.status, 200, given.text);
}

test('the operator reads what a worker answered, what others did and how fast, page by page, and the trail keeps it', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const body = { ...quickstartTask, consensus_threshold: 2 };
  const [option, other] = quickstartTask.label_spec.options;
  assert.ok(option !== undefined && other !== undefined);
  const submit = () => gateway.call('POST', '/v1/tasks', { token: key, body });
  const taskIds: string[] = [];
  for (let i = 0; i < 3; i++) taskIds.push((await submit()).body.task_id);
  const [kim, lou] = [await gateway.newWorker(), await gateway.newWorker()];
  for (const [spentMs, answer] of [
    [5_000, option],
    [100, other],
    [9_000, option],
  ] as const) {
    gateway.clock.advance(spentMs);
    await label(kim.token, answer);
  }
  await label(lou.token, option);

  const url = `/workers/${kim.workerId}/labels`;
  const { status, body: all } = await admin(url);
  assert.equal(status, 200);
  assert.equal(all.next_cursor, null);
  const [third, second, first] = all.data;
  const labelled = new Set([first, second, third].map(({ task_id }) => task_id));
  assert.deepEqual(labelled, new Set(taskIds));
  assert.deepEqual([first.label, second.label, third.label], [option, other, option]);
  // Of the first nothing is known but when it was taken, which was at the same moment.
  assert.deepEqual([first.seconds, second.seconds, third.seconds], [0, 0, 0]);
  assert.deepEqual([first.outcome, first.right_label, second.outcome], ['agreed', option, 'waiting']);
  assert.deepEqual(
    first.others.map((one: { worker_id: string; label: string }) => [one.worker_id, one.label]),
    [[lou.workerId, option]],
  );
  assert.deepEqual([first.customer_id, first.gold_id, first.item_fetched], [customerId, null, false]);

  const page = (await admin(`${url}?limit=2`)).body;
  assert.deepEqual(page.data, all.data.slice(0, 2));
  const rest = (await admin(`${url}?limit=2&cursor=${page.next_cursor}`)).body;
  assert.deepEqual([rest.data, rest.next_cursor], [[first], null]);
  const strange = await admin(`/workers/${lou.workerId}/labels?cursor=${second.task_id}`);
  assert.deepEqual([strange.status, strange.body.details[0].field], [400, 'cursor']);
  assert.equal((await admin('/workers/wrk_01HZZZZZZZZZZZZZZZZZZZZZZZ/labels')).status, 404);

  const { data: trail } = (await admin(`/audit-log?action=labels.viewed`)).body;
  assert.equal(trail.length, 3, 'a page that was refused shows nothing');
  assert.deepEqual([trail[0].object_id, trail[0].outcome], [kim.workerId, 'done']);
});

test('the time of an answer begins with the claim, or with the answer before', async () => {
  const { key } = await gateway.newCustomer();
  for (let i = 0; i < 2; i++)
    await gateway.call('POST', '/v1/tasks', {
      token: key,
      body: { ...quickstartTask, language: 'qaa-x-own' },
    });
  const { token, workerId } = await gateway.newWorker();
  const next = await gateway.call('POST', '/v1/work/next', { token, body: { count: 2 } });
  const held: readonly { assignment_id: string; options: readonly string[] }[] = next.body.assignments;
  for (const [i, { assignment_id: assignmentId, options }] of held.entries()) {
    gateway.clock.advance(i === 0 ? 5_000 : 100);
    const body = { label: options[0] };
    await gateway.call('POST', `/v1/work/${assignmentId}/label`, { token, body });
  }
  const { data } = (await admin(`/workers/${workerId}/labels`)).body;
  assert.deepEqual(
    data.map(({ seconds, too_fast }: { seconds: number; too_fast: boolean }) => [seconds, too_fast]),
    [
      [0.1, true],
      [5, false],
    ],
  );
});

test('the operator sees an item whoever’s it is, and the trail keeps that too', async () => {
  const { key } = await gateway.newCustomer();
  const text = 'a text of a customer';
  const { data_url: _, ...task } = quickstartTask;
  const body = { ...task, type: 'sentiment', data: { text } };
  const { task_id: taskId } = (await gateway.call('POST', '/v1/tasks', { token: key, body })).body;
  const seen = await admin(`/tasks/${taskId}/item`);
  assert.deepEqual([seen.status, seen.text], [200, text]);
  assert.equal((await admin('/tasks/tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ/item')).status, 404);
  const [entry, ...more] = (await admin('/audit-log?action=item.viewed')).body.data;
  assert.deepEqual([entry.object_id, more.length], [taskId, 0]);
});
