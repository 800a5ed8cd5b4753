import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOperationsServer } from '../app.ts';
import type { MountedRoute } from '../options.ts';
import { startTestGateway } from '../testing/test-gateway.ts';

const told: MountedRoute = {
  method: 'GET',
  path: '/chain/told',
  handle: ({ link }) => ({ status: 200, contentType: 'text/plain', body: link('/chain') }),
};

test('the API, its description and mounted pages stand below the base path, and know their addresses', async () => {
  await using gateway = await startTestGateway({ basePath: '/labels', mounts: [told] });
  const { app } = gateway;
  assert.equal((await app.inject('/labels/v1/health')).statusCode, 200);
  assert.deepEqual((await app.inject('/labels/openapi.json')).json().servers, [{ url: '/labels' }]);
  assert.equal((await app.inject('/labels/chain/told')).body, '/labels/chain');
  const wrong = await app.inject({ method: 'DELETE', url: '/labels/v1/health' });
  assert.equal(wrong.statusCode, 405);
  assert.equal(wrong.headers.allow, 'GET, HEAD');
});

test('what is not below the base path is not found, and says where the server is', async () => {
  await using gateway = await startTestGateway({ basePath: '/labels' });
  const targets = [
    '/',
    '/v1/health',
    '//labels/v1/health',
    '/LABELS/v1/health',
    '/%6cabels/v1/health',
    '/labelsx/v1/health',
    '/labels%2fv1/health',
  ];
  for (const url of targets) {
    // A proxy that tells another path or host changes nothing.
    const headers = { 'x-forwarded-prefix': '/labels', 'x-original-url': '/labels/v1/health' };
    const answer = await gateway.app.inject({ url, headers });
    assert.equal(answer.statusCode, 404, url);
    assert.equal(answer.json().reason, 'route_not_found', url);
    assert.match(answer.json().error, /this server is below \/labels\/$/);
  }
  for (const url of ['/labels//v1/health', '/labels/../v1/health', '/labels/%2e%2e/v1/health'])
    assert.equal((await gateway.app.inject(url)).statusCode, 404, url);
});

test('the base path without its slash leads to the one with it, on this host alone', async () => {
  await using gateway = await startTestGateway({ basePath: '/labels' });
  for (const [url, to] of [
    ['/labels', '/labels/'],
    ['/labels?next=//evil.example', '/labels/?next=//evil.example'],
  ] as const) {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const { statusCode, headers: answered } = await gateway.app.inject({ url, headers });
    assert.equal(statusCode, 308);
    assert.equal(answered.location, to);
  }
});

test('cookies of a session are for what is below the base path', async () => {
  await using gateway = await startTestGateway({ basePath: '/labels', adminToken: 'a-long-admin-token' });
  const answer = await gateway.app.inject({
    method: 'POST',
    url: '/labels/v1/console/session',
    headers: { 'sec-fetch-site': 'same-origin' },
    payload: { admin_token: 'a-long-admin-token' },
  });
  const [cookie = ''] = [answer.headers['set-cookie']].flat();
  assert.match(String(cookie), /; Path=\/labels\/(;|$)/);
});

test('a process without the API stands below it too', async () => {
  await using gateway = await startTestGateway();
  const { clock, context } = gateway;
  const readiness = async () => ({ ready: true, checks: {} });
  const { ids, log } = context;
  const parts = { clock, ids, log, version: '1', network: 'local', readiness } as const;
  await using server = await createOperationsServer({ ...parts, basePath: '/labels' });
  assert.equal((await server.inject('/labels/v1/ready')).statusCode, 200);
  assert.equal((await server.inject('/v1/ready')).statusCode, 404);
});
