import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  customerPermissions,
  memberRoles,
  operatorRolePermissions,
  operatorRoles,
  rolePermissions,
} from '@asg/domain';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { routeList } from '@asg/wire';
import { type Answer, ask, type Operation, operationsOf } from './tenants/operations.ts';
import { makeTenant, type Tenant } from './tenants/tenant.ts';

/** Whose key or session it is, and what it may do. */
interface Caller {
  readonly name: string;
  readonly token: string;
  readonly may: readonly string[];
}

const adminToken = 'operator-token-16';
const password = 'correct horse';

let refinery: RunningRefinery;
let api: TestApi;
let operations: readonly Operation[];
let tenant: Tenant;
const callers: Caller[] = [];
const operators: Caller[] = [];

before(async () => {
  refinery = await startRefinery({ env: { WEBHOOK_RETRY_MAX: '1', ASG_ADMIN_TOKEN: adminToken } });
  api = new TestApi(refinery.url);
  operations = await operationsOf(refinery.url);
  tenant = await makeTenant(api, 'owner');
  for (const scope of customerPermissions) {
    const { api_key: token } = await api.customer(tenant.key).keys.create(scope, { scopes: [scope] });
    callers.push({ name: `the scope ${scope}`, token, may: ['account', scope] });
  }
  // Who reads what is sent to the e-mail of an organisation that the API made owns it.
  const { token: owner } = await api.registerPerson({ name: 'owner', email: 'owner@example.com', password });
  for (const role of memberRoles) {
    await api.customer(owner).members.invite({ email: `${role}@member.example.com`, role });
    const token = await joined(`${role}@member.example.com`);
    callers.push({ name: `the role ${role}`, token, may: rolePermissions[role] });
  }
  operators.push({ name: 'the token', token: adminToken, may: operatorRolePermissions.owner });
  for (const role of operatorRoles) {
    await api.admin(adminToken).operators.invite({ email: `${role}@operator.example.com`, role });
    const token = await joined(`${role}@operator.example.com`);
    operators.push({ name: `the operator role ${role}`, token, may: operatorRolePermissions[role] });
  }
});
after(async () => {
  await refinery?.[Symbol.asyncDispose]();
});

/** The session of whoever follows the invitation that was sent there. */
async function joined(email: string): Promise<string> {
  const token = await api.secretTo(email, 'invitation');
  return (await api.person().join({ token, password })).token;
}

const others = {
  month: '2026-11',
  settlement_id: 'stl_x',
  gold_id: 'gld_x',
  appeal_id: 'apl_x',
  report_id: 'rep_x',
  leaver: 'me',
};

const call = (operation: Operation, token: string): Promise<Answer> =>
  ask(refinery.url, operation, {
    token,
    values: { ...others, account_id: tenant.ids.worker_id ?? '', ...tenant.ids },
    bodies: tenant.bodies,
  });

/** What nothing but a request changes, apart from when keys were used. */
async function unmoving(): Promise<readonly string[]> {
  const own = [
    'getTask',
    'getBatch',
    'getCustomer',
    'listKeys',
    'listTasks',
    'listAssets',
    'listWebhooks',
    'listModels',
    'listMembers',
  ];
  const house = ['adminGetWorker', 'adminGetCustomer', 'adminListOperators', 'adminListGold'];
  const chosen = operations.filter(({ operationId }) => [...own, ...house].includes(operationId));
  assert.equal(chosen.length, own.length + house.length);
  const answers = await Promise.all(
    chosen.map((operation) => call(operation, operation.auth === 'admin' ? adminToken : tenant.key)),
  );
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

/** Each of their operations with each of them. */
const pairs = (isAllowed: boolean) =>
  operations.flatMap((operation) => {
    const { auth, permission = '' } = operation;
    const those = auth === 'customer' ? callers : auth === 'admin' ? operators : [];
    return those
      .filter(({ may }) => may.includes(permission) === isAllowed)
      .map((caller) => ({ operation, permission, caller }));
  });

test('role and scope by operation: what is not allowed is refused by the name of what is missing, and changes nothing', async () => {
  const before = await unmoving();
  const refused = pairs(false);
  assert.ok(refused.length > 400, `${refused.length} refusals`);
  for (const { operation, permission, caller } of refused) {
    const answer = await call(operation, caller.token);
    const what = `${operation.name} with ${caller.name}: ${answer.status} ${answer.text}`;
    assert.ok(isForbidden(answer, permission), what);
  }
  assert.deepEqual(await unmoving(), before);
});

test('operators are no customers, and customers no operators', async () => {
  for (const operation of operations) {
    const those = operation.auth === 'admin' ? callers : operation.auth === 'customer' ? operators : [];
    for (const { name, token } of those) {
      const { status } = await call(operation, token);
      assert.ok([401, 403].includes(status), `${operation.name} with ${name}: ${status}`);
    }
  }
});

test('role and scope by operation: what is allowed is not refused for it', async () => {
  for (const { operation, permission, caller } of pairs(true)) {
    if (operation.isStream) continue;
    const answer = await call(operation, caller.token);
    const what = `${operation.name} with ${caller.name}: ${answer.status} ${answer.text}`;
    assert.ok(answer.status !== 401 && !isForbidden(answer, permission), what);
  }
});
