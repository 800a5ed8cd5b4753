import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import { startTestGateway, type TestGateway } from './test-gateway.ts';

export const adminToken = 'operator';
const allowance = { allowanceSats: sats(10_000), perDaySats: sats(1_000_000) };

/** With an operator, and an allowance of 10,000 satoshis for each sandbox account. */
export function fundedGateway(): Promise<TestGateway> {
  return startTestGateway({ adminToken, allowance });
}

/** A customer out of the sandbox, with a grant. */
export async function fundedCustomer(
  gateway: TestGateway,
  amount: number,
): Promise<{ readonly key: string; readonly customerId: string }> {
  const customer = await gateway.newCustomer();
  const path = `/v1/admin/customers/${customer.customerId}`;
  await gateway.call('PATCH', path, { token: adminToken, body: { tier: 'growth' } });
  const body = { sats: amount, note: 'welcome' };
  const { status } = await gateway.call('POST', `${path}/grants`, { token: adminToken, body });
  assert.equal(status, 201);
  return customer;
}

/** The answer of GET /v1/billing/balance. */
export async function balanceOf(gateway: TestGateway, token: string) {
  return (await gateway.call('GET', '/v1/billing/balance', { token })).body;
}
