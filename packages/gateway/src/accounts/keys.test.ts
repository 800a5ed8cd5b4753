import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

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

const make = async (token: string, body: object) => {
  const { status, body: made, text } = await gateway.call('POST', keys, { token, body });
  assert.equal(status, 201, text);
  return made;
};

test('a key does what its scopes say, and the refusal names the one that is missing', async () => {
  const { key } = await gateway.newCustomer();
  const made = await make(key, { scopes: ['read', 'submit'] });
  assert.deepEqual([made.scopes, made.expires_at], [['read', 'submit'], null]);
  const token = made.api_key;
  assert.equal((await gateway.call('GET', me, { token })).status, 200);
  assert.equal((await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask })).status, 202);
  const { status, body } = await gateway.call('GET', '/v1/billing/balance', { token });
  assert.deepEqual([status, body.code], [403, 'FORBIDDEN']);
  assert.match(body.error, /permission billing/);
  assert.deepEqual(body.details, [{ field: 'authorization', constraint: 'billing', message: body.error }]);
});

test('no key makes one that may more or lives longer, through however many keys', async () => {
  const { key } = await gateway.newCustomer();
  const expires_at = new Date(gateway.clock.nowMs() + 3_600_000).toISOString();
  const { api_key: limited } = await make(key, { scopes: ['keys', 'read'], expires_at });
  const ask = (token: string, body: object) => gateway.call('POST', keys, { token, body });
  const child = await make(limited, {});
  assert.deepEqual([child.scopes, child.expires_at], [['keys', 'read'], expires_at]);
  for (const token of [limited, child.api_key]) {
    const more = await ask(token, { scopes: ['read', 'submit'] });
    assert.deepEqual([more.status, more.body.details[0].constraint], [403, 'submit']);
    assert.equal(more.body.details[0].field, 'scopes');
    const longer = await ask(token, { expires_at: '2100-01-01T00:00:00Z' });
    assert.deepEqual([longer.status, longer.body.details[0].field], [403, 'expires_at']);
  }
  const { data } = (await gateway.call('GET', keys, { token: key })).body;
  assert.equal(data.length, 3);
  assert.deepEqual(data[0].scopes, null);
});

test('a key cannot be revoked by one that may less', async () => {
  const { key } = await gateway.newCustomer();
  const first = await make(key, { scopes: ['keys'] });
  const second = await make(key, { scopes: ['keys', 'money'] });
  const other = await make(key, {});
  const revoke = (token: string, keyId: string) => gateway.call('DELETE', `${keys}/${keyId}`, { token });
  for (const { key_id } of [second, other]) {
    const { status, body } = await revoke(first.api_key, key_id);
    assert.deepEqual([status, body.details[0].field], [403, 'key_id']);
  }
  assert.equal((await revoke(second.api_key, first.key_id)).status, 204);
  assert.equal((await revoke(second.api_key, second.key_id)).status, 204);
});

test('a key that has ended opens nothing, says so, and stays in the list until it is revoked', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  const expires_at = new Date(own.clock.nowMs() + 1_000).toISOString();
  const { body } = await own.call('POST', keys, { token: key, body: { expires_at } });
  const token = body.api_key;
  const session = await own.call('POST', '/v1/console/session', { body: { api_key: token } });
  const headers = { cookie: String(session.headers['set-cookie']).split(';')[0]! };
  assert.equal((await own.call('GET', me, { headers })).status, 200);
  own.clock.advance(1_000);
  const message = 'this API key has expired: use another one';
  for (const how of [{ token }, { headers }]) {
    const refused = await own.call('GET', me, how);
    assert.deepEqual([refused.status, refused.body.error], [401, message]);
  }
  assert.equal((await own.call('GET', '/v1/console/session', { headers })).body.customer, null);
  assert.equal(
    (await own.call('POST', '/v1/console/session', { body: { api_key: token } })).body.error,
    message,
  );
  const { data } = (await own.call('GET', keys, { token: key })).body;
  assert.deepEqual(
    data.map((one: { expired: boolean }) => one.expired),
    [false, true],
  );
  assert.equal((await own.call('DELETE', `${keys}/${body.key_id}`, { token: key })).status, 204);
});

test('an end must be a moment to come, and scopes must be known, some, and each once', async () => {
  const { key: token } = await gateway.newCustomer();
  const bad = [
    [{ expires_at: '2026-01-01T00:00:00Z' }, 'expires_at', 'future'],
    [{ expires_at: '2027-02-30T00:00:00Z' }, 'expires_at', 'date-time'],
    [{ expires_at: 'tomorrow' }, 'expires_at', 'pattern'],
    [{ scopes: [] }, 'scopes', 'minItems'],
    [{ scopes: ['everything'] }, 'scopes.0', 'enum'],
    [{ scopes: ['read', 'read'] }, 'scopes', 'uniqueItems'],
  ] as const;
  for (const [body, field, constraint] of bad) {
    const refused = await gateway.call('POST', keys, { token, body });
    assert.equal(refused.status, 400);
    assert.deepEqual(
      [refused.body.details[0].field, refused.body.details[0].constraint],
      [field, constraint],
    );
  }
});
