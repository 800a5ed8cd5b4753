import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway();
});
after(() => gateway[Symbol.asyncDispose]());

const model = {
  name: 'small-1',
  url: 'https://models.example.com/v1',
  model: 'small',
  templates: [{ task_type: 'sentiment', options: ['good', 'bad'] }],
  requests_per_day: 100,
};
const key = 'a-key-that-nobody-sees';
const call = (token: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path = '', body?: object) =>
  gateway.call(method, `/v1/models${path}`, { token, ...(body !== undefined && { body }) });

test('a model is added, listed, changed and removed; its key is in no answer, no record and no trail', async () => {
  const { key: token, customerId } = await gateway.newCustomer();
  const added = await call(token, 'POST', '', { ...model, api_key: key });
  assert.equal(added.status, 201, added.text);
  assert.deepEqual(
    [added.body.name, added.body.has_key, added.body.status, added.body.requests_today, added.body.scores],
    ['small-1', true, 'running', 0, 'none'],
  );
  assert.equal((await call(token, 'POST', '', model)).status, 409);
  const changed = await call(token, 'PATCH', '/small-1', { active: false, api_key: `${key}-2` });
  assert.deepEqual([changed.body.active, changed.body.status], [false, 'switched_off']);
  const listed = await call(token, 'GET');
  assert.deepEqual(listed.body.data, [changed.body]);
  const stored = await gateway.storage.ownModels.get({ customerId, name: 'small-1' });
  const trail = await gateway.call('GET', '/v1/audit-log', { token });
  const entries = trail.body.data.filter(({ action }: { action: string }) => action.startsWith('model.'));
  assert.deepEqual(
    entries.map(({ action, object_id }: { action: string; object_id: string }) => [action, object_id]),
    [
      ['model.changed', 'small-1'],
      ['model.added', 'small-1'],
    ],
  );
  for (const text of [added.text, changed.text, listed.text, trail.text, JSON.stringify(stored)])
    assert.ok(!text.includes(key), text);
  assert.equal((await call(token, 'DELETE', '/small-1')).status, 204);
  assert.equal((await call(token, 'DELETE', '/small-1')).status, 404);
  assert.equal((await call(token, 'PATCH', '/small-1', { active: true })).status, 404);
});

test('nobody sees or changes the model of another organisation, and each may have one of that name', async () => {
  const [mine, other] = [await gateway.newCustomer(), await gateway.newCustomer()];
  await call(mine.key, 'POST', '', model);
  assert.deepEqual((await call(other.key, 'GET')).body.data, []);
  assert.equal((await call(other.key, 'PATCH', '/small-1', { active: false })).status, 404);
  assert.equal((await call(other.key, 'DELETE', '/small-1')).status, 404);
  assert.equal((await call(other.key, 'POST', '', model)).status, 201);
  assert.equal((await call(mine.key, 'GET')).body.data[0].active, true);
});

test('what cannot be is refused by its field: private hosts, names, doubled options, no budget', async () => {
  const { key: token } = await gateway.newCustomer();
  const refused = async (change: object) => {
    const { status, body } = await call(token, 'POST', '', { ...model, ...change });
    assert.equal(status, 400, JSON.stringify(body));
    return body.details[0].message as string;
  };
  assert.match(
    await refused({ url: 'https://10.0.0.1/v1' }),
    /^url cannot be used: .* not on the public internet/,
  );
  assert.match(await refused({ url: 'http://models.example.com/v1' }), /^url cannot be used: .*https/);
  assert.match(await refused({ name: 'a/b' }), /^name must be up to 64 letters/);
  assert.match(await refused({ api_key: 'two words' }), /^api_key must be 1 to 512 printable/);
  assert.match(await refused({ requests_per_day: 0 }), /^requests_per_day must be at least 1/);
  assert.match(await refused({ templates: [] }), /^templates must/);
  assert.match(
    await refused({ templates: [{ task_type: 'sentiment', options: ['a', 'a'] }] }),
    /^templates.0.options must not have an option twice/,
  );
  assert.match(await refused({ from: '2026-13-45T00:00:00Z' }), /^from must be a moment that exists/);
});

test('an account has at most 20 models', async () => {
  const { key: token } = await gateway.newCustomer();
  for (let i = 0; i < 20; i++)
    assert.equal((await call(token, 'POST', '', { ...model, name: `m${i}` })).status, 201);
  const { status, body } = await call(token, 'POST', '', { ...model, name: 'one-more' });
  assert.deepEqual([status, body.code], [409, 'CONFLICT']);
});
