import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { customerTask, type RunningRefinery, startRefinery } from '@asg/testing';
import { ASGAdminClient, ASGGatewayClient, InsufficientFundsError } from '../index.ts';

const adminToken = 'operator-of-the-tests';
let refinery: RunningRefinery;
before(async () => {
  refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: adminToken } });
});
after(() => refinery[Symbol.asyncDispose]());

let customers = 0;
async function newClient(): Promise<ASGGatewayClient> {
  const baseUrl = refinery.url;
  const account = { name: 'Demo', email: `customer-${++customers}@example.com` };
  const { api_key } = await new ASGGatewayClient({ apiKey: null, baseUrl }).customers.register(account);
  return new ASGGatewayClient({ apiKey: api_key, baseUrl });
}

test('what can be spent, the limits on it and the statement are there, and what a task holds', async () => {
  const client = await newClient();
  const { customer_id } = await client.customers.me();
  const before = await client.billing.balance();
  await client.tasks.submit(customerTask());
  const after = await client.billing.balance();
  assert.ok(after.reserved_sats > 0);
  assert.equal(after.available_sats, before.available_sats - after.reserved_sats);
  const lines = await Array.fromAsync(client.billing.statement({ limit: 1 }));
  assert.equal(
    lines.reduce((sum, { sats }) => sum + sats, 0),
    after.free_sats + after.reserved_sats,
  );
  const csv = await new Response(await client.billing.statementCsv()).text();
  assert.match(csv, /^date,at,kind,sats,tasks,note,ref,entry_id\r\n.*\r\ntotal,,,\d+,,,,\r\n$/s);
  const limits = { spend_per_day_sats: after.reserved_today_sats, balance_low_sats: 5 };
  assert.deepEqual((await client.billing.setLimits(limits)).limits, limits);
  await assert.rejects(client.tasks.submit(customerTask()), { status: 403, message: 'quota exhausted' });

  const admin = new ASGAdminClient({ baseUrl: refinery.url, token: adminToken });
  const grant = { sats: 70, note: 'welcome', idempotency_key: 'g1' };
  const { entry, balance } = await admin.customers.grant(customer_id, grant);
  assert.deepEqual([entry.sats, balance.free_sats], [70, after.free_sats + 70]);
  assert.equal((await admin.customers.grant(customer_id, grant)).idempotent, true);
  const [newest] = (await admin.customers.statementPage(customer_id, { limit: 1 })).data;
  assert.deepEqual(newest, entry);
  assert.equal((await admin.customers.balance(customer_id)).customer_id, customer_id);
  const whole = await new Response(await admin.customers.statementCsv(customer_id)).text();
  assert.equal(whole, await new Response(await client.billing.statementCsv()).text());
});

test('a submission that the balance does not cover throws an error of its own, which says what is missing', async () => {
  const client = await newClient();
  const { customer_id } = await client.customers.me();
  const admin = new ASGAdminClient({ baseUrl: refinery.url, token: adminToken });
  await admin.customers.change(customer_id, { tier: 'growth' });
  await admin.customers.grant(customer_id, { sats: 100, note: 'too little' });
  await assert.rejects(client.tasks.submit(customerTask()), (error) => {
    assert.ok(error instanceof InsufficientFundsError);
    assert.deepEqual([error.code, error.retryable], ['INSUFFICIENT_FUNDS', false]);
    return error.missingSats !== null && error.missingSats > 100;
  });
});
