import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from '@asg/testing';
import { FileRefused, formOf } from './index.ts';
import { zipOf as streamed } from './zip/write.ts';
import { blobSource, checkZip, ZippedFileRefused, zippedFiles } from './zips.ts';

const bytesMax = 1_000_000_000;
const fileBytesMax = 1_000_000;
const sourceOf = (bytes: Uint8Array) => blobSource(new Blob([new Uint8Array(bytes)]));

/** Each file's text, or why it is refused. */
async function read(bytes: Uint8Array, after = 0): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of zippedFiles(sourceOf(bytes), after)) {
    const said = await file.read(fileBytesMax).then(
      (content) => Buffer.from(content).toString(),
      (error: unknown) => {
        assert.ok(error instanceof ZippedFileRefused, String(error));
        return error.message;
      },
    );
    found.push(`${file.number} ${file.name}: ${said}`);
  }
  return found;
}

const refusal = (bytes: Uint8Array, message: RegExp) =>
  assert.rejects(checkZip(sourceOf(bytes), bytesMax), (error) => {
    assert.ok(error instanceof FileRefused, String(error));
    assert.match(error.message, message);
    return true;
  });

test('files come in the order of the zip, numbered, without folders and what systems leave', async () => {
  const files = {
    'a/': '',
    'a/two.txt': { content: 'two '.repeat(100), isPacked: true },
    '__MACOSX/a/._two.txt': 'x',
    'a/.DS_Store': 'x',
    'a\\one.txt': 'one',
  };
  for (const isLarge of [false, true]) {
    const bytes = zipOf(files, { isLarge });
    assert.deepEqual(await checkZip(sourceOf(bytes), bytesMax), { files: 2, bytes: 405, leftBySystem: 2 });
    const all = [`1 a/two.txt: ${'two '.repeat(100)}`, '2 a/one.txt: one'];
    assert.deepEqual(await read(bytes), all);
    assert.deepEqual(await read(bytes, 1), all.slice(1));
    assert.deepEqual(await read(bytes, 2), []);
  }
});

test('a zip whose sizes stand behind its files is read, as ours are', async () => {
  const entries = async function* () {
    for (const name of ['a', 'b'])
      yield {
        name,
        bytes: (async function* () {
          yield Buffer.from(`text ${name}`);
        })(),
      };
  };
  const bytes = Buffer.concat(await Array.fromAsync(streamed(entries(), 0)));
  assert.deepEqual(await read(bytes), ['1 a: text a', '2 b: text b']);
  const form = await formOf(new Blob([bytes]).stream());
  assert.equal(form.form, 'zip');
  await Array.fromAsync(form.bytes);
});

test('a file that cannot be read is refused by its name, and the others are read', async () => {
  const content = 'x'.repeat(50);
  const found = await read(
    zipOf({
      '../out.txt': content,
      '/root.txt': content,
      'C:/drive.txt': content,
      'a..b/fine.txt': 'fine',
      'secret.txt': { content, isEncrypted: true },
      'link.txt': { content, isLink: true },
      'odd.txt': { content, nameBytes: Buffer.from('\xff\xfe.txt', 'latin1') },
      'line\nbreak.txt': content,
      'method.txt': { content, method: 12 },
      'sum.txt': { content, crc: 7 },
      'bomb.txt': { content: 'x'.repeat(100_000), isPacked: true, bytes: 10 },
      'short.txt': { content, isPacked: true, bytes: 70 },
      'large.txt': { content, bytes: fileBytesMax + 1 },
    }),
  );
  const leads = 'has a name that leads out of the zip';
  assert.deepEqual(found, [
    `1 ../out.txt: ${leads}`,
    `2 /root.txt: ${leads}`,
    `3 C:/drive.txt: ${leads}`,
    '4 a..b/fine.txt: fine',
    '5 secret.txt: is encrypted',
    '6 link.txt: is a symbolic link',
    '7 \uFFFD\uFFFD.txt: has a name that is not UTF-8',
    '8 line\nbreak.txt: has a name with control characters',
    '9 method.txt: is compressed by method 12, which is not read: use the usual one (deflate)',
    '10 sum.txt: is damaged in the zip',
    '11 bomb.txt: is damaged in the zip',
    '12 short.txt: is damaged in the zip',
    '13 large.txt: is larger than 1000000 bytes',
  ]);
});

test('a zip that is damaged, a document, or made to fill a disk is refused before anything of it is taken', async () => {
  const whole = zipOf({ 'a.txt': 'a'.repeat(500), 'b.txt': 'b' });
  await refusal(whole.subarray(0, 400), /^the zip is damaged or cut off$/);
  const nested = zipOf({ 'a.txt': 'a', 'inner.zip': zipOf({ 'inner.txt': 'inner' }) });
  await refusal(nested.subarray(0, nested.length - 150), /^the zip is damaged or cut off$/);
  await refusal(Buffer.from('PK\x03\x04'), /^the zip is damaged or cut off$/);
  await refusal(zipOf({ '[Content_Types].xml': '<x/>', 'xl/workbook.xml': '<x/>' }), /a workbook or another/);
  await refusal(zipOf({ 'a.bin': { content: 'x', bytes: 4_000_000_000 } }), /more than 100 times its size/);
  await assert.rejects(checkZip(sourceOf(whole), 500), /would unpack to more than 500 bytes/);
  assert.deepEqual(await checkZip(sourceOf(zipOf({})), bytesMax), { files: 0, bytes: 0, leftBySystem: 0 });
});

test('what the source fails with is its own failure, and no fault of the zip', async () => {
  const whole = sourceOf(zipOf({ 'a.txt': 'a' }));
  let isGone = false;
  const source = {
    size: whole.size,
    read: (offset: number, length: number) =>
      isGone ? Promise.reject(new Error('the disk is gone')) : whole.read(offset, length),
  };
  const [file] = await Array.fromAsync(zippedFiles(source));
  isGone = true;
  await assert.rejects(file?.read(fileBytesMax) ?? Promise.resolve(), /the disk is gone/);
  await assert.rejects(checkZip(source, bytesMax), /the disk is gone/);
});
