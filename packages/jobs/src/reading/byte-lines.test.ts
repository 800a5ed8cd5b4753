import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { byteLines } from './byte-lines.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

async function read(text: string, size: number, from = { offset: 0, line: 0 }, returnsEnd = true) {
  const found = [];
  const bytes = Buffer.from(text).subarray(from.offset);
  for await (const { number, end, bytes: line } of byteLines(pieces(bytes, size), from, returnsEnd, () => {}))
    found.push({ number, end, text: String(line) });
  return found;
}

const text = fc.array(fc.constantFrom('a', 'é', '\n', '\r', '\r\n', ' ')).map((parts) => parts.join(''));

test('lines end with LF, CRLF or CR, in whatever pieces they come, and can be read on from the end of each', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (written, size) => {
      const all = await read(written, size);
      const expected = written.split(/\r\n|\r|\n/);
      if (expected.at(-1) === '') expected.pop();
      assert.deepEqual(
        all.map(({ number, text: line }) => [number, line]),
        expected.map((line, i) => [i + 1, line]),
      );
      for (const { number, end } of all)
        assert.deepEqual(await read(written, size, { offset: end, line: number }), all.slice(number));
    }),
  );
});

test('a job of an older version goes on by LF alone, its numbers unchanged', async () => {
  assert.deepEqual(
    (await read('a\rb\r\nc\n', 2, { offset: 0, line: 4 }, false)).map((line) => [line.number, line.text]),
    [
      [5, 'a\rb\r'],
      [6, 'c'],
    ],
  );
});
