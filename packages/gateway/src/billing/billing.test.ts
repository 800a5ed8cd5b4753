import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Billing } from '@asg/engines';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const price = { usd_price: 20, usd_price_source: 'default' };

/** Has one task labelled and moves the clock to the moment of its payment. */
async function settleAt(gateway: TestGateway, key: string, atMs: number, order: object = {}): Promise<void> {
  await gateway.call('POST', '/v1/tasks', { token: key, body: { ...quickstartTask, ...order } });
  const labels = 'consensus' in order ? ['cat', 'cat', 'cat'] : ['cat', 'dog', 'cat'];
  const workers = await Promise.all(labels.map(() => gateway.newWorker()));
  await labelNext(
    gateway,
    workers.map((worker) => worker.token),
    labels,
  );
  gateway.clock.advance(atMs - gateway.clock.nowMs());
  await settleDue(gateway);
}

test('usage is the real cost of what was settled, month by month and day by day', async () => {
  await using gateway = await startTestGateway();
  const { key, customerId } = await gateway.newCustomer();
  const empty = await gateway.call('GET', '/v1/billing/usage', { token: key });
  assert.equal(empty.status, 200);
  assert.deepEqual(empty.body, {
    customer_id: customerId,
    month: '2026-04',
    tier: 'sandbox',
    tasks_settled: 0,
    total_cost_sats: 0,
    total_cost_usd_estimate: 0,
    worker_payouts_sats: 0,
    platform_fee_sats: 0,
    labels_saved: 0,
    tasks_paid_unlabelled: 0,
    gold_answers_paid: 0,
    from_balance_sats: 0,
    ...price,
    daily_breakdown: [],
  });
  await settleAt(gateway, key, Date.UTC(2026, 3, 10, 9));
  const early = { consensus_threshold: 5, consensus: { early_stop: true } };
  await settleAt(gateway, key, Date.UTC(2026, 3, 10, 23), early);
  await settleAt(gateway, key, Date.UTC(2026, 3, 12));
  const { body } = await gateway.call('GET', '/v1/billing/usage?month=2026-04', { token: key });
  assert.deepEqual(body, {
    customer_id: customerId,
    month: '2026-04',
    tier: 'sandbox',
    tasks_settled: 3,
    total_cost_sats: 880,
    total_cost_usd_estimate: 0.000176,
    worker_payouts_sats: 700,
    platform_fee_sats: 180,
    labels_saved: 2,
    tasks_paid_unlabelled: 0,
    gold_answers_paid: 0,
    from_balance_sats: 880,
    ...price,
    daily_breakdown: [
      { date: '2026-04-10', tasks: 2, cost_sats: 620 },
      { date: '2026-04-12', tasks: 1, cost_sats: 260 },
    ],
  });
  const other = await gateway.newCustomer();
  const theirs = await gateway.call('GET', '/v1/billing/usage?month=2026-04', { token: other.key });
  assert.deepEqual([theirs.body.customer_id, theirs.body.tasks_settled], [other.customerId, 0]);
});

test('a month closes by itself ten minutes after its end, and then never changes', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const end = Date.UTC(2026, 4, 1);
  const billing = new Billing(gateway.context, { price: () => ({ usd: 20, source: 'default' }) });
  const invoices = async () =>
    (await gateway.call('GET', '/v1/billing/invoices', { token: key })).body.invoices;
  const april = {
    month: '2026-04',
    status: 'open',
    tasks_settled: 1,
    total_cost_sats: 260,
    total_cost_usd_estimate: 0.000052,
    worker_payouts_sats: 200,
    platform_fee_sats: 60,
    labels_saved: 0,
    tasks_paid_unlabelled: 0,
    gold_answers_paid: 0,
    from_balance_sats: 260,
    ...price,
  };
  const may = { ...april, month: '2026-05' };
  await settleAt(gateway, key, end - 1);
  await settleAt(gateway, key, end);
  gateway.clock.advance(599_999);
  await billing.closeMonths();
  assert.deepEqual(await invoices(), [may, april]);
  gateway.clock.advance(1);
  await billing.closeMonths();
  const closed = { ...april, status: 'closed' };
  assert.deepEqual(await invoices(), [may, closed]);
  const csv = await gateway.call('GET', '/v1/billing/invoices/2026-04.csv', { token: key });

  // A settler whose clock is far behind: its payment is charged, in the month that is open.
  gateway.clock.advance(end - 1 - gateway.clock.nowMs());
  await settleAt(gateway, key, end - 1);
  gateway.clock.advance(1_000_000);
  const dearer = new Billing(gateway.context, { price: () => ({ usd: 500, source: 'configured' }) });
  await dearer.closeMonths();
  const two = {
    tasks_settled: 2,
    total_cost_sats: 520,
    worker_payouts_sats: 400,
    platform_fee_sats: 120,
    from_balance_sats: 520,
  };
  assert.deepEqual(await invoices(), [{ ...may, ...two, total_cost_usd_estimate: 0.000104 }, closed]);
  assert.equal(
    (await gateway.call('GET', '/v1/billing/invoices/2026-04.csv', { token: key })).text,
    csv.text,
  );
});

test('an invoice is a CSV file with a line a day, and no total that a sum would count twice', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await settleAt(gateway, key, Date.UTC(2026, 3, 10, 9));
  await settleAt(gateway, key, Date.UTC(2026, 3, 11, 9));
  const { status, headers, text } = await gateway.call('GET', '/v1/billing/invoices/2026-04.csv', {
    token: key,
  });
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(headers['content-disposition'], 'attachment; filename="invoice-2026-04.csv"');
  assert.deepEqual(text.split('\r\n'), [
    'month,status,date,tasks_settled,tasks_paid_unlabelled,worker_payouts_sats,platform_fee_sats,total_cost_sats,labels_saved,gold_answers_paid,from_balance_sats',
    '2026-04,open,2026-04-10,1,0,200,60,260,0,0,260',
    '2026-04,open,2026-04-11,1,0,200,60,260,0,0,260',
    '',
  ]);
  const other = await gateway.newCustomer();
  for (const month of ['2026-03', '2026-13', 'x']) {
    const none = await gateway.call('GET', `/v1/billing/invoices/${month}.csv`, { token: other.key });
    assert.deepEqual([none.status, none.body.error], [404, 'invoice not found'], month);
  }
});

test('invoices are paged, and a bad month is refused by name', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  for (const month of [4, 5, 6]) await settleAt(gateway, key, Date.UTC(2026, month, 2));
  gateway.clock.advance(Date.UTC(2026, 8, 1) - gateway.clock.nowMs());
  const months: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await gateway.call('GET', `/v1/billing/invoices?limit=2${next}`, { token: key });
    months.push(...body.invoices.map((invoice: { month: string }) => invoice.month));
    cursor = body.next_cursor;
  }
  assert.deepEqual(months, ['2026-09', '2026-07', '2026-06', '2026-05']);
  for (const query of ['usage?month=2026-13', 'usage?month=April', 'invoices?cursor=x']) {
    const { status, body } = await gateway.call('GET', `/v1/billing/${query}`, { token: key });
    assert.equal(status, 400, query);
    assert.equal(body.details[0].field, query.includes('month') ? 'month' : 'cursor');
  }
});

test('a cancelled task whose labels were paid is charged, and is no settled task', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const { token } = await gateway.newWorker();
  await labelNext(gateway, [token], ['cat']);
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key });
  await settleDue(gateway);
  const { body } = await gateway.call('GET', '/v1/billing/usage', { token: key });
  assert.deepEqual(
    [body.tasks_settled, body.tasks_paid_unlabelled, body.total_cost_sats, body.daily_breakdown],
    [0, 1, 160, [{ date: '2026-04-09', tasks: 0, cost_sats: 160 }]],
  );
});

const adminToken = 'admin-token-of-the-billing-tests';

test('an invoice names who sells, who buys and what it was paid from, and never changes once it closed', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const call = (method: 'GET' | 'PUT', path: string, body?: object) =>
    gateway.call(method, `/v1/billing/${path}`, { token: key, ...(body === undefined ? {} : { body }) });
  await settleAt(gateway, key, Date.UTC(2026, 3, 10));
  const april = 'invoices/2026-04/document';
  const first = (await call('GET', april)).body;
  const { total_sats: total } = first;
  assert.equal(total, 260);
  assert.deepEqual(first, {
    number: `2026-04-${customerId.slice('cust_'.length)}`,
    customer_id: customerId,
    month: '2026-04',
    status: 'open',
    period: { from: '2026-04-01', to: '2026-04-30' },
    closed_at: null,
    seller: null,
    buyer: { name: 'Demo', address: '', tax_id: null },
    lines: [
      { kind: 'worker_payouts', tasks: 1, sats: 200 },
      { kind: 'platform_fee', tasks: 1, sats: 60 },
    ],
    days: [{ date: '2026-04-10', tasks: 1, sats: total }],
    total_sats: total,
    total_usd_estimate: first.total_usd_estimate,
    usd_price: 20,
    paid: { from_balance_sats: total, by_operator_sats: 0 },
  });
  const seller = { name: 'Refinery Ltd', address: '2 Mill Lane', tax_id: 'IE1' };
  const said = await gateway.call('PUT', '/v1/admin/seller', { token: adminToken, body: seller });
  assert.deepEqual([said.status, said.body], [200, seller]);
  const told = await call('PUT', 'details', { name: ' Meadow Ltd ', address: '1 Road\nTown', tax_id: ' ' });
  const buyer = { name: 'Meadow Ltd', address: '1 Road\nTown', tax_id: null };
  assert.deepEqual([told.status, told.body, (await call('GET', 'details')).body], [200, buyer, buyer]);
  assert.deepEqual((await call('PUT', 'details', { name: ' ' })).body.details[0].field, 'name');

  gateway.clock.advance(Date.UTC(2026, 4, 2) - gateway.clock.nowMs());
  await new Billing(gateway.context, { price: () => ({ usd: 20, source: 'default' }) }).closeMonths();
  await call('PUT', 'details', { name: 'Another' });
  const closed = (await call('GET', april)).body;
  assert.deepEqual([closed.status, closed.seller, closed.buyer], ['closed', seller, buyer]);
  assert.equal((await call('GET', 'invoices/2026-05/document')).body.buyer.name, 'Another');
  const other = await gateway.newCustomer();
  for (const month of ['2026-04', 'nowhere', '2026-13']) {
    const missing = await gateway.call('GET', `/v1/billing/invoices/${month}/document`, { token: other.key });
    assert.equal(missing.status, 404, month);
  }
});
