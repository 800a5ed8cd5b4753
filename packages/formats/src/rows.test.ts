import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { csv, FileRefused, jsonl, type Row, rowsOf } from './index.ts';

/** The bytes in pieces of this size. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function read(text: string | Uint8Array, size = 64): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for await (const row of rowsOf(pieces(bytes, size))) rows.push(row);
  return rows;
}

const valuesOf = (rows: readonly Row[]): readonly unknown[] =>
  rows.flatMap((row) => (row.kind === 'values' ? row.values : []));
const reasonsOf = (rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) =>
    row.kind === 'values' || row.kind === 'columns' ? [] : `${row.line}: ${row.reason}`,
  );

const size = fc.integer({ min: 1, max: 40 });
/** Text as people have it, with all that means something to a reader. */
const cell = fc
  .array(fc.constantFrom('a', 'é', '😀', ' ', ',', ';', '\t', '"', '\n', "'", '|', '\u2028', 'x y'))
  .map((parts) => parts.join(''));
const cells = (width: number) => fc.array(cell, { minLength: width, maxLength: width });
const table = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(cells(width), { minLength: 1 }));
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

test('a CSV whose cells are in quotes comes back to the letter, whatever divides cells and lines', async () => {
  const delimiter = fc.constantFrom(',', ';', '\t');
  const end = fc.constantFrom('\n', '\r', '\r\n');
  await fc.assert(
    fc.asyncProperty(
      table,
      delimiter,
      end,
      fc.boolean(),
      size,
      async (rows, between, newline, bom, bytes) => {
        const names = rows[0]?.map((_, i) => `c${i}`) ?? [];
        const text = [names, ...rows].map((row) => row.map(quoted).join(between) + newline).join('');
        const expected = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
        assert.deepEqual(valuesOf(await read((bom ? '\uFEFF' : '') + text, bytes)), expected);
      },
    ),
  );
});

test('rows in are tasks and errors: a row of another width costs that row alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 })), size, async (widths, bytes) => {
      const lines = widths.map((width) => Array.from({ length: width }, (_, i) => `v${i}`).join(','));
      const rows = await read(['a,b,c', ...lines].join('\n'), bytes);
      assert.deepEqual(
        rows.map(({ line, kind }) => [line, kind]),
        [[1, 'columns'], ...widths.map((width, i) => [i + 2, width === 3 ? 'values' : 'error'])],
      );
    }),
  );
});

test('rows in are tasks and errors: a line of JSONL that is broken costs that line alone', async () => {
  const good = fc
    .record({ a: fc.string({ unit: 'grapheme' }), n: fc.integer() })
    .map((one) => JSON.stringify(one));
  const bad = fc.constantFrom(
    '{',
    '{"a":"',
    '}',
    'x',
    '{"a":1,"a":2}',
    '{"a":NaN}',
    '{"a":"\\ud800"}',
    '{"a":1}}',
    '7',
  );
  const line = fc.oneof(good, bad);
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), size, async (lines, end, bytes) => {
      const rows = await read(['{"first":1}', ...lines].join(end), bytes);
      assert.deepEqual(
        rows.map((row) => row.line),
        ['', ...lines].map((_, i) => i + 1),
      );
      assert.deepEqual(
        valuesOf(rows).slice(1),
        lines.filter((one) => one.startsWith('{"a":') && one.includes('"n"')).map((one) => JSON.parse(one)),
      );
    }),
  );
});

test('what is written is read again, as CSV and as JSONL', async () => {
  const rows = fc.array(fc.dictionary(fc.constantFrom('a', 'b'), cell, { minKeys: 2 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(rows, size, async (written, bytes) => {
      const plain = written.map((one) => ({ a: one.a, b: `b${one.b}` }));
      assert.deepEqual(valuesOf(await read([...csv.write(plain)].join(''), bytes)), plain);
      assert.deepEqual(valuesOf(await read([...jsonl.write(plain)].join(''), bytes)), plain);
    }),
  );
});

test('whatever the text is, reading it ends, and names lines that it has', async () => {
  const sign = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '1',
    'a',
    '\n',
    '\r',
    ' ',
    '\\',
    '\uFEFF',
    'é',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(sign), size, async (signs, bytes) => {
      const text = signs.join('');
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { line } of await read(text, bytes)) assert.ok(line >= 1 && line <= lines);
    }),
    { numRuns: 500 },
  );
});

test('the same text is the same rows in UTF-8, in UTF-16 by its mark, and packed', async () => {
  const text = '{"a":"é😀"}\n{"a":"\u2028"}\n';
  const expected = await read(text);
  const little = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
  const big = new Uint8Array([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()]);
  for (const bytes of [little, big, gzipSync(text), gzipSync(little)])
    for (const by of [1, 3, 1_000]) assert.deepEqual(await read(bytes, by), expected);
});

test('bytes that are no UTF-8 are refused at the place where they are, in whatever pieces they come', async () => {
  const good = fc.array(fc.constantFrom('a', 'é', '€', '😀', '\n'));
  const bad = fc.constantFrom(
    [0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf5],
    [0x80],
    [0xe2, 0x82],
    [0xf0, 0x9f],
  );
  await fc.assert(
    fc.asyncProperty(good, bad, size, async (before, fault, by) => {
      const text = `a${before.join('')}`;
      const bytes = new Uint8Array([...new TextEncoder().encode(text), ...fault]);
      const lines = text.split('\n');
      const place = `line ${lines.length}, column ${Array.from(lines.at(-1) ?? '').length + 1} `;
      await assert.rejects(
        read(bytes, by),
        (error) => error instanceof FileRefused && error.message.includes(place),
      );
    }),
  );
});

test('a file that is no table is refused as what it is', async () => {
  const refused: readonly (readonly [bytes: string | Uint8Array, said: RegExp])[] = [
    ['<!DOCTYPE html><html></html>', /an HTML page/],
    [new Uint8Array([0x50, 0x4b, 3, 4, 0]), /an Excel workbook/],
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), /a PNG picture/],
    [gzipSync('{"a":1}').subarray(0, 22), /gzip, and damaged or cut off/],
    ['a\0b\0', /NUL bytes/],
  ];
  for (const [bytes, said] of refused)
    await assert.rejects(read(bytes), (error) => error instanceof FileRefused && said.test(error.message));
  await assert.rejects(async () => {
    for await (const row of rowsOf(pieces(new Uint8Array([0x61]), 1), { encoding: 'klingon' }))
      assert.fail(JSON.stringify(row));
  }, /the encoding "klingon" is not known/);
});

test('faults of a table are named by their row', async () => {
  const said: readonly (readonly [text: string, reasons: readonly string[]])[] = [
    ['a,,b\n1,2,3\n1,,3', ['2: there is a value in column 2, which has no name']],
    ['a,b,a\n1,2,1\n1,2,3\n1,2,', ['3: the column "a" is there twice, with different values']],
    ['a,b\n"1"x,2\n3,4', ['2: in cell 1 there is text behind the closing quote']],
    [
      'a,b\n1,"2\n3,4\n5,6',
      ['2: a quote that is opened here, in cell 2, is never closed: nothing behind it was read'],
    ],
    ['[{"a":1},{"a":}]', ['1: not valid JSON at line 1: "}" is not JSON; nothing behind it was read']],
    ['[{"a":1}\n', ['2: the list is not closed with ]']],
    [`{"a":1}\n{"a":"${'x'.repeat(1_100_000)}"}\n{"a":2}`, ['2: the line is longer than 1048576 characters']],
  ];
  for (const [text, reasons] of said)
    assert.deepEqual(reasonsOf(await read(text, 5_000)), reasons, text.slice(0, 50));
});
