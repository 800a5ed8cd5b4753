import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { customerTask, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { type Answer, ask, type Operation, operationsOf } from './tenants/operations.ts';
import { makeTenant, type Tenant } from './tenants/tenant.ts';

/** Parameters that name something of the caller's own, not an object: both tenants may use the same. */
const ownNames: Readonly<Record<string, string>> = { month: '2026-11', leaver: 'me' };
/** Objects of the operator: no customer's key opens them, whoever they belong to. */
const operatorNames = [
  'customer_id',
  'worker_id',
  'account_id',
  'settlement_id',
  'appeal_id',
  'report_id',
  'owner_id',
];
/** Bodies of operations that take one and show no example. */
const bodies: Readonly<Record<string, unknown>> = { giveLabel: { label: 'cat' } };

let refinery: RunningRefinery;
let api: TestApi;
let operations: readonly Operation[];
let owner: Tenant;
let stranger: Tenant;

before(async () => {
  refinery = await startRefinery({ env: { ASG_ADMIN_TOKEN: 'operator-token-16', WEBHOOK_RETRY_MAX: '1' } });
  api = new TestApi(refinery.url);
  operations = await operationsOf(refinery.url);
  owner = await makeTenant(api, 'owner');
  stranger = await makeTenant(api, 'stranger');
});
after(async () => {
  await refinery?.[Symbol.asyncDispose]();
});

/** What a person's objects are called by in paths is what workers' are called by. */
const ofPerson = (values: Readonly<Record<string, string>>) => ({
  ...values,
  session_id: values.person_session_id ?? '',
  passkey_id: values.person_passkey_id ?? '',
});
/** People and members have objects of their own under names that others have, too. */
function valuesFor(
  { auth, path }: Operation,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (auth === 'person') return ofPerson(values);
  const isMembers = path.startsWith('/v1/customers/me/invitations/');
  return isMembers ? { ...values, invitation_id: values.member_invitation_id ?? '' } : values;
}

const call = (
  operation: Operation,
  tenant: Tenant,
  values: Readonly<Record<string, string>>,
): Promise<Answer> =>
  ask(refinery.url, operation, {
    token: tenant.tokenFor(operation),
    values: valuesFor(operation, values),
    bodies: { ...bodies, ...tenant.bodies },
  });

/** The identifiers in a path, and those in its query that end in `_id`. */
const named = (operation: Operation): readonly string[] => [
  ...operation.pathNames,
  ...operation.queryNames.filter((name) => name.endsWith('_id')),
];

const idsOf = (tenant: Tenant): readonly string[] => Object.values(tenant.ids);

/** Asserts that an answer tells nothing of the owner's objects, but for the ids that were in the question. */
function assertTellsNothing(answer: Answer, operation: Operation, asked: readonly string[]): void {
  for (const id of idsOf(owner)) {
    if (!asked.includes(id)) assert.ok(!answer.text.includes(id), `${operation.name} told of ${id}`);
  }
}

/** What the owner sees of objects that nothing but a request changes. */
function unmoving(): Promise<readonly Answer[]> {
  const reads = ['getTask', 'getBatch', 'getCustomer', 'listKeys', 'listWebhooks', 'getWorker'];
  const chosen = operations.filter(({ operationId }) => reads.includes(operationId));
  assert.equal(chosen.length, reads.length);
  return Promise.all(chosen.map((operation) => call(operation, owner, owner.ids)));
}

test('every parameter of the document that names an object is known to this test', () => {
  assert.ok(operations.length > 30);
  for (const operation of operations) {
    for (const name of named(operation)) {
      const isKnown =
        name in owner.ids || name in ownNames || operatorNames.includes(name) || name === 'last_event_id';
      assert.ok(
        isKnown,
        `${operation.name} has a parameter {${name}}: make an object of it in tenants/tenant.ts`,
      );
    }
  }
});

test('no object is readable or changeable with another tenant’s key: it is not found', async () => {
  const walked = operations.filter(({ pathNames }) => pathNames.some((name) => !(name in ownNames)));
  const before = await unmoving();
  for (const operation of walked) {
    const values = { ...owner.ids, ...ownNames };
    const answer = await call(operation, stranger, values);
    const expected = operation.auth === 'admin' ? 401 : 404;
    assert.equal(answer.status, expected, `${operation.name}: ${answer.status} ${answer.text}`);
    assertTellsNothing(answer, operation, idsOf(owner));
  }
  assert.ok(walked.length >= 20, `${walked.length} operations`);
  assert.deepEqual(await unmoving(), before, 'nothing of the owner’s changed');
});

test('the same requests find their own objects: the ones above were refused for whose they are', async () => {
  const walked = operations.filter(
    ({ pathNames, auth }) => auth !== 'admin' && pathNames.some((name) => !(name in ownNames)),
  );
  // What ends an object comes last, and what ends all access to one before the object itself.
  const order = [...walked].sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
  for (const operation of order) {
    const answer = await call(operation, owner, { ...owner.ids, ...ownNames });
    assert.ok(
      ![400, 401, 403, 404, 405, 415].includes(answer.status) && answer.status < 500,
      `${operation.name}: ${answer.status} ${answer.text}`,
    );
  }
});

test('lists, and answers about oneself, reveal nothing about another tenant, whatever is asked for', async () => {
  const reads = operations.filter(
    ({ method, auth }) => method === 'GET' && auth !== 'none' && auth !== 'admin',
  );
  for (const operation of reads.filter((one) => one.pathNames.every((name) => name in ownNames))) {
    if (operation.isStream) continue;
    for (const values of [{ ...ownNames }, { ...owner.ids, ...ownNames }]) {
      const answer = await call(operation, stranger, values);
      assert.ok(answer.status < 500, `${operation.name}: ${answer.text}`);
      assertTellsNothing(answer, operation, []);
    }
  }
});

test('the stream of events carries one tenant’s events alone', async () => {
  const stream = operations.find((operation) => operation.isStream);
  assert.ok(stream);
  const { task_id: own } = await api.customer(stranger.key).tasks.submit(customerTask());
  await api.customer(stranger.key).tasks.cancel(own);
  const stop = new AbortController();
  const answer = await fetch(`${refinery.url}${stream.path}?last_event_id=0`, {
    headers: { authorization: `Bearer ${stranger.key}` },
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(10_000)]),
  });
  let text = '';
  for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes(own)) break;
  }
  stop.abort();
  for (const id of idsOf(owner)) assert.ok(!text.includes(id), id);
});
