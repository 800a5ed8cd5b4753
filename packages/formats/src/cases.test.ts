import assert from 'node:assert/strict';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FileRefused, type Row, rowsOf } from './index.ts';

const folder = join(import.meta.dirname, '..', 'cases');

async function read(file: string, encoding?: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  // Small pieces: every mark, quote and line break is cut somewhere.
  const bytes = createReadStream(join(folder, file), { highWaterMark: 7 });
  for await (const row of rowsOf(bytes, encoding === undefined ? {} : { encoding })) rows.push(row);
  return rows;
}

const lines = (rows: readonly Row[], kind: Row['kind']): readonly number[] =>
  rows.filter((row) => row.kind === kind).map(({ line }) => line);
const values = (rows: readonly Row[]): readonly unknown[] =>
  rows.flatMap((row) => (row.kind === 'values' ? row.values : []));
const reasons = (rows: readonly Row[]): string =>
  rows
    .flatMap((row) =>
      row.kind === 'values' || row.kind === 'columns' ? [] : `${row.line} ${row.kind}: ${row.reason}`,
    )
    .join('\n');

/** File by file: the lines of its rows, those that are errors, and what is said of them. */
const verdicts: Readonly<
  Record<string, readonly [rows: readonly number[], errors?: readonly number[], said?: RegExp]>
> = {
  'array.json': [[1, 1, 1]],
  'bigint.jsonl': [[1]],
  'bom.csv': [[2, 3, 6]],
  'bom.jsonl': [[1, 2, 3]],
  'c-gt-ref.manifest': [[1, 2]],
  'cr.csv': [[2, 3, 6]],
  'cr.jsonl': [[1, 2, 3]],
  'crlf.csv': [[2, 3, 6]],
  'crlf.jsonl': [[1, 2, 3]],
  'dupkeys.jsonl': [[], [1], /the key "data_url" is there twice/],
  'dupurl.csv': [[2, 3]],
  'empty.csv': [[]],
  'emptyopts.csv': [[2]],
  'headeronly.csv': [[]],
  'ls-export.json': [[1, 1, 1, 1, 1]],
  'ls.jsonl': [[1]],
  'lscv.json': [[1]],
  'm-array.json': [[1, 1, 1]],
  'm-bigint.jsonl': [[1]],
  'm-blank.jsonl': [[2, 4, 6]],
  'm-bom.jsonl': [[1, 2, 3]],
  'm-conc.jsonl': [[1, 1, 1]],
  'm-cr.jsonl': [[1, 2, 3]],
  'm-crlf.jsonl': [[1, 2, 3]],
  'm-csv.csv': [[2]],
  'm-dup.jsonl': [[1, 2, 3, 4, 5, 6]],
  'm-empty.jsonl': [[]],
  'm-gt.jsonl': [[1, 2, 3, 4, 5, 6, 7, 8]],
  'm-midbom.jsonl': [[1, 2, 3, 4, 5, 6]],
  'm-nan.jsonl': [[3], [1, 2], /1 error: .* column 61: NaN is not JSON\n2 error: .*Infinity is not JSON/],
  'm-noeol.jsonl': [[1, 2, 3]],
  'm-ok.jsonl': [[1, 2, 3]],
  'm-ok.jsonl.gz': [[1, 2, 3]],
  'm-onlyblank.jsonl': [[]],
  'm-trail.jsonl': [[1, 2, 3], [], /^(\d notice: a comma behind an object is passed over\n?)+$/],
  'm-utf16.jsonl': [[1, 2, 3]],
  'm-utf16be.jsonl': [[1, 2, 3]],
  'metanum.csv': [[2]],
  'nan.jsonl': [[], [1], /NaN is not JSON/],
  'nbspheader.csv': [[2]],
  'num.csv': [[2]],
  'numlabels.jsonl': [[1]],
  'ok.csv': [[2, 3, 6]],
  'ok.jsonl': [[1, 2, 3]],
  'pandasidx.csv': [[2], [], /^2 notice: the first column has no name, and is passed over$/],
  'pretty.json': [[1]],
  'proto.csv': [[2]],
  'quoted-bom.csv': [[2]],
  'semicolon.csv': [[2, 3, 6]],
  'sep.csv': [[3, 4, 7]],
  'short.csv': [
    [2],
    [3, 4, 5],
    /3 error: has 1 value, the header has 2\n4 error: has 3 values.*\n5 error: a quote that is opened here.* is never closed/,
  ],
  'shortrow.csv': [[2], [3], /has 3 values, the header has 4/],
  'surrogate.jsonl': [[], [1], /ill-formed Unicode/],
  'tab.csv': [[2, 3, 6]],
  'trailcomma.csv': [[2, 3, 6]],
  'trailcomma.jsonl': [[1, 2, 3], [], /^1 notice/],
  'unquoted.csv': [[2]],
  'upper.csv': [[2]],
  'utf16.jsonl': [[1, 2, 3]],
};

const notUtf8: Readonly<
  Record<string, readonly [said: RegExp, encoding: string, rows: number, has: RegExp]>
> = {
  'cp1252.csv': [/not UTF-8 at line 2, column 40 \(byte 0xF6\)/, 'windows-1252', 3, /Größe, hübsch\?/],
  'cp1252.jsonl': [/not UTF-8 at line 1, column 106 \(byte 0xF6\)/, 'cp1252', 3, /größer/],
  'cp949.csv': [/not UTF-8 at line 2, column 37 \(byte 0xB1\)/, 'cp949', 1, /기분이 어때요/],
};

for (const [file, [rows, errors = [], said = /^$/]] of Object.entries(verdicts)) {
  test(`${file}: ${rows.length} rows, ${errors.length} errors`, async () => {
    const found = await read(file);
    assert.deepEqual(lines(found, 'values'), rows);
    assert.deepEqual(lines(found, 'error'), errors);
    assert.match(reasons(found), said);
    assert.doesNotMatch(JSON.stringify(found), /\uFFFD|\uFEFF/);
  });
}

for (const [file, [said, encoding, rows, has]] of Object.entries(notUtf8)) {
  test(`${file}: refused at its place, and read in the encoding that is named`, async () => {
    await assert.rejects(read(file), (error) => error instanceof FileRefused && said.test(error.message));
    const found = values(await read(file, encoding));
    assert.equal(found.length, rows);
    assert.match(JSON.stringify(found), has);
  });
}

test('every file of the cases has its verdict', () => {
  assert.deepEqual(Object.keys({ ...verdicts, ...notUtf8 }).sort(), readdirSync(folder).sort());
});

test('however the lines end and the cells are divided, the values are the same', async () => {
  const expected = values(await read('ok.csv'));
  assert.match(JSON.stringify(expected), /"Zeile\\nzwei \\"q\\"\?"/);
  for (const file of ['bom.csv', 'cr.csv', 'crlf.csv', 'sep.csv', 'trailcomma.csv'])
    assert.deepEqual(values(await read(file)), expected, file);
  const semicolons = JSON.stringify(values(await read('semicolon.csv')));
  assert.equal(semicolons.replace('Größe; ', 'Größe, '), JSON.stringify(expected));
});

test('a number is written again to the digit, and no prototype is touched', async () => {
  assert.match(
    JSON.stringify(await read('bigint.jsonl')),
    /"tweet_id":1234567890123456789,"f":1\.10,"e":1e400/,
  );
  assert.match(JSON.stringify(await read('metanum.csv')), /"metadata.zip":"00123"/);
  const [row] = values(await read('proto.csv'));
  assert.deepEqual(Object.entries(row ?? {}).slice(-2), [
    ['metadata.__proto__', 'p'],
    ['metadata.constructor', 'c'],
  ]);
});
