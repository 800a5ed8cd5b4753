import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { houseCustomerId, trailDraftMs } from '@asg/domain';
import { eraseTrail, Trail } from '@asg/people';
import { routeList, trailRuleOf } from '@asg/wire';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'an-admin-token-of-tests';
const admin = { token: adminToken };

async function entriesOf(gateway: TestGateway, path: string, token: string) {
  const { status, body } = await gateway.call('GET', path, { token });
  assert.equal(status, 200, JSON.stringify(body));
  return body.data;
}

test('every operation that changes something has an entry, or says why it has none', () => {
  for (const contract of routeList) {
    if (contract.method === 'GET') continue;
    const rule = trailRuleOf(contract);
    assert.ok(rule, contract.operationId);
    if ('none' in rule) assert.ok(rule.none.length > 10, contract.operationId);
    else if (rule.of === 'caller')
      assert.ok(['customer', 'worker', 'person'].includes(contract.auth), contract.operationId);
    else if (typeof rule.of === 'object')
      assert.ok(contract.path.includes(`{${rule.of.param}}`), contract.operationId);
  }
});

test('an organisation reads who did what, with the chain of hashes, and no other organisation does', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  const other = await gateway.newCustomer();
  const made = await gateway.call('POST', '/v1/customers/me/keys', {
    token: key,
    body: { name: 'of Kim' },
    headers: { 'x-request-id': 'mine-1' },
  });
  const refused = await gateway.call('DELETE', '/v1/customers/me/keys/key_none', { token: key });
  assert.equal(refused.status, 404);
  await gateway.call('PATCH', `/v1/admin/customers/${customerId}`, {
    ...admin,
    body: { tier: 'scale', quota: { add: 5 } },
  });
  const entries = await entriesOf(gateway, '/v1/audit-log', key);
  assert.deepEqual(
    entries.map(({ number, action, outcome }: { number: number; action: string; outcome: string }) => [
      number,
      action,
      outcome,
    ]),
    [
      [3, 'organisation.changed', 'done'],
      [2, 'key.created', 'done'],
      [1, 'organisation.created', 'done'],
    ],
  );
  const [changed, created] = entries;
  assert.deepEqual(changed.actor, { kind: 'operator', id: null });
  assert.deepEqual(changed.before, { quota: 500, tier: 'sandbox' });
  assert.deepEqual(changed.after, { tier: 'scale', 'quota.add': 5 });
  assert.equal(created.object_id, made.body.key_id);
  assert.equal(created.actor.kind, 'key');
  assert.equal(created.request_id, 'mine-1');
  assert.deepEqual(created.texts, { name: 'of Kim' });
  assert.equal(changed.previous_hash, created.hash);
  assert.ok(!JSON.stringify(entries).includes(made.body.api_key));
  assert.equal((await entriesOf(gateway, '/v1/audit-log', other.key)).length, 1);
  const only = await entriesOf(gateway, '/v1/audit-log?action=key.created', key);
  assert.deepEqual(only, [created]);
});

test('what changes is told with what it was before, and secrets not at all', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const limits = (balance_low_sats: number | null) =>
    gateway.call('PUT', '/v1/billing/limits', {
      token: key,
      body: { spend_per_day_sats: null, balance_low_sats },
    });
  await limits(5);
  await limits(null);
  const secret = 'whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cywgbG9uZyBlbm91Z2g=';
  const hook = { callback_url: 'https://hook.invalid/T00/very-secret?token=abc', events: ['task.settled'] };
  const made = await gateway.call('POST', '/v1/webhooks', { token: key, body: { ...hook, secret } });
  assert.equal(made.status, 201, made.text);
  const change = { events: ['task.expired'], active: false };
  await gateway.call('PATCH', `/v1/webhooks/${made.body.webhook_id}`, { token: key, body: change });
  const entries = await entriesOf(gateway, '/v1/audit-log', key);
  const [hookChanged, hookMade, limitsGone] = entries;
  assert.deepEqual(hookChanged.before, { active: true, events: ['task.settled'] });
  assert.deepEqual(hookChanged.after, change);
  assert.deepEqual(
    [hookMade.after, hookMade.texts],
    [{ events: ['task.settled'] }, { host: 'hook.invalid' }],
  );
  assert.deepEqual(limitsGone.before, { spend_per_day_sats: null, balance_low_sats: 5 });
  assert.deepEqual(limitsGone.after, { spend_per_day_sats: null, balance_low_sats: null });
  assert.doesNotMatch(JSON.stringify(entries), /very-secret|abc|whsec_/);
});

test('pages follow each other, and an export has texts that hash to the chain', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key } = await gateway.newCustomer();
  for (let i = 0; i < 4; i++)
    await gateway.call('PUT', '/v1/billing/limits', {
      token: key,
      body: { spend_per_day_sats: null, balance_low_sats: i + 1 },
    });
  const first = await gateway.call('GET', '/v1/audit-log?limit=2', { token: key });
  assert.deepEqual(
    first.body.data.map(({ number }: { number: number }) => number),
    [5, 4],
  );
  const rest = await gateway.call(
    'GET',
    `/v1/audit-log?cursor=${encodeURIComponent(first.body.next_cursor)}`,
    { token: key },
  );
  assert.deepEqual(
    rest.body.data.map(({ number }: { number: number }) => number),
    [3, 2, 1],
  );
  assert.equal(rest.body.next_cursor, null);
  const { text } = await gateway.call('GET', '/v1/audit-log/export', { token: key });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // The export itself is entered before it begins.
  assert.equal(lines[0].action, 'export.taken');
  for (const [i, line] of lines.entries()) {
    assert.equal(createHash('sha256').update(line.canonical).digest('hex'), line.hash);
    assert.equal(line.previous_hash, lines[i + 1]?.hash ?? '0'.repeat(64));
  }
  const csv = await gateway.call('GET', '/v1/audit-log/export?format=csv&action=limits.changed', {
    token: key,
  });
  assert.equal(csv.text.trim().split('\n').length, 5);
});

test('a worker reads what happened to the account: a wrong password, and what the operator did', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token, workerId } = await gateway.newWorker('kim@example.com');
  const payload = { email: 'kim@example.com', password: 'not it at all' };
  const guess = { method: 'POST', url: '/v1/workers/login', remoteAddress: '203.0.113.7', payload } as const;
  for (let i = 0; i < 3; i++) assert.equal((await gateway.app.inject(guess)).statusCode, 401);
  await gateway.call('POST', `/v1/admin/workers/${workerId}/suspend`, {
    ...admin,
    body: { reason: 'for a test' },
  });
  await gateway.trail.idle();
  const entries = await entriesOf(gateway, '/v1/workers/me/audit-log', token);
  const refused = entries.filter(({ outcome }: { outcome: string }) => outcome === 'refused');
  // Three guesses from one network in an hour are one entry.
  assert.equal(refused.length, 1);
  assert.equal(refused[0].network, '203.0.113.7');
  assert.equal(refused[0].actor, null);
  assert.equal(entries[0].action, 'worker.suspended');
  assert.deepEqual(entries[0].texts, { reason: 'for a test' });
});

test('a wrong password of who is signed in is entered too, by what it was given for', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { token } = await gateway.newWorker('kim@example.com');
  const wrong = 'not it at all';
  const me = '/v1/workers/me';
  const asked = [
    ['PUT', `${me}/password`, { current_password: wrong, password: 'four words of mine' }],
    ['PUT', `${me}/email`, { email: 'other@example.com', password: wrong }],
    ['PUT', `${me}/wallet`, { address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', password: wrong }],
  ] as const;
  for (const [method, url, body] of asked)
    assert.equal((await gateway.call(method, url, { token, body })).status, 403, url);
  await gateway.trail.idle();
  const entries = await entriesOf(gateway, `${me}/audit-log?outcome=refused`, token);
  assert.deepEqual(entries.map(({ action }: { action: string }) => action).sort(), [
    'email.change_asked',
    'password.changed',
    'wallet.changed',
  ]);
});

test('the operator reads all trails by moment, and uses and failures of the admin token', async () => {
  await using gateway = await startTestGateway({ adminToken });
  const { key, customerId } = await gateway.newCustomer();
  await gateway.newWorker();
  assert.equal((await gateway.call('GET', '/v1/admin/customers', { token: 'wrong' })).status, 401);
  await gateway.call('POST', '/v1/customers/me/keys', { token: key });
  await gateway.call('GET', '/v1/admin/customers', admin);
  await gateway.trail.idle();
  const all = await entriesOf(gateway, '/v1/admin/audit-log?limit=100', adminToken);
  const owners = new Set(all.map(({ owner_id }: { owner_id: string }) => owner_id));
  assert.ok(owners.has(customerId) && owners.size >= 3, [...owners].join());
  const house = await entriesOf(gateway, '/v1/admin/audit-log?owner_id=house', adminToken);
  assert.deepEqual(
    house.map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`).sort(),
    ['admin_token.used done', 'admin_token.used refused'],
  );
  const refused = await entriesOf(gateway, '/v1/admin/audit-log?outcome=refused', adminToken);
  assert.deepEqual(
    refused.map(({ owner_id }: { owner_id: string }) => owner_id),
    [houseCustomerId],
  );
  const later = await entriesOf(gateway, '/v1/admin/audit-log?since=2030-01-01T00:00:00Z', adminToken);
  assert.deepEqual(later, []);
});

test('a change that a process began before it was killed is in the trail, as not known', async () => {
  await using gateway = await startTestGateway();
  const { key, customerId } = await gateway.newCustomer();
  const killed = new Trail(gateway.context);
  const draft = killed.draft({
    action: 'key.revoked',
    actor: { kind: 'key', keyId: 'key_1' },
    object: 'key_2',
  });
  await killed.begin(customerId, draft);
  gateway.clock.advance(trailDraftMs);
  await gateway.call('POST', '/v1/customers/me/keys', { token: key });
  const entries = await entriesOf(gateway, '/v1/audit-log', key);
  assert.deepEqual(
    entries
      .map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`)
      .slice(0, 2)
      .sort(),
    ['key.created done', 'key.revoked unknown'],
  );
});

test('many changes at once are each one entry of an unbroken chain', async () => {
  await using gateway = await startTestGateway();
  const { key, customerId } = await gateway.newCustomer();
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      gateway.call('PUT', '/v1/billing/limits', {
        token: key,
        body: { spend_per_day_sats: null, balance_low_sats: i + 1 },
      }),
    ),
  );
  const head = await gateway.storage.trailHeads.get(customerId);
  assert.equal(head?.count, 41);
  assert.deepEqual(head.drafts, []);
  const entries = await gateway.storage.trailEntries.ofOwner({ group: customerId, limit: 100, after: null });
  assert.equal(entries.length, 41);
});

test('what a trail says of people can be erased, and the chain stays whole', async () => {
  await using gateway = await startTestGateway();
  const { workerId, token } = await gateway.newWorker();
  await gateway.call('PUT', '/v1/workers/me/email', {
    token,
    body: { email: 'secret.kim@example.org', password: 'correct horse' },
  });
  const stored = async () =>
    JSON.stringify([
      await gateway.storage.trailEntries.ofOwner({ group: workerId, limit: 100, after: null }),
      await gateway.storage.trailHeads.get(workerId),
    ]);
  assert.match(await stored(), /secret\.kim/);
  await eraseTrail(gateway.context, { ownerId: workerId });
  assert.doesNotMatch(await stored(), /secret\.kim/);
  const entries = await entriesOf(gateway, '/v1/workers/me/audit-log', token);
  assert.ok(
    entries.some(
      ({ action, erased }: { action: string; erased: boolean }) => action === 'email.change_asked' && erased,
    ),
  );
});

test('what people of the Console do stands in the trail of their organisation, and guesses at them', async () => {
  await using gateway = await startTestGateway();
  const email = 'kim@example.com';
  const password = 'correct horse';
  await gateway.call('POST', '/v1/console/sign-up', { body: { name: 'Kim & Co', email } });
  const join = { token: await gateway.linkTo(email, 'sign_up'), password };
  const { body } = await gateway.call('POST', '/v1/console/join', { body: join });
  await gateway.call('POST', '/v1/customers/me/keys', { token: body.token });
  const guess = { body: { email, password: 'wrong horse' } };
  assert.equal((await gateway.call('POST', '/v1/console/login', guess)).status, 401);
  assert.equal((await gateway.call('POST', '/v1/console/login', { body: { email, password } })).status, 200);
  await gateway.trail.idle();
  const entries = await entriesOf(gateway, '/v1/audit-log', body.token);
  const actor = { kind: 'member', id: body.person_id };
  type Shown = { action: string; outcome: string; actor: unknown; number: number };
  assert.deepEqual(
    entries.map(({ action, outcome, actor: who }: Shown) => [`${action} ${outcome}`, who]).sort(),
    [
      ['key.created done', actor],
      ['member.joined done', actor],
      ['session.opened done', actor],
      ['session.opened refused', null],
    ],
  );
});
