import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const keys = '/v1/customers/me/keys';
const me = '/v1/customers/me';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway();
});
after(() => gateway[Symbol.asyncDispose]());

test('a key is rotated with no gap: the new one works before the old one ends, which it does at once', async () => {
  const { key: old } = await gateway.newCustomer();
  const made = await gateway.call('POST', keys, { token: old, body: { name: ' build server ' } });
  assert.equal(made.status, 201);
  assert.match(made.body.api_key, /^sk_sandbox_\w{36}$/);
  assert.equal(made.body.name, 'build server');
  const fresh = made.body.api_key;
  const list = await gateway.call('GET', keys, { token: fresh });
  assert.deepEqual(
    list.body.data.map((one: { name: string; current: boolean }) => [one.name, one.current]),
    [
      [null, false],
      ['build server', true],
    ],
  );
  assert.ok(!list.text.includes(fresh) && !list.text.includes(old), 'raw keys are never listed');
  assert.equal((await gateway.call('GET', me, { token: old })).status, 200);
  const [first] = list.body.data;
  const revoke = () => gateway.call('DELETE', `${keys}/${first.key_id}`, { token: fresh });
  assert.equal((await revoke()).status, 204);
  assert.equal((await gateway.call('GET', me, { token: old })).status, 401);
  assert.equal((await revoke()).status, 204, 'revoked again: nothing happens');
  assert.equal((await gateway.call('GET', keys, { token: fresh })).body.data.length, 1);
});

test('a list of keys shows when each was last used, with one write for many requests', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  await own.call('POST', keys, { token: key });
  for (let i = 0; i < 3; i++) {
    own.clock.advance(1_000);
    await own.call('GET', me, { token: key });
  }
  await own.customers.recordUses();
  const { data } = (await own.call('GET', keys, { token: key })).body;
  const uses = data.map((one: { last_used_at: string | null }) => one.last_used_at);
  assert.deepEqual(uses, ['2026-04-09T12:00:03.000Z', null]);
});

test('a look-up that was under way when a key was revoked does not keep it alive', async () => {
  const { key: old } = await gateway.newCustomer();
  const { body } = await gateway.call('POST', keys, { token: old });
  const list = await gateway.call('GET', keys, { token: old });
  gateway.clock.advance(2_000);
  await Promise.all([
    gateway.call('GET', me, { token: old }),
    gateway.call('DELETE', `${keys}/${list.body.data[0].key_id}`, { token: body.api_key }),
    gateway.call('GET', me, { token: old }),
  ]);
  assert.equal((await gateway.call('GET', me, { token: old })).status, 401);
});

test('the last key stays, and the refusal says what to do', async () => {
  const { key } = await gateway.newCustomer();
  const [only] = (await gateway.call('GET', keys, { token: key })).body.data;
  const answer = await gateway.call('DELETE', `${keys}/${only.key_id}`, { token: key });
  assert.deepEqual([answer.status, answer.body.code], [409, 'CONFLICT']);
  assert.match(answer.body.error, /make another with POST \/v1\/customers\/me\/keys first/);
});

test('a customer has at most 20 keys', async () => {
  const { key } = await gateway.newCustomer();
  for (let i = 1; i < 20; i++) {
    assert.equal((await gateway.call('POST', keys, { token: key, body: {} })).status, 201);
  }
  const answer = await gateway.call('POST', keys, { token: key });
  assert.deepEqual([answer.status, answer.body.code], [409, 'CONFLICT']);
});

test('another customer’s key is not found, nor is one that never was', async () => {
  const [one, other] = [await gateway.newCustomer(), await gateway.newCustomer()];
  await gateway.call('POST', keys, { token: other.key });
  const [theirs] = (await gateway.call('GET', keys, { token: other.key })).body.data;
  for (const id of [theirs.key_id, 'key_01HZZZZZZZZZZZZZZZZZZZZZZZ', 'x']) {
    const answer = await gateway.call('DELETE', `${keys}/${id}`, { token: one.key });
    assert.deepEqual([answer.status, answer.body.error], [404, 'API key not found']);
  }
  assert.equal((await gateway.call('GET', me, { token: other.key })).status, 200);
});
