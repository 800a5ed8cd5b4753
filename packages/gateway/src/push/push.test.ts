import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { test } from 'node:test';
import { pushDevicesMax } from '@asg/domain';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const path = '/v1/workers/me/push';

function browserKeys() {
  const pair = createECDH('prime256v1');
  return { p256dh: pair.generateKeys('base64url'), auth: Buffer.alloc(16, 7).toString('base64url') };
}

const endpointOf = (name: string): string => `https://push.example.com/send/${name}`;

const setPush = (gateway: TestGateway, token: string, body: object, language = 'de') =>
  gateway.call('PUT', path, { token, body, headers: { 'accept-language': language } });

test('a worker has a browser told, sees which, and turns it off again', async () => {
  await using gateway = await startTestGateway();
  const { token, workerId } = await gateway.newWorker();
  const other = await gateway.newWorker();
  const { body: none } = await gateway.call('GET', path, { token });
  assert.deepEqual(none.devices, []);
  assert.equal(Buffer.from(none.public_key, 'base64url').length, 65);
  const keys = browserKeys();
  const { status, body } = await setPush(gateway, token, { endpoint: endpointOf('phone'), keys });
  assert.equal(status, 200);
  const [device] = body.devices;
  assert.deepEqual(
    [device.host, device.language, device.device_id.length],
    ['push.example.com', 'de', 32],
    'the language of the app, not of the profile',
  );
  assert.deepEqual((await gateway.call('GET', path, { token: other.token })).body.devices, []);
  const { text } = await gateway.call('POST', '/v1/workers/me/export', { token, body: {} });
  const { told_of_work } = JSON.parse(text);
  assert.deepEqual(told_of_work, body.devices);
  for (const secret of [endpointOf('phone'), keys.p256dh, keys.auth]) assert.ok(!text.includes(secret));

  await setPush(gateway, other.token, { endpoint: endpointOf('phone') });
  assert.equal(
    (await gateway.call('GET', path, { token })).body.devices.length,
    1,
    'another account has no say',
  );
  await setPush(gateway, token, { endpoint: endpointOf('desk'), keys });
  assert.equal((await setPush(gateway, token, { endpoint: endpointOf('phone') })).body.devices.length, 1);
  assert.deepEqual((await setPush(gateway, token, { endpoint: null })).body.devices, []);
  assert.equal(await gateway.storage.pushes.get(workerId), null);
  assert.equal((await gateway.call('GET', path)).status, 401);
});

test('a subscription at a private host is refused by its name, and one worker has so many at most', async () => {
  await using gateway = await startTestGateway();
  const { token } = await gateway.newWorker();
  const keys = browserKeys();
  for (const [endpoint, said] of [
    [
      'https://169.254.169.254/latest/meta-data',
      /endpoint cannot be used: 169\.254\.169\.254 is not on the public/,
    ],
    ['https://192.168.1.1:8443/', /endpoint cannot be used: 192\.168\.1\.1 is not on the public internet/],
    ['https://router.localhost/', /endpoint cannot be used: router\.localhost is the server’s own machine/],
    ['http://push.example.com/', /endpoint cannot be used: the URL must begin with https/],
  ] as const) {
    const { status, body } = await setPush(gateway, token, { endpoint, keys });
    const [field] = body.details;
    assert.deepEqual(
      [status, field.field, field.constraint],
      [400, 'endpoint', 'public_https_url'],
      endpoint,
    );
    assert.match(field.message, said);
  }
  const bad = await setPush(gateway, token, { endpoint: endpointOf('a'), keys: { ...keys, auth: 'AAAA' } });
  assert.deepEqual([bad.status, bad.body.details[0].field], [400, 'keys']);
  const without = await setPush(gateway, token, { endpoint: null, keys });
  assert.deepEqual([without.status, without.body.details[0].field], [400, 'endpoint']);

  for (let n = 0; n < 3 * pushDevicesMax; n++) {
    const { body } = await setPush(gateway, token, { endpoint: endpointOf(`${n}`), keys });
    assert.equal(body.devices.length, Math.min(n + 1, pushDevicesMax));
  }
});
