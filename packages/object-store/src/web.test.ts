import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createOutbound } from '@asg/outbound';
import { createObjectStore } from './object-store.ts';
import { type FailureKind, ObjectStoreFailure, type ObjectStream } from './port.ts';

const { signal } = new AbortController();
const content = Buffer.from('{"data_url":"https://example.com/1.jpg"}\n'.repeat(50));

/** Reads from a server that answers so, as a manifest on the web is read. */
async function reading(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  const store = createObjectStore({ outbound, gcsEndpoint: null });
  const location = { kind: 'web', url: `http://127.0.0.1:${address.port}/m.jsonl` } as const;
  return {
    read: (offset = 0, tag: string | null = null): Promise<ObjectStream> =>
      store.read({ location, credentials: null, offset, tag, signal }),
    [Symbol.asyncDispose]: async () => {
      await outbound[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
    },
  };
}

const failure = (kind: FailureKind, said: RegExp) => (error: unknown) =>
  error instanceof ObjectStoreFailure && error.kind === kind && said.test(error.message);

test('what is packed is unpacked, and read on from any byte of its content', async () => {
  const packed = gzipSync(content);
  for (const encoding of ['gzip', 'aws-chunked, x-gzip', 'gzip,identity']) {
    const ranges: (string | undefined)[] = [];
    await using web = await reading(({ headers }, response) => {
      ranges.push(headers.range);
      response.setHeader('etag', '"a"').setHeader('content-encoding', encoding).end(packed);
    });
    const { tag, body } = await web.read();
    assert.deepEqual(await buffer(body), content, encoding);
    for (const offset of [1, 41, content.length - 1, content.length]) {
      const later = await web.read(offset, tag);
      assert.deepEqual([later.tag, await buffer(later.body)], [tag, content.subarray(offset)]);
    }
    assert.deepEqual(new Set(ranges), new Set([undefined]), 'no part of what is packed is asked for');
  }
});

test('empty and plain encodings change nothing; one that is not known, or not true, is refused by name', async () => {
  let encoding = '';
  await using web = await reading((_request, response) => {
    response.setHeader('content-encoding', encoding).end(content);
  });
  for (encoding of ['', 'identity', 'aws-chunked'])
    assert.deepEqual(await buffer((await web.read()).body), content, encoding);
  encoding = 'gzip, compress';
  await assert.rejects(web.read(), failure('refused', /Content-Encoding cannot be undone: compress/));
  encoding = 'gzip';
  const { body } = await web.read();
  await assert.rejects(text(body), failure('refused', /not what its Content-Encoding says/));
});

test('an object without an ETag that changes while it is read is noticed by its date, size or generation', async () => {
  let headers: Record<string, string> = {};
  let bytes = content;
  await using web = await reading((request, response) => {
    const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (from > 0) {
      const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { 'content-range': range });
    } else response.setHeader('content-length', bytes.length);
    response.end(bytes.subarray(from));
  });
  const monday = { 'last-modified': 'Mon, 30 Nov 2026 10:00:00 GMT' };
  const tuesday = { 'last-modified': 'Tue, 01 Dec 2026 10:00:00 GMT' };
  const longer = Buffer.concat([content, content]);
  const cases = [
    [monday, content, tuesday, content],
    [monday, content, monday, longer],
    [{}, content, {}, longer],
    [{ 'x-goog-generation': '1' }, content, { 'x-goog-generation': '2' }, content],
    [{ etag: '"a"', ...monday }, content, { etag: '"b"', ...monday }, content],
  ] as const;
  for (const [before, first, after, second] of cases) {
    [headers, bytes] = [before, first];
    const { tag, body } = await web.read();
    await buffer(body);
    const same = await web.read(41, tag);
    assert.deepEqual([same.tag, await buffer(same.body)], [tag, first.subarray(41)]);
    [headers, bytes] = [after, second];
    await assert.rejects(web.read(41, tag), failure('changed', /changed while it was read/));
  }
  [headers, bytes] = [monday, content];
  const kept = monday['last-modified'];
  assert.deepEqual(
    await buffer((await web.read(41, kept)).body),
    content.subarray(41),
    'as it was kept before',
  );
});

test('a redirect is refused with the address that it leads to, without what may be a signature', async () => {
  await using web = await reading((_request, response) => {
    response
      .writeHead(307, { location: 'https://b.s3.eu-west-1.amazonaws.com/m.jsonl?X-Amz-Signature=abc' })
      .end();
  });
  await assert.rejects(
    web.read(),
    failure('refused', /answered 307 .* leads to, https:\/\/b\.s3\.eu-west-1\.amazonaws\.com\/m\.jsonl$/),
  );
});
