import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { ContentEncodingBroken, contentCodings, PackedTooLarge, withoutCodings } from './content-encoding.ts';

const text = Buffer.from('{"data_url":"https://example.com/1.jpg"}\n'.repeat(500));
/** In pieces of a few bytes, as a network may bring them. */
const bodyOf = (bytes: Uint8Array): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })(),
    { objectMode: false },
  );

async function read(bytes: Uint8Array, header: string | string[] | undefined): Promise<Buffer> {
  const known = contentCodings(header);
  assert.ok(known.ok, `${String(header)} is known`);
  return buffer(withoutCodings(bodyOf(bytes), known.codings));
}

test('what says that nothing was done to the body leaves it as it is', async () => {
  for (const header of [
    undefined,
    '',
    ' ',
    'identity',
    'Identity',
    'aws-chunked',
    'aws-chunked, identity',
    ',',
    [],
  ])
    assert.deepEqual(await read(text, header), text, `header ${String(header)}`);
});

test('each coding is undone, lists from their end, whatever their case and blanks', async () => {
  const zipped = gzipSync(text);
  for (const header of [
    'gzip',
    'x-gzip',
    'GZIP',
    'gzip, identity',
    'aws-chunked,gzip',
    ' gzip ,',
    ['identity', 'gzip'],
  ])
    assert.deepEqual(await read(zipped, header), text, `header ${String(header)}`);
  assert.deepEqual(await read(deflateSync(text), 'deflate'), text);
  assert.deepEqual(await read(brotliCompressSync(text), 'br'), text);
  assert.deepEqual(await read(zstdCompressSync(text), 'zstd'), text);
  assert.deepEqual(await read(brotliCompressSync(zipped), 'gzip, br'), text);
  assert.deepEqual(await read(gzipSync(zipped), 'gzip,x-gzip'), text);
  assert.deepEqual(await read(Buffer.concat([zipped, zipped]), 'gzip'), Buffer.concat([text, text]));
});

test('a coding that cannot be undone is named, and so is a list that is too long', () => {
  assert.deepEqual(contentCodings('gzip, compress'), { ok: false, unknown: 'compress' });
  assert.deepEqual(contentCodings('gzip,gzip,gzip,gzip'), { ok: true, codings: Array(4).fill('gzip') });
  assert.equal(contentCodings('gzip,gzip,gzip,gzip,gzip').ok, false);
});

test('bytes that are not so encoded, or that end too early, are told from a body that fails', async () => {
  await assert.rejects(read(text, 'gzip'), ContentEncodingBroken);
  await assert.rejects(read(text, 'br'), ContentEncodingBroken);
  await assert.rejects(read(gzipSync(text).subarray(0, -12), 'gzip'), ContentEncodingBroken);
  const late = withoutCodings(bodyOf(text), ['gzip']);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(buffer(late), ContentEncodingBroken, 'also where it failed before it was read');
  const broken = new Error('reset');
  const failing = Readable.from(
    (async function* () {
      yield gzipSync(text).subarray(0, 20);
      throw broken;
    })(),
  );
  await assert.rejects(buffer(withoutCodings(failing, ['gzip'])), (error) => error === broken);
});

test('what a reader never sees is bounded: the body, and each layer between it and the content', async () => {
  const empty = gzipSync('');
  const bomb = gzipSync(Buffer.concat(Array(100_000).fill(empty)));
  assert.ok(bomb.length < 20_000);
  const tooLarge = buffer(withoutCodings(bodyOf(bomb), ['gzip', 'gzip'], 20_000));
  await assert.rejects(tooLarge, PackedTooLarge);
  await assert.rejects(buffer(withoutCodings(bodyOf(bomb), ['gzip', 'gzip'], 1_000)), PackedTooLarge);
  assert.equal((await buffer(withoutCodings(bodyOf(bomb), ['gzip'], 20_000))).length, empty.length * 100_000);
});

test('who turns away from the content ends the body, begun or not', async () => {
  for (const isBegun of [false, true]) {
    const body = new Readable({ read() {} });
    body.push(gzipSync(text));
    const ended = new Promise((done) => body.on('error', () => {}).once('close', done));
    const content = withoutCodings(body, ['gzip']);
    if (isBegun) await once(content, 'readable');
    content.destroy();
    await ended;
    assert.ok(body.destroyed);
  }
});
