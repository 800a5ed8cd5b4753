import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const cases = join(import.meta.dirname, '../../../pictures/cases');
const caseOf = (name: string): Buffer => readFileSync(join(cases, name));
/** Of a kind that passes as it is. */
const png = caseOf('rgb.png');
type Page = (request: IncomingMessage, response: ServerResponse) => void;
const pages = new Map<string, Page>();
const asked: string[] = [];
const host = createServer((request, response) => {
  asked.push(request.url!);
  const page = pages.get(request.url!);
  if (page === undefined) response.writeHead(404).end();
  else page(request, response);
});
const send =
  (body: string | Buffer, headers: Record<string, string> = {}): Page =>
  (_request, response) =>
    response.writeHead(200, headers).end(body);

let gateway: TestGateway;
let port: number;
before(async () => {
  gateway = await startTestGateway();
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  port = (host.address() as AddressInfo).port;
});
beforeEach(() => {
  asked.length = 0;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host.closeAllConnections();
  host.close();
});

let made = 0;
/** A page of the host as the item of a task that a new worker holds; what they call to see it. */
async function shown(page: Page, url?: string, type = quickstartTask.type) {
  const path = `/item-${made++}`;
  pages.set(path, page);
  const { key } = await gateway.newCustomer();
  const { token, workerId } = await gateway.newWorker();
  const dataUrl = url ?? `http://localhost:${port}${path}`;
  // A language of its own: nobody else's task is in the way.
  const language = `qaa-x-${made}`;
  const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
  await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
  const body = { ...quickstartTask, type, data_url: dataUrl, language };
  await gateway.call('POST', '/v1/tasks', { token: key, body });
  const { body: taken } = await gateway.call('POST', '/v1/work/next', { token });
  const [assignment] = taken.assignments;
  const see = async (headers: Record<string, string> = {}, as = token) => {
    const answer = await gateway.app.inject({
      method: 'GET',
      url: assignment.data.url,
      headers: { ...(as === '' ? {} : { authorization: `Bearer ${as}` }), ...headers },
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes: answer.rawPayload,
      text: answer.payload,
    };
  };
  return { see, assignment, token, workerId, path };
}

test('an image goes through as what its bytes are, whatever its host says, and may run nothing', async () => {
  const { see } = await shown(send(png, { 'content-type': 'text/html', 'set-cookie': 'a=b' }));
  const { status, headers, bytes } = await see();
  assert.deepEqual([status, headers['content-type']], [200, 'image/png']);
  assert.ok(bytes.equals(png));
  assert.match(String(headers['content-security-policy']), /sandbox/);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['set-cookie'], undefined);
});

test('each picture is shown or refused with a reason, however it is declared and encoded', async () => {
  const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
    'huge.png': ['MEDIA_TOO_LARGE', /30000 × 30000 pixels/],
    'rgb.heic': ['MEDIA_UNSUPPORTED', /a HEIC picture/],
    'rgb.jp2': ['MEDIA_UNSUPPORTED', /a JPEG 2000 picture/],
    'trunc.jpg': ['MEDIA_UNSUPPORTED', /it is truncated/],
  };
  for (const name of readdirSync(cases)) {
    const { see } = await shown(
      send(caseOf(name), { 'content-type': 'text/plain' }),
      undefined,
      'image_classification',
    );
    const { status, headers, text } = await see();
    const [code, reason] = refused[name] ?? [];
    if (reason === undefined) {
      assert.deepEqual([name, status], [name, 200]);
      assert.match(String(headers['content-type']), /^image\/(png|jpeg|webp|gif)$/);
    } else {
      assert.deepEqual([name, status, JSON.parse(text).code], [name, 424, code]);
      assert.match(text, reason);
    }
  }
  const packed = gzipSync(png);
  const encodings: readonly (readonly [string, Buffer])[] = [
    ...['', 'identity', 'aws-chunked'].map((name) => [name, png] as const),
    ...['gzip', 'x-gzip', 'gzip, identity', 'aws-chunked,gzip'].map((name) => [name, packed] as const),
  ];
  for (const [encoding, body] of encodings) {
    const { bytes } = await (await shown(send(body, { 'content-encoding': encoding }))).see();
    assert.ok(bytes.equals(png), encoding);
  }
});

test('where a picture was taken never leaves the server', async () => {
  const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0secret-place', 'latin1');
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, exif.length + 2]), exif]);
  const told = Buffer.concat([caseOf('rgb.jpg').subarray(0, 2), segment, caseOf('rgb.jpg').subarray(2)]);
  const { headers, bytes } = await (await shown(send(told))).see();
  assert.equal(headers['content-type'], 'image/jpeg');
  assert.doesNotMatch(bytes.toString('latin1'), /Exif|secret-place/);
});

test('a customer gets a small picture of a task for lists', async () => {
  pages.set('/drawing', send(caseOf('pic.svg')));
  const { key } = await gateway.newCustomer();
  const body = { ...quickstartTask, data_url: `http://localhost:${port}/drawing`, language: 'qaa-x-drawing' };
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token: key, body });
  const item = async (query: string) => {
    const url = `/v1/tasks/${task.task_id}/item${query}`;
    return (await gateway.app.inject({ url, headers: { authorization: `Bearer ${key}` } })).rawPayload;
  };
  const small = await item('?size=thumbnail');
  assert.deepEqual([small.toString('latin1', 12, 16), small.readUIntLE(24, 3) + 1], ['VP8X', 320]);
  assert.equal((await item('')).readUInt32BE(16), 1_024);
  assert.deepEqual(asked, ['/drawing']);
});

test('text comes as plain UTF-8, also HTML; what is neither image nor text is refused', async () => {
  const page = '<!doctype html><script>alert(1)</script>';
  const html = await (await shown(send(page, { 'content-type': 'text/html' }))).see();
  assert.deepEqual([html.headers['content-type'], html.text], ['text/plain; charset=utf-8', page]);
  const latin = send(Buffer.from('caf\xe9', 'latin1'), { 'content-type': 'text/plain; charset=iso-8859-1' });
  assert.equal((await (await shown(latin)).see()).text, 'café');
  for (const bad of [
    send('<p>', { 'content-type': 'image/svg+xml' }),
    send(Buffer.from([1, 2, 3, 0])),
    send(Buffer.from('PK\x03\x04')),
  ]) {
    const { status, text } = await (await shown(bad)).see();
    assert.deepEqual([status, JSON.parse(text).code], [424, 'MEDIA_UNSUPPORTED']);
  }
});

test('ranges and revalidation are answered from one fetch', async () => {
  const { see, path } = await shown(send(png));
  const whole = await see();
  const part = await see({ range: 'bytes=8-11' });
  assert.deepEqual([part.status, part.headers['content-range']], [206, `bytes 8-11/${png.length}`]);
  assert.ok(part.bytes.equals(png.subarray(8, 12)));
  assert.ok((await see({ range: 'bytes=-3' })).bytes.equals(png.subarray(-3)));
  assert.equal((await see({ range: 'bytes=300-' })).bytes.length, png.length - 300);
  const beyond = await see({ range: 'bytes=9999-' });
  assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, `bytes */${png.length}`]);
  assert.equal((await see({ range: 'bytes=0-1,4-5' })).status, 200);
  assert.equal((await see({ 'if-none-match': String(whole.headers.etag) })).status, 304);
  assert.equal((await see({ range: 'bytes=0-1', 'if-range': '"other"' })).status, 200);
  assert.deepEqual(asked, [path]);
});

test('many who ask at once wait for one fetch', async () => {
  let answerHost = (): void => {};
  const { see, path } = await shown((_request, response) => {
    answerHost = () => response.writeHead(200).end(png);
  });
  const all = Promise.all([see(), see(), see()]);
  while (asked.length === 0) await new Promise(setImmediate);
  answerHost();
  assert.deepEqual(
    (await all).map(({ status }) => status),
    [200, 200, 200],
  );
  assert.deepEqual(asked, [path]);
});

test('the first view of each assignment takes as long as the fetch did, also where others have seen the item', async () => {
  const { data_url, type } = { ...quickstartTask, data_url: `http://localhost:${port}/slow` };
  pages.set('/slow', (_request, response) => {
    // The host takes its time, by the gateway's clock.
    gateway.clock.advance(700);
    response.writeHead(200).end(png);
  });
  const { key } = await gateway.newCustomer();
  const language = 'qaa-x-slow';
  const body = { ...quickstartTask, type, data_url, language, consensus_threshold: 2 };
  const { task_id } = (await gateway.call('POST', '/v1/tasks', { token: key, body })).body;
  const urls: { readonly url: string; readonly token: string }[] = [];
  for (let i = 0; i < 2; i++) {
    const { token } = await gateway.newWorker();
    const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
    await gateway.call('PUT', '/v1/workers/me/profile', { token, body: profile });
    const [{ data }] = (await gateway.call('POST', '/v1/work/next', { token })).body.assignments;
    urls.push({ url: data.url, token });
  }
  /** How long a view took by the gateway's clock, which is moved on for it from sleeper to sleeper. */
  const firstView = async ({ url, token }: (typeof urls)[number]): Promise<number> => {
    const startMs = gateway.clock.nowMs();
    let isSeen = false;
    const seen = gateway.call('GET', url, { token }).finally(() => {
      isSeen = true;
    });
    while (!isSeen) {
      await new Promise(setImmediate);
      const { nextMs } = gateway.clock;
      if (!isSeen && nextMs !== null) gateway.clock.advance(nextMs - gateway.clock.nowMs());
    }
    assert.equal((await seen).status, 200);
    return gateway.clock.nowMs() - startMs;
  };
  // The clock is moved on for others too, so a view may seem longer by what they sleep.
  for (const one of urls) assert.ok((await firstView(one)) >= 700);
  const againMs = gateway.clock.nowMs();
  for (const { url, token } of urls) assert.equal((await gateway.call('GET', url, { token })).status, 200);
  assert.equal(gateway.clock.nowMs(), againMs, 'a browser that looks again need not wait');
  await gateway.call('GET', `/v1/tasks/${task_id}/item?size=thumbnail`, { token: key });
  const small = urls.map(({ url, token }) => ({ url: `${url}?size=thumbnail`, token }));
  for (const one of small) assert.ok((await firstView(one)) >= 700, 'a small picture tells no more');
  assert.deepEqual(asked, ['/slow'], 'the host was asked once');
});

test('what is too large is refused, whether it says so or is counted', async () => {
  const large = 10 * 1024 * 1024 + 1;
  const untold: Page = (_request, response) => response.writeHead(200).end(Buffer.alloc(large, 65));
  const bomb = send(gzipSync(Buffer.alloc(large, 65)), { 'content-encoding': 'gzip' });
  for (const page of [untold, bomb]) {
    const { status, text } = await (await shown(page)).see();
    assert.deepEqual([status, JSON.parse(text).code], [424, 'MEDIA_TOO_LARGE']);
  }
});

test('redirects are followed, but to no place that is not allowed', async () => {
  pages.set('/target', send('here'));
  const to =
    (location: string): Page =>
    (_request, response) =>
      response.writeHead(302, { location }).end();
  assert.equal((await (await shown(to('/target'))).see()).text, 'here');
  const inside = await (await shown(to('http://169.254.169.254/latest'))).see();
  assert.deepEqual([inside.status, JSON.parse(inside.text).code], [424, 'MEDIA_UNAVAILABLE']);
  const circle = await shown((request, response) =>
    response.writeHead(302, { location: request.url! }).end(),
  );
  assert.match((await circle.see()).text, /redirects too often/);
  assert.equal(asked.filter((path) => path === circle.path).length, 4);
});

test('a host that is private, absent or failing is a refusal that offers to skip, asked again after a while', async () => {
  const hidden = await (await shown(send(png), 'https://inside.example/secret.png')).see();
  assert.deepEqual([hidden.status, JSON.parse(hidden.text).code], [424, 'MEDIA_UNAVAILABLE']);
  assert.match(hidden.text, /skip the task/);
  const { see, path } = await shown((_request, response) => response.writeHead(503).end());
  assert.match((await see()).text, /answered 503/);
  pages.set(path, send(png));
  assert.equal((await see()).status, 424);
  gateway.clock.advance(5_001);
  assert.equal((await see()).status, 200);
});

test('an item is for who holds it, with a token or the cookie, and for a week after they labelled it', async () => {
  const { see, assignment, token } = await shown(send(png));
  assert.equal((await see({}, '')).status, 401);
  const seen = await see({ cookie: `asg_worker=${token}` }, '');
  assert.equal(seen.status, 200, seen.text);
  assert.equal((await see({}, (await gateway.newWorker()).token)).status, 404);
  const label = { token, body: { label: 'cat' } };
  assert.equal((await gateway.call('POST', `/v1/work/${assignment.assignment_id}/label`, label)).status, 200);
  gateway.clock.advance(7 * 24 * 3_600_000 - 1);
  assert.equal((await see()).status, 200);
  const small = await gateway.call('GET', `${assignment.data.url}?size=thumbnail`, { token });
  assert.deepEqual([small.status, small.headers['x-item-token']], [200, undefined], 'it is no look');
  gateway.clock.advance(1);
  assert.equal((await see()).status, 410);
  const left = await shown(send(png));
  gateway.clock.advance(600_000);
  assert.equal((await left.see()).status, 410);
});
