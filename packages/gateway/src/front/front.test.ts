import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { doorsOf } from '@asg/front';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** As browsers ask for pages. */
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };
const doors = doorsOf({ apps: true, chain: true });
let folder: string;
let local: TestGateway;
let real: TestGateway;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asg-front-'));
  await writeFile(join(folder, 'style.css'), 'body{}');
  await writeFile(join(folder, 'favicon.ico'), 'icon');
  await writeFile(join(folder, 'robots.txt'), 'User-agent: *');
  const site = () => 'https://labels.example';
  [local, real] = await Promise.all([
    startTestGateway({ front: { folder, doors, isLocal: true, site } }),
    startTestGateway({ front: { folder: null, doors, isLocal: false, site } }),
  ]);
});
after(async () => {
  await Promise.all([local, real].map((gateway) => gateway[Symbol.asyncDispose]()));
  await rm(folder, { recursive: true, force: true });
});

test('at / programs are told what they ever were, whatever they accept', async () => {
  for (const accept of [
    undefined,
    '*/*',
    'application/json',
    'application/json, text/html;q=0.5',
    'text/html;q=0',
  ]) {
    const { status, headers, body } = await local.call('GET', '/', {
      headers: accept === undefined ? {} : { accept },
    });
    assert.deepEqual([status, body.error, body.code], [404, 'no such route: GET /', 'NOT_FOUND'], accept);
    assert.match(String(headers['content-type']), /^application\/json/);
    assert.equal(headers.vary, 'accept');
  }
});

test('at / browsers get a page, which loads and runs nothing but this server’s own files', async () => {
  const { status, headers, text } = await local.call('GET', '/', { headers: browser });
  assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8']);
  assert.match(text, /<h1>Labels you can/);
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'.*script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|https?:/);
  for (const [, address = ''] of text.matchAll(/(?:src|href)="([^"#]*)"/g))
    assert.match(address, /^\.\//, 'relative, so that it may stand below another path');
  assert.match(text, /<meta property="og:image" content="https:\/\/labels\.example\/front\/social\.png">/);
});

test('the demo is offered on a local chain alone; elsewhere the page says what it would show', async () => {
  const there = await local.call('GET', '/', { headers: browser });
  const not = await real.call('GET', '/', { headers: browser });
  for (const part of ['id="demo-run"', 'demo.js']) {
    assert.ok(there.text.includes(part), part);
    assert.ok(!not.text.includes(part), part);
  }
  assert.ok(not.text.includes('nothing is run from here') && not.text.includes('data-step="receipt"'));
});

test('what is not there is a page for browsers and JSON for programs and in the API', async () => {
  const page = await local.call('GET', "/no/such'x&?a=1", { headers: browser });
  assert.deepEqual([page.status, page.headers['content-type']], [404, 'text/html; charset=utf-8']);
  assert.ok(page.text.includes('/no/such&#39;x&#38;') && page.text.includes('href="/front/style.css"'));
  const asked: readonly (readonly ['GET' | 'POST', string, Record<string, string>])[] = [
    ['GET', '/no/such', { accept: '*/*' }],
    ['GET', '/v1/no-such', browser],
    ['GET', '/v1', browser],
    ['POST', '/no/such', browser],
  ];
  for (const [method, path, headers] of asked) {
    const { status, body } = await local.call(method, path, { headers });
    assert.deepEqual([status, body.code], [404, 'NOT_FOUND'], path);
  }
});

test('the files of the pages are served, and nothing beside them', async () => {
  for (const path of ['/front/style.css', '/favicon.ico', '/robots.txt', '/verify'])
    assert.equal((await local.call('GET', path)).status, 200, path);
  for (const path of [
    '/front/',
    '/front/nothing.js',
    '/front/../package.json',
    '/front/%2e%2e%2fpackage.json',
  ])
    assert.equal((await local.call('GET', path)).status, 404, path);
  assert.equal((await real.call('GET', '/favicon.ico')).status, 404);
  const readers = await local.call('GET', '/llms.txt');
  assert.deepEqual([readers.status, readers.headers.location], [302, '/docs/llms.txt']);
  assert.equal((await real.call('GET', '/verify', { headers: browser })).status, 200);
});
