import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CustomerPermission, customerPermissions } from '@asg/domain';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { routeList } from '@asg/wire';
import { type Answer, ask, type Operation, operationsOf } from './tenants/operations.ts';
import { makeTenant, type Tenant } from './tenants/tenant.ts';

let refinery: RunningRefinery;
let api: TestApi;
let operations: readonly Operation[];
let tenant: Tenant;
const keys = new Map<CustomerPermission, string>();

before(async () => {
  refinery = await startRefinery({ env: { WEBHOOK_RETRY_MAX: '1' } });
  api = new TestApi(refinery.url);
  operations = await operationsOf(refinery.url);
  tenant = await makeTenant(api, 'owner');
  for (const scope of customerPermissions) keys.set(scope, await keyWith(scope));
});
after(async () => {
  await refinery?.[Symbol.asyncDispose]();
});

async function keyWith(scope: CustomerPermission): Promise<string> {
  const body = { name: scope, scopes: [scope] };
  const made = await api.json<{ api_key: string }>({
    method: 'POST',
    path: '/v1/customers/me/keys',
    token: tenant.key,
    body,
  });
  return made.api_key;
}

const call = (operation: Operation, token: string): Promise<Answer> =>
  ask(refinery.url, operation, {
    token,
    values: { ...tenant.ids, month: '2026-11' },
    bodies: tenant.bodies,
  });

/** What nothing but a request changes, apart from when keys were used. */
async function unmoving(): Promise<readonly string[]> {
  const reads = ['getTask', 'getBatch', 'getCustomer', 'listKeys', 'listTasks', 'listAssets', 'listWebhooks'];
  const chosen = operations.filter(({ operationId }) => reads.includes(operationId));
  assert.equal(chosen.length, reads.length);
  const answers = await Promise.all(chosen.map((operation) => call(operation, tenant.key)));
  return answers.map(({ status, text }) => `${status} ${text.replaceAll(/"last_used_at":[^,]+/g, '')}`);
}

/** Whether it was refused for a permission that the caller lacks. */
function isForbidden({ status, text }: Answer, permission: string): boolean {
  if (status !== 403) return false;
  const { details = [] } = JSON.parse(text) as { details?: { field: string; constraint: string }[] };
  return details.some(({ field, constraint }) => field === 'authorization' && constraint === permission);
}

test('every operation of customers and the operator takes a permission, in the contract and in the document', () => {
  const mayOf = new Map(routeList.map(({ operationId, may }) => [operationId, may]));
  for (const { auth, operationId, permission } of operations) {
    assert.equal(permission, mayOf.get(operationId), operationId);
    assert.equal(permission !== undefined, auth === 'customer' || auth === 'admin', operationId);
  }
});

test('scope by operation: what a key may not do is refused by the name of what is missing, and changes nothing', async () => {
  const before = await unmoving();
  for (const operation of operations.filter(({ auth }) => auth === 'customer')) {
    for (const [scope, key] of keys) {
      const { name, permission = '' } = operation;
      if (scope === permission || permission === 'account') continue;
      const answer = await call(operation, key);
      assert.ok(isForbidden(answer, permission), `${name} with ${scope}: ${answer.status} ${answer.text}`);
    }
  }
  assert.deepEqual(await unmoving(), before);
});

test('scope by operation: what a key may do is not refused for what it may', async () => {
  for (const operation of operations.filter(({ auth, isStream }) => auth === 'customer' && !isStream)) {
    const { name, permission = '' } = operation;
    for (const [scope, key] of keys) {
      if (scope !== permission && permission !== 'account') continue;
      const answer = await call(operation, key);
      assert.ok(
        answer.status !== 401 && !isForbidden(answer, permission),
        `${name} with ${scope}: ${answer.text}`,
      );
    }
  }
});
