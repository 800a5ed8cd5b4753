import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { securityHeaders } from './security-headers.ts';
import { serveWebApps } from './web-apps.ts';

const script = 'console.log("hello");\n';
let folder: string;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asg-web-app-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>App</title>');
  await writeFile(join(folder, 'sw.js'), script);
  await writeFile(join(folder, '.sources'), 'hidden');
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), script);
  await writeFile(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync(script));
  app = Fastify();
  await serveWebApps(app, [{ path: '/work', folder }], await securityHeaders());
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

test('every path of a web app is answered with its page, and the path without its slash leads there', async () => {
  for (const path of ['/work/', '/work/earnings', '/work/index.html']) {
    const { statusCode, headers, body } = await app.inject(path);
    assert.equal(statusCode, 200, path);
    assert.match(String(headers['content-type']), /^text\/html/);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.match(body, /<title>App/);
  }
  const moved = await app.inject('/work');
  assert.equal(moved.statusCode, 308);
  assert.equal(moved.headers.location, '/work/');
});

test('the page may run only its own scripts, and may not be framed', async () => {
  const { headers } = await app.inject('/work/');
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
});

test('files named by their content hash are cached for ever, compressed where the browser accepts it', async () => {
  const path = '/work/assets/main-1a2b.js';
  const plain = await app.inject(path);
  assert.equal(plain.body, script);
  assert.match(String(plain.headers['cache-control']), /immutable/);
  const zipped = await app.inject({ url: path, headers: { 'accept-encoding': 'gzip' } });
  assert.equal(zipped.headers['content-encoding'], 'gzip');
  assert.match(String(zipped.headers['content-type']), /javascript/);
  assert.equal(gunzipSync(zipped.rawPayload).toString(), script);
  const worker = await app.inject('/work/sw.js');
  assert.equal(worker.headers['cache-control'], 'no-cache');
});

test('what is no file of the app is not found: no page in place of a script, nothing hidden, nothing outside', async () => {
  for (const path of [
    '/work/assets/main-old.js',
    '/work/nothing.png',
    '/work/.sources',
    '/work/../package.json',
  ])
    assert.equal((await app.inject(path)).statusCode, 404, path);
  const outside = await app.inject('/work/%2e%2e%2f%2e%2e%2fetc%2fpasswd');
  assert.doesNotMatch(outside.body, /root:/);
});
