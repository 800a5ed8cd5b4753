import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { BasePath } from '../addresses/base-path.ts';
import { securityHeaders } from './security-headers.ts';
import { serveWebApps } from './web-apps.ts';

const script = 'console.log("hello");\n';
let folder: string;
let app: FastifyInstance;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asg-web-app-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>App</title><meta name="app-place" content="./"><script src="./assets/main-1a2b.js"></script>',
  );
  await writeFile(join(folder, 'sw.js'), script);
  await writeFile(join(folder, '.sources'), 'hidden');
  await writeFile(join(folder, 'assets', 'main-1a2b.js'), script);
  await writeFile(join(folder, 'assets', 'main-1a2b.js.gz'), gzipSync(script));
  app = await servedAt('');
});
after(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function servedAt(basePath: string): Promise<FastifyInstance> {
  const made = Fastify();
  made.decorate('basePath', new BasePath(basePath));
  await serveWebApps(made, [{ path: '/work', folder }], await securityHeaders());
  return made;
}

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

test('the page is told where it is served: at any depth, compressed too, below a base path, and stays the same there', async () => {
  await using below = await servedAt('/labels');
  for (const [served, place] of [
    [app, '/work/'],
    [below, '/labels/work/'],
  ] as const) {
    const { body, headers } = await served.inject('/work/statement/2027');
    assert.match(body, new RegExp(`content="${place}"><script src="${place}assets/main-1a2b.js"`));
    for (const [coding, unpacked] of [
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const packed = await served.inject({ url: '/work/', headers: { 'accept-encoding': coding } });
      assert.equal(packed.headers['content-encoding'], coding);
      assert.equal(unpacked(packed.rawPayload).toString(), body);
    }
    const again = { 'if-none-match': String(headers.etag) };
    assert.equal((await served.inject({ url: '/work/', headers: again })).statusCode, 304);
  }
  assert.equal((await below.inject('/work')).headers.location, '/labels/work/');
});

test('a site has a page for each path, and none where there is none', async () => {
  const site = await mkdtemp(join(tmpdir(), 'asg-site-'));
  await mkdir(join(site, 'api'));
  for (const name of ['index', 'api', 'api/tasks'])
    await writeFile(join(site, `${name}.html`), `page ${name}`);
  await using server = Fastify();
  server.decorate('basePath', new BasePath(''));
  await serveWebApps(server, [{ path: '/docs', folder: site, isSite: true }], await securityHeaders());
  const found = {
    '/docs/': 'index',
    '/docs/api': 'api',
    '/docs/api/tasks': 'api/tasks',
    '/docs/api.html': 'api',
  };
  for (const [path, name] of Object.entries(found)) {
    const { statusCode, body } = await server.inject(path);
    assert.deepEqual([statusCode, body], [200, `page ${name}`], path);
  }
  const slash = await server.inject('/docs/api/tasks/');
  assert.deepEqual([slash.statusCode, slash.headers.location], [308, '../tasks']);
  for (const path of ['/docs/other', '/docs/api/other', '/docs/other.html'])
    assert.equal((await server.inject(path)).statusCode, 404, path);
  await rm(site, { recursive: true, force: true });
});
