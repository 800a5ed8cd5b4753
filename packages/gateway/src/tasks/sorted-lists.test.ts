import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListFiller, walkDelayMs } from '@asg/engines';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

type Ids = readonly string[];

async function fill({ context }: TestGateway): Promise<void> {
  const filler = new ListFiller(context);
  while (await filler.round());
}

async function submit(gateway: TestGateway, token: string, order: object = {}): Promise<string> {
  const body = { ...quickstartTask, ...order };
  const answer = await gateway.call('POST', '/v1/tasks', { token, body });
  assert.equal(answer.status, 202);
  return answer.body.task_id;
}

async function list(gateway: TestGateway, token: string, query: object) {
  const text = new URLSearchParams(Object.entries(query)).toString();
  const { status, body } = await gateway.call('GET', `/v1/tasks?${text}`, { token });
  assert.equal(status, 200, JSON.stringify(body));
  return body as {
    data: { task_id: string }[];
    next_cursor: string | null;
    lists: { filled_to: string | null };
  };
}

/** All pages, one task each. */
async function ids(gateway: TestGateway, token: string, query: object): Promise<Ids> {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await list(gateway, token, { ...query, limit: 1, ...(cursor === '' ? {} : { cursor }) });
    found.push(...page.data.map(({ task_id }) => task_id));
    cursor = page.next_cursor;
  }
  return found;
}

/** Three tasks that were decided, each a minute after the one before, and one that is open. */
async function scene(gateway: TestGateway) {
  const { key } = await gateway.newCustomer();
  const workers: string[] = [];
  for (let i = 0; i < 3; i++) workers.push((await gateway.newWorker()).token);
  const made: string[] = [];
  for (const labels of [
    ['cat', 'dog', 'cat'],
    ['cat', 'cat', 'cat'],
    ['dog', 'dog', 'dog'],
  ]) {
    gateway.clock.advance(60_000);
    made.push(await submit(gateway, key, { metadata: { order: `o-${made.length}`, n: made.length } }));
    gateway.clock.advance(1);
    await labelNext(gateway, workers, labels);
  }
  gateway.clock.advance(60_000);
  const open = await submit(gateway, key);
  const [unsure = '', sure = '', dog = ''] = made;
  return { key, unsure, sure, dog, open };
}

for (const isFilled of [false, true]) {
  test(`tasks are sorted and narrowed, ${isFilled ? 'by lists' : 'while lists are being filled'}`, async () => {
    await using gateway = await startTestGateway();
    if (isFilled) await fill(gateway);
    const { key, unsure, sure, dog, open } = await scene(gateway);
    const found = (query: object) => ids(gateway, key, query);
    assert.equal((await list(gateway, key, {})).lists.filled_to === null, isFilled);
    assert.deepEqual(await found({ sort: 'created', order: 'asc' }), [unsure, sure, dog, open]);
    assert.deepEqual(await found({ sort: 'decided' }), [dog, sure, unsure]);
    assert.deepEqual(await found({ sort: 'decided', order: 'asc' }), [unsure, sure, dog]);
    assert.deepEqual(await found({ sort: 'confidence', order: 'asc' }), [unsure, sure, dog]);
    assert.deepEqual(await found({ sort: 'confidence', order: 'asc', answer: 'cat' }), [unsure, sure]);
    assert.deepEqual(await found({ answer: 'cat' }), [sure, unsure]);
    assert.deepEqual(await found({ answer: 'dog', status: 'verified' }), [dog]);
    assert.deepEqual(await found({ answer: 'horse' }), []);
    assert.deepEqual(await found({ status: 'pending' }), [open]);
    assert.deepEqual(await found({ status: 'verified', order: 'asc' }), [unsure, sure, dog]);
    const after = '2026-04-09T12:02:00Z';
    assert.deepEqual(await found({ sort: 'decided', decided_after: after }), [dog, sure]);
    assert.deepEqual(await found({ sort: 'decided', decided_before: after }), [unsure]);
    assert.deepEqual(await found({ decided_after: after, answer: 'cat' }), [sure]);
    assert.deepEqual(await found({ sort: 'confidence', created_before: after }), [unsure]);
    for (const sort of ['created', 'decided', 'confidence']) {
      assert.deepEqual(await found({ sort, order: 'asc', confidence_from: 1 }), [sure, dog]);
      assert.deepEqual(await found({ sort, confidence_below: 1, confidence_from: 0.5 }), [unsure]);
      assert.deepEqual(await found({ sort, confidence_below: 0.6 }), []);
    }
    const [{ template }] = (await gateway.call('GET', '/v1/stats', { token: key })).body.templates;
    assert.deepEqual(await found({ template }), [open, dog, sure, unsure]);
    assert.deepEqual(await found({ template, sort: 'confidence', order: 'asc', answer: 'cat' }), [
      unsure,
      sure,
    ]);
    assert.deepEqual(await found({ template: 'a'.repeat(32) }), []);
    assert.deepEqual(await found({ metadata: '{"order":"o-1"}' }), [sure]);
    assert.deepEqual(await found({ metadata: '{"n":1,"order":"o-1"}' }), [sure]);
    assert.deepEqual(await found({ metadata: '{"n":"1"}' }), []);
    assert.deepEqual(await found({ metadata: '{"n":2}', sort: 'decided' }), [dog]);
  });
}

test('keys are chosen, what was there before is filled in, and then found however old', async () => {
  await using gateway = await startTestGateway();
  await fill(gateway);
  const { key, unsure, sure, dog } = await scene(gateway);
  const choose = (keys: readonly unknown[]) =>
    gateway.call('PUT', '/v1/tasks/lists', { token: key, body: { keys } });
  const chosen = await choose(['order', 'n']);
  assert.deepEqual(chosen.body, { keys: ['order', 'n'], filled_to: '2026-04-09T12:04:00.003Z' });
  gateway.clock.advance(walkDelayMs);
  const late = await submit(gateway, key, { metadata: { order: 'o-1', note: 'speaks of o-2' } });
  await fill(gateway);
  const found = (query: object) => ids(gateway, key, query);
  assert.equal((await list(gateway, key, {})).lists.filled_to, null);
  assert.deepEqual(await found({ metadata: '{"order":"o-1"}' }), [late, sure]);
  assert.deepEqual(await found({ metadata: '{"n":1,"order":"o-1"}' }), [sure]);
  assert.deepEqual(await found({ metadata: '{"n":0}', sort: 'confidence' }), [unsure]);
  assert.deepEqual(await found({ search: 'o-2' }), [dog, late], 'what is meant exactly comes first');
  const first = await list(gateway, key, { search: 'o-1', limit: 10 });
  assert.deepEqual(
    first.data.map(({ task_id }) => task_id),
    [late, sure],
  );
  assert.deepEqual(await found({ search: sure }), [sure]);
  assert.deepEqual((await choose(['order'])).body, { keys: ['order'], filled_to: null });
  for (const bad of [['a', 'a'], [''], Array.from({ length: 9 }, String), [1]])
    assert.equal((await choose(bad)).status, 400, JSON.stringify(bad));
});

test('a search by idempotency key finds the one task that it was used for, and no other customer does', async () => {
  await using gateway = await startTestGateway();
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const taskId = await submit(gateway, ada.key, { idempotency_key: 'order/4711' });
  assert.deepEqual(await ids(gateway, ada.key, { search: 'order/4711' }), [taskId]);
  for (const search of ['order/4711', taskId])
    assert.deepEqual(await ids(gateway, bob.key, { search }), [], search);
});

test("another customer's cursor, answer or metadata finds nothing of theirs", async () => {
  await using gateway = await startTestGateway();
  const { unsure } = await scene(gateway);
  const bob = await gateway.newCustomer();
  const queries = [{ answer: 'cat' }, { sort: 'decided' }, { metadata: '{"n":1}' }];
  for (const query of [...queries, ...queries.map((one) => ({ ...one, sort: 'decided', cursor: unsure }))])
    assert.deepEqual((await list(gateway, bob.key, query)).data, [], JSON.stringify(query));
});

test('a filter that says nothing is refused by name', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const bad = {
    sort: ['name'],
    order: ['up'],
    template: ['x'],
    answer: [''],
    decided_after: ['yesterday', '2026-02-31T00:00:00Z'],
    metadata: ['order', '{', '{}', '{"a":null}', '{"a":{"b":1}}', '{"a":1,"a":2}'],
  };
  for (const [field, values] of Object.entries(bad))
    for (const value of values) {
      const path = `/v1/tasks?${new URLSearchParams({ [field]: value }).toString()}`;
      const { status, body } = await gateway.call('GET', path, { token: key });
      assert.equal(status, 400, `${field} ${value}`);
      assert.equal(body.details[0].field, field);
    }
});
