import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from '../testing/test-gateway.ts';

const origin = 'https://app.example.com';
const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };

test('no page of another origin may call unless the operator names it', async () => {
  await using gateway = await startTestGateway();
  const answer = await gateway.call('GET', '/v1/health', { headers: { origin } });
  const preflight = await gateway.app.inject({
    method: 'OPTIONS',
    url: '/v1/tasks',
    headers: { origin, ...asked },
  });
  for (const headers of [answer.headers, preflight.headers])
    assert.ok(!Object.keys(headers).some((name) => name.startsWith('access-control-')));
});

test('a named origin may call with a key and read the limits; others may not; cookies never count', async () => {
  await using gateway = await startTestGateway({ corsOrigins: [origin] });
  const preflight = await gateway.app.inject({
    method: 'OPTIONS',
    url: '/v1/tasks',
    headers: { origin, ...asked },
  });
  assert.equal(preflight.statusCode, 204);
  assert.equal(preflight.headers['access-control-allow-origin'], origin);
  assert.match(String(preflight.headers['access-control-allow-headers']), /Authorization/);
  const answer = await gateway.call('GET', '/v1/health', { headers: { origin } });
  assert.equal(answer.headers['access-control-allow-origin'], origin);
  assert.match(String(answer.headers['access-control-expose-headers']), /RateLimit-Remaining/);
  assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  const other = { origin: 'https://evil.example.com' };
  const refused = await gateway.call('GET', '/v1/health', { headers: other });
  assert.equal(refused.headers['access-control-allow-origin'], undefined);
  assert.equal((await gateway.call('DELETE', '/v1/tasks')).status, 405);
  assert.equal((await gateway.call('GET', '/nowhere')).status, 404);
});
