import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';
import { ASGAdminClient } from '../index.ts';

const token = 'operator-token-16';

test('the operator can do through the client what the API offers', async () => {
  await using refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: token } });
  const api = new TestApi(refinery.url);
  const { customer_id } = await api.registerCustomer({ name: 'A', email: 'a@b.example' });
  const { worker_id } = await api.registerWorker({ email: 'w@b.example', password: 'password of w' });
  const admin = api.admin(token);

  assert.deepEqual(
    (await admin.customers.page()).data.map((customer) => customer.customer_id),
    [customer_id],
  );
  const { customer } = await admin.customers.change(customer_id, { quota: { add: 10 } });
  assert.equal(customer.label_quota, (await admin.customers.get(customer_id)).label_quota);
  assert.equal((await admin.workers.page()).data[0]!.worker_id, worker_id);
  assert.deepEqual((await admin.workers.confusion(worker_id)).data, []);
  assert.equal((await admin.workers.trust(worker_id, customer_id)).passed_over, false);
  const { held_sats, pay_hold, forfeits } = await admin.workers.pay(worker_id);
  assert.deepEqual([held_sats, pay_hold, forfeits], [0, null, []]);
  assert.deepEqual((await admin.workers.labels(worker_id)).data, []);
  await admin.workers.suspend(worker_id, 'a test');
  assert.equal((await admin.workers.get(worker_id)).status, 'suspended');
  assert.equal((await admin.workers.reinstate(worker_id)).status, 'active');
  await assert.rejects(admin.workers.dissolveLink(worker_id, customer_id), /no link of these accounts/);

  const item = {
    type: 'image_classification',
    data_url: 'https://data.example/gold.jpg',
    label_spec: { question: 'What is in the picture?', options: ['cat', 'dog'] },
    gold_label: 'cat',
  } as const;
  const { gold_id } = await admin.gold.add(item);
  const more = JSON.stringify({ ...item, data_url: 'https://data.example/gold-2.jpg' });
  assert.equal((await admin.gold.import(`${more}\n`)).added, 1);
  await admin.gold.retire(gold_id);
  assert.equal((await admin.gold.page()).data.length, 2);

  assert.equal((await admin.treasury.get()).network, 'local');
  const { settlement_id } = await admin.treasury.requestMove({ purpose: 'fan_out', coins: 2 });
  assert.equal((await admin.treasury.move(settlement_id)).settlement_id, settlement_id);
  assert.ok(Array.isArray((await admin.settlements.page()).data));
  assert.deepEqual((await admin.appeals.page()).data, []);
  assert.equal((await admin.queues()).work, 0);
  assert.equal((await admin.vitals({ hours: 1 })).points.length, 60);
  assert.equal((await admin.audit()).ok, true);
  assert.equal((await admin.auditDecisions()).ok, true);
});

test('without the token everything is refused', async () => {
  await using refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: token } });
  const stranger = new ASGAdminClient({ baseUrl: refinery.url, token: 'another-token-16' });
  await assert.rejects(stranger.queues(), { status: 401 });
});
