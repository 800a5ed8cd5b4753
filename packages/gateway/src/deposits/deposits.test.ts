import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from '../testing/test-gateway.ts';

const adminToken = 'operator-of-this-test-00000000000000';
const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

test('a deposit has an address of its own and a payment URI, and only its customer sees it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const other = await gateway.newCustomer('other@example.com');
  const open = (body?: unknown) =>
    gateway.call('POST', '/v1/billing/deposits', { token: key, ...(body === undefined ? {} : { body }) });
  const opened = await open({ amount_sats: 123_400_000 });
  assert.equal(opened.status, 201, opened.text);
  const { deposit_id: id, ...deposit } = opened.body;
  assert.match(id, /^dep_[0-9A-Z]{26}$/);
  assert.deepEqual(deposit, {
    network: 'local',
    address: deposit.address,
    payment_uri: `bitcoin:${deposit.address}?sv&amount=1.234`,
    amount_sats: 123_400_000,
    minimum_sats: 1_000,
    confirmations_needed: 1,
    credited_sats: 0,
    payments: [],
    created_at: '2026-04-09T12:00:00.000Z',
    expires_at: '2026-04-10T12:00:00.000Z',
  });
  const plain = (await open()).body;
  assert.equal(plain.payment_uri, `bitcoin:${plain.address}?sv`);
  assert.notEqual(plain.address, deposit.address);
  assert.equal((await open({ amount_sats: 7 })).body.payment_uri.endsWith('&amount=0.00000007'), true);
  for (const path of ['', '/watch', '/transactions']) {
    const method = path === '' ? 'GET' : 'POST';
    const body = path === '/transactions' ? { body: { transaction: '00'.repeat(10) } } : {};
    const asked = await gateway.call(method, `/v1/billing/deposits/${id}${path}`, {
      token: other.key,
      ...body,
    });
    assert.deepEqual([asked.status, asked.body.error], [404, 'deposit not found'], path);
  }
  assert.deepEqual(
    (await gateway.call('GET', `/v1/billing/deposits/${id}`, { token: key })).body,
    opened.body,
  );
  const watched = await gateway.call('POST', `/v1/billing/deposits/${id}/watch`, { token: key });
  assert.equal(watched.status, 200);
  const first = await gateway.call('GET', '/v1/billing/deposits?limit=2', { token: key });
  assert.equal(first.body.data.length, 2);
  const next = await gateway.call('GET', `/v1/billing/deposits?cursor=${first.body.next_cursor}`, {
    token: key,
  });
  assert.deepEqual([next.body.data, next.body.next_cursor], [[opened.body], null]);
});

test('what is wrong with a deposit or a transaction is said by its field; twenty a day are enough', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const path = '/v1/billing/deposits';
  for (const amount of [0, -1, 1.5, 'all', 2.2e15]) {
    const { status, body } = await gateway.call('POST', path, { token, body: { amount_sats: amount } });
    assert.deepEqual([status, body.details[0].field], [400, 'amount_sats'], String(amount));
  }
  const { body: deposit } = await gateway.call('POST', path, { token, body: {} });
  const post = (transaction: unknown) =>
    gateway.call('POST', `${path}/${deposit.deposit_id}/transactions`, { token, body: { transaction } });
  for (const transaction of ['zz'.repeat(20), 'abc', '', 7, '00'.repeat(30), '0200beef'.repeat(6)]) {
    const { status, body } = await post(transaction);
    assert.deepEqual([status, body.details[0].field], [400, 'transaction'], String(transaction));
  }
  for (let count = 1; count < 20; count++)
    assert.equal((await gateway.call('POST', path, { token })).status, 201);
  const full = await gateway.call('POST', path, { token });
  assert.equal(full.status, 409);
  assert.match(full.body.error, /at most 20 deposits in a day/);
});

test('the operator refunds once under one key, and sees refunds and deposits of the customer', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const path = `/v1/admin/customers/${customerId}/refunds`;
  const ask = (body: object, headers: Record<string, string> = {}) =>
    gateway.call('POST', path, { token: adminToken, body, headers });
  const named = { 'idempotency-key': 'r1' };
  const asked = await ask({ sats: 5_000, address }, named);
  assert.equal(asked.status, 202, asked.text);
  const { refund_id: id, ...refund } = asked.body;
  assert.match(id, /^stl_/);
  assert.deepEqual(refund, {
    customer_id: customerId,
    sats: 5_000,
    address,
    status: 'requested',
    txid: null,
    explorer_url: null,
    refusal: null,
    requested_at: '2026-04-09T12:00:00.000Z',
  });
  assert.deepEqual((await ask({ sats: 5_000, address }, named)).body, asked.body);
  assert.equal((await ask({ sats: 6_000, address }, named)).status, 409);
  assert.equal((await ask({ sats: 5_000, address })).status, 202);
  const listed = await gateway.call('GET', path, { token: adminToken });
  assert.equal(listed.body.data.length, 2);
  assert.deepEqual(listed.body.data[1], asked.body);
  const wrong = await ask({ sats: 5_000, address: 'nowhere' });
  assert.deepEqual([wrong.status, wrong.body.details[0].field], [400, 'address']);
  assert.equal((await ask({ sats: 0, address })).status, 400);
  const nobody = `/v1/admin/customers/${customerId.slice(0, -4)}0000/refunds`;
  const unknown = await gateway.call('POST', nobody, { token: adminToken, body: { sats: 5_000, address } });
  assert.equal(unknown.status, 404);
  await gateway.call('POST', '/v1/billing/deposits', { token: key });
  const deposits = await gateway.call('GET', `/v1/admin/customers/${customerId}/deposits`, {
    token: adminToken,
  });
  assert.equal(deposits.body.data.length, 1);
  assert.equal(
    (await gateway.call('POST', path, { token: key, body: { sats: 5_000, address } })).status,
    401,
  );
});
