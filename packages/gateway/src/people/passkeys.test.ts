import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SoftPasskey } from '@asg/testing';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const email = 'kim@example.com';
const password = 'correct horse';
const place = { origin: 'http://asg.example.com', rpId: 'asg.example.com' };

const question = async (gateway: TestGateway): Promise<string> =>
  (await gateway.call('POST', '/v1/workers/login/passkey/options')).body.options.challenge;
const enter = async (gateway: TestGateway, answer: unknown) =>
  gateway.call('POST', '/v1/workers/login/passkey', { body: { answer } });

async function askNew(gateway: TestGateway, token: string, proof: object = { password }) {
  return gateway.call('POST', '/v1/workers/me/passkeys/options', { token, body: proof });
}

/** A new passkey of the worker's, on a device of its own. */
async function addPasskey(gateway: TestGateway, token: string, name = 'Phone') {
  const { challenge, user } = (await askNew(gateway, token)).body.options;
  const device = new SoftPasskey(place, user.id);
  const body = { name, answer: device.made(challenge) };
  const added = await gateway.call('POST', '/v1/workers/me/passkeys', { token, body });
  return { device, added };
}
const factorsOf = async (gateway: TestGateway, token: string) =>
  (await gateway.call('GET', '/v1/workers/me/factors', { token })).body;
const mailsOf = async (gateway: TestGateway) =>
  (await gateway.storage.mails.due({ limit: 1_000, after: null })).map(({ template }) => template);

test('a passkey signs in by itself, is listed with its last use, and a mail told of it', async () => {
  await using gateway = await startTestGateway();
  const { token, workerId } = await gateway.newWorker(email);
  const { device, added } = await addPasskey(gateway, token);
  assert.equal(added.status, 201, added.text);
  assert.deepEqual([added.body.name, added.body.last_used_at], ['Phone', null]);
  assert.ok((await mailsOf(gateway)).includes('passkey_added'));
  const options = (await gateway.call('POST', '/v1/workers/login/passkey/options')).body.options;
  assert.deepEqual(
    [options.rpId, options.userVerification, options.allowCredentials ?? []],
    ['asg.example.com', 'required', []],
  );
  const session = await enter(gateway, device.answer(options.challenge));
  assert.deepEqual([session.status, session.body.worker_id], [200, workerId]);
  assert.match(String(session.headers['set-cookie']), /asg_worker=wst_/);
  const { passkeys } = await factorsOf(gateway, session.body.token);
  assert.equal(passkeys[0].last_used_at, new Date(gateway.clock.nowMs()).toISOString());
});

test('an answer counts once, also of two at once, and no longer than its question', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const { device } = await addPasskey(gateway, token);
  const answer = device.answer(await question(gateway));
  const outcomes = await Promise.all([
    enter(gateway, answer),
    enter(gateway, answer),
    enter(gateway, answer),
  ]);
  assert.equal(outcomes.filter(({ status }) => status === 200).length, 1);
  assert.equal((await enter(gateway, answer)).status, 403);
  const late = device.answer(await question(gateway));
  gateway.clock.advance(5 * 60_000);
  assert.equal((await enter(gateway, late)).status, 403);
  assert.equal((await enter(gateway, device.answer(await question(gateway)))).status, 200);
});

test('an answer from another place, of nobody verified, of another key or to a question of one’s own is refused', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const { device } = await addPasskey(gateway, token);
  const asked = () => question(gateway);
  const good = device.answer(await asked());
  const other = new SoftPasskey(place, good.response.userHandle).answer(await asked());
  const refused = [
    device.answer(await asked(), { origin: 'https://evil.example' }),
    device.answer(await asked(), { rpId: 'evil.example' }),
    device.answer(await asked(), { verified: false }),
    device.answer(Buffer.from('x'.repeat(54)).toString('base64url')),
    { ...other, id: device.id },
    other,
    { ...good, response: { ...good.response, userHandle: Buffer.from('wrk_1').toString('base64url') } },
    { ...good, response: { ...good.response, clientDataJSON: 'e30' } },
  ];
  for (const answer of refused) {
    const { status, body } = await enter(gateway, answer);
    assert.deepEqual([status, body.error], [403, 'this passkey does not open an account here']);
  }
  assert.equal((await enter(gateway, good)).status, 200);
  assert.equal((await enter(gateway, { ...good, id: 'not base64url!' })).status, 400);
});

test('a device that counts its uses must go on counting: a copy of it is refused', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const { device } = await addPasskey(gateway, token);
  const at = async (counter: number) => {
    device.counter = counter;
    return (await enter(gateway, device.answer(await question(gateway)))).status;
  };
  assert.equal(await at(5), 200);
  assert.equal(await at(5), 403);
  assert.equal(await at(4), 403);
  assert.equal(await at(0), 403);
  assert.equal(await at(6), 200);
  device.counter = 7;
  const two = [device.answer(await question(gateway)), device.answer(await question(gateway))];
  const statuses = (await Promise.all(two.map((answer) => enter(gateway, answer)))).map(
    ({ status }) => status,
  );
  assert.equal(statuses.filter((status) => status === 200).length, 1, 'of two at once with one count');
});

test('a new passkey needs a proof of who asks: the password, or a passkey', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const lee = await gateway.newWorker('lee@example.com');
  assert.equal((await askNew(gateway, token, {})).status, 403);
  assert.equal(
    (await askNew(gateway, token, { password: 'a guess' })).body.error,
    'the current password is wrong',
  );
  const { device } = await addPasskey(gateway, token);
  const proof = () => question(gateway).then((asked) => ({ passkey: device.answer(asked) }));
  assert.equal((await askNew(gateway, lee.token, await proof())).status, 403, 'of somebody else');
  const { challenge, user } = (await askNew(gateway, token, await proof())).body.options;
  const add = (as: string, answer: object) =>
    gateway.call('POST', '/v1/workers/me/passkeys', { token: as, body: { name: 'Key', answer } });
  assert.equal(
    (await add(lee.token, new SoftPasskey(place, user.id).made(challenge))).status,
    403,
    'to another’s question',
  );
  assert.equal((await add(token, new SoftPasskey(place, user.id).made(await question(gateway)))).status, 403);
  assert.equal(
    (await add(token, new SoftPasskey(place, user.id).made(challenge, { verified: false }))).status,
    403,
  );
  assert.equal((await add(token, new SoftPasskey(place, user.id).made(challenge))).status, 201);
  assert.equal((await factorsOf(gateway, token)).passkeys.length, 2);
  assert.equal((await factorsOf(gateway, lee.token)).passkeys.length, 0);
});

test('a passkey that is removed opens nothing, and ends the other sessions; nobody removes another’s', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const lee = await gateway.newWorker('lee@example.com');
  const { device, added } = await addPasskey(gateway, token);
  const other = (await enter(gateway, device.answer(await question(gateway)))).body.token;
  const remove = (as: string) =>
    gateway.call('DELETE', `/v1/workers/me/passkeys/${added.body.passkey_id}`, { token: as });
  assert.equal((await remove(lee.token)).status, 404);
  assert.equal((await remove(token)).status, 204);
  assert.equal((await remove(token)).status, 404);
  assert.equal((await enter(gateway, device.answer(await question(gateway)))).status, 403);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token: other })).status, 401);
  assert.deepEqual((await factorsOf(gateway, token)).passkeys, []);
  assert.ok((await mailsOf(gateway)).includes('passkey_removed'));
});

test('an account has ten passkeys at most, and one device is one of them', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  for (let i = 0; i < 9; i++) assert.equal((await addPasskey(gateway, token, `Key ${i}`)).added.status, 201);
  const { challenge, user } = (await askNew(gateway, token)).body.options;
  const [tenth, eleventh] = [new SoftPasskey(place, user.id), new SoftPasskey(place, user.id)];
  const add = (device: SoftPasskey) =>
    gateway.call('POST', '/v1/workers/me/passkeys', {
      token,
      body: { name: 'Key', answer: device.made(challenge) },
    });
  const outcomes = (await Promise.all([add(tenth), add(eleventh)])).map(({ status }) => status);
  assert.equal(outcomes.filter((status) => status === 201).length, 1);
  assert.equal((await askNew(gateway, token)).status, 409);
  assert.equal((await factorsOf(gateway, token)).passkeys.length, 10);
});

test('a hundred strangers who try passkeys leave nothing behind and keep nobody out', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker(email);
  const { device } = await addPasskey(gateway, token);
  const handle = device.answer('AA').response.userHandle;
  const before = await gateway.storage.persons.get(Buffer.from(handle, 'base64url').toString());
  for (let i = 0; i < 100; i++) {
    const stranger = { ...new SoftPasskey(place, handle).answer(await question(gateway)), id: device.id };
    assert.equal((await enter(gateway, stranger)).status, 403);
  }
  assert.deepEqual(await gateway.storage.persons.get(before?.personId ?? ''), before);
  assert.equal((await enter(gateway, device.answer(await question(gateway)))).status, 200);
});
