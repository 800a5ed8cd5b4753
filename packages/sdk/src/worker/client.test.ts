import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerTask, customerTasks, startRefinery, TestApi } from '@asg/testing';
import { ASGGatewayHTTPError } from '../index.ts';

test('a refusal carries the status, the code, the message and the id of the request', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const input = { name: 'A', email: 'a@b.example' };
  const { api_key } = await api.registerCustomer(input);
  await assert.rejects(api.registerCustomer(input), (error) => {
    assert.ok(error instanceof ASGGatewayHTTPError);
    assert.equal(error.status, 409);
    assert.equal(error.code, 'CONFLICT');
    assert.equal(error.message, 'email already registered');
    assert.notEqual(error.requestId, null);
    return true;
  });
  const bad = customerTask({ data_url: 'ftp://data.example/cat.jpg' });
  await assert.rejects(api.customer(api_key).tasks.submitBatch([customerTask(), bad]), (error) => {
    assert.ok(error instanceof ASGGatewayHTTPError);
    assert.deepEqual(
      error.details.map(({ field }) => field),
      ['tasks.1.data_url'],
    );
    return true;
  });
});

test('a customer and a worker can do through the client what the API offers', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@b.example' });
  const customer = api.customer(api_key);
  const { batch_id, task_ids } = await customer.tasks.submitBatch(
    customerTasks(3, { consensus_threshold: 2 }),
  );
  const credentials = { email: 'w@b.example', password: 'password of w' };
  const { worker_id } = await api.registerWorker(credentials);
  const worker = api.worker((await api.worker().logIn(credentials)).token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'de' });
  const items = await worker.next(3);
  assert.equal(items.length, 3);
  const byId = (a: { assignment_id: string }, b: { assignment_id: string }) =>
    a.assignment_id < b.assignment_id ? -1 : 1;
  assert.deepEqual([...(await worker.assignments())].sort(byId), [...items].sort(byId));
  assert.equal((await worker.label(items[0]!.assignment_id, 'cat')).accepted, true);
  const { outcomes } = await worker.labels([{ assignment_id: items[1]!.assignment_id, label: 'horse' }]);
  assert.equal(outcomes[0]!.accepted, false);
  await worker.skip(items[2]!.assignment_id, 'blurred');
  const me = await worker.me();
  assert.equal(me.worker_id, worker_id);
  assert.equal(me.totals.labels, 1);
  assert.deepEqual(await worker.earnings(), { data: [], next_cursor: null, summary: null });
  await customer.tasks.cancel(task_ids[2]!);
  assert.equal((await customer.tasks.outcome(task_ids[2]!)).status, 'cancelled');
  const { counts } = await customer.batches.get(batch_id);
  assert.equal(counts.cancelled, 1);
  assert.equal((await customer.customers.me()).label_quota, 498);
});
