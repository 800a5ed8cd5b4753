import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutcomeDelays, Quality } from '@asg/engines';
import { Standings } from '@asg/oversight';
import { quickstartTask, startTestGateway } from '../testing/test-gateway.ts';

const adminToken = 'the-operators-own-token';
const rules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.1, goldShareMin: 0 };

test('the operator sorts workers and customers by figures, page by page, and finds one by e-mail or id', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { context } = gateway;
  const quality = new Quality(context, rules, new OutcomeDelays());
  const standings = new Standings(context, (worker) => quality.of(worker));
  const get = (path: string) => gateway.call('GET', `/v1/admin${path}`, { token: adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const { customerId: other } = await gateway.newCustomer('idle@customer.example');
  const workers = [];
  for (let n = 0; n < 3; n++) {
    const worker = await gateway.newWorker(`sorted-${n}@worker.example`);
    workers.push(worker);
    for (let i = 0; i < n; i++) {
      await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
      const next = await gateway.call('POST', '/v1/work/next', { token: worker.token, body: {} });
      const [{ assignment_id: id, options }] = next.body.assignments;
      gateway.clock.advance(1_000);
      const body = { label: options[0] };
      await gateway.call('POST', `/v1/work/${id}/label`, { token: worker.token, body });
    }
  }
  const [none, one, two] = workers.map(({ workerId }) => workerId);
  assert.deepEqual((await get('/workers?sort=labels')).body.data, [], 'nobody was looked at');
  await standings.round();
  const ids = async (query: string) =>
    (await get(`/workers?${query}`)).body.data.map(({ worker_id: id }: { worker_id: string }) => id);
  assert.deepEqual(await ids('sort=labels'), [two, one, none]);
  assert.deepEqual(await ids('sort=labels&order=asc'), [none, one, two]);
  assert.deepEqual(await ids('sort=seen'), [two, one, none]);
  assert.deepEqual(await ids('sort=linked'), []);
  const { next_cursor: cursor, data } = (await get('/workers?sort=labels&limit=2')).body;
  assert.deepEqual([data.length, data[0].labels, typeof data[0].last_label_at], [2, 2, 'string']);
  assert.deepEqual(await ids(`sort=labels&limit=2&cursor=${encodeURIComponent(cursor)}`), [none]);
  assert.deepEqual(await ids('search=SORTED-1@worker.example'), [one]);
  assert.deepEqual(await ids(`search=${two}`), [two]);
  assert.deepEqual(await ids('search=sorted'), []);

  const money = (await get('/money?sort=reserved')).body.data;
  assert.deepEqual(
    money.map(({ customer_id: id }: { customer_id: string }) => id),
    [customerId, other],
  );
  assert.ok(money[0].reserved_sats > 0 && money[0].refunded_sats === 0);
});
