import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { csvLines, type Row, rowsOf } from './index.ts';
import { datasetCard, listOf, parquetOf, zipOf } from './tables.ts';

async function* pagesOf<Row>(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const unread = (rows: readonly Row[]) => rows.flatMap((row) => (row.kind === 'error' ? [row.reason] : []));
const cell = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0'));

test('whatever cells hold, a table that is written is read again, in pieces, with a mark and with guards', async () => {
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
  const marks = fc.record({ bom: fc.boolean(), guardsFormulas: fc.boolean() });
  const pieceOf = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(rows, marks, pieceOf, async (pairs, style, size) => {
      const written = pairs.map(([a, b]) => ({ a, b: `b${b}` }));
      const options = { ...style, columns: ['a', 'b'], lineEnd: '\r\n' } as const;
      const pieces = [...csvLines([], options)];
      for await (const page of pagesOf(written, size))
        pieces.push(...csvLines(page, { ...options, hasHead: false }));
      assert.equal(pieces[0]?.startsWith('\uFEFF'), style.bom);
      const found = await Array.fromAsync(rowsOf(once(Buffer.from(pieces.join('')))));
      assert.deepEqual(unread(found), []);
      const values = found.flatMap((row) => (row.kind === 'values' ? [row.values] : []));
      const asRead = (text: string) => text.replaceAll(/\r\n|\r/g, '\n');
      assert.equal(values.length, written.length);
      for (const [i, { a, b }] of written.entries()) {
        const got = String(values[i]?.a);
        assert.ok(
          got === asRead(a) || (style.guardsFormulas && got === `'${asRead(a)}`),
          JSON.stringify([got, a]),
        );
        if (style.guardsFormulas) assert.ok(!/^\s*[=+@-]|^[\t\r\n]/.test(got), JSON.stringify(got));
        assert.equal(values[i]?.b, asRead(b));
      }
    }),
  );
});

test('Parquet keeps each type, over pages and groups, and nulls', async () => {
  const columns = [
    { name: 'text', type: 'text' },
    { name: 'whole', type: 'whole' },
    { name: 'number', type: 'number' },
    { name: 'is', type: 'boolean' },
    { name: 'at', type: 'time' },
    { name: 'votes.a b', type: 'json' },
  ] as const;
  const row = (i: number) =>
    i % 7 === 3
      ? { text: null }
      : {
          text: `${i} Zürich 😀\n`,
          whole: i,
          number: i / 3,
          is: i % 2 === 0,
          at: new Date(1_767_225_600_000 + i).toISOString(),
          'votes.a b': { i: [i] },
        };
  const rows = Array.from({ length: 12_345 }, (_, i) => row(i));
  const pieces = await Array.fromAsync(parquetOf(pagesOf(rows, 200), columns));
  assert.equal(pieces.length, 8, 'groups of 2,000 rows, and the end');
  const read = await parquetReadObjects({ file: new Uint8Array(Buffer.concat(pieces)).buffer });
  assert.equal(read.length, rows.length);
  assert.deepEqual(Object.values(read[3]!), [null, null, null, null, null, null]);
  for (const i of [0, 1_999, 2_000, 12_343])
    assert.deepEqual(read[i], {
      text: `${i} Zürich 😀\n`,
      whole: BigInt(i),
      number: i / 3,
      is: i % 2 === 0,
      at: new Date(1_767_225_600_000 + i),
      'votes.a b': `{"i":[${i}]}`,
    });
  const long = Array.from({ length: 400 }, (_, i) => ({ text: `${i}`.repeat(30_000) }));
  const groups = await Array.fromAsync(parquetOf(pagesOf(long, 100), [{ name: 'text', type: 'text' }]));
  assert.ok(groups.length > 3, 'long texts are not kept until there are many rows');
  const none = await bytesOf(parquetOf(pagesOf([], 1), columns));
  assert.deepEqual(await parquetReadObjects({ file: new Uint8Array(none).buffer }), []);
});

test('a list is JSON, however its rows come', async () => {
  for (const rows of [[], [{ a: 1 }], [{ a: 1 }, { b: '\n' }, { c: null }]]) {
    for (const size of [1, 2, 5]) {
      const text = (await Array.fromAsync(listOf(pagesOf(rows, size)))).join('');
      assert.deepEqual(JSON.parse(text), rows);
    }
  }
});

test('who stops reading a zip stops what makes its files', async () => {
  const ended: string[] = [];
  const endless = async function* () {
    try {
      for (;;) yield new Uint8Array(1_000);
    } finally {
      ended.push('file');
    }
  };
  const entries = async function* () {
    try {
      yield { name: 'a/ä.bin', bytes: endless() };
      yield { name: 'never', bytes: endless() };
    } finally {
      ended.push('entries');
    }
  };
  let pieces = 0;
  for await (const _ of zipOf(entries(), 1_767_225_600_000)) if (++pieces === 5) break;
  assert.deepEqual(ended, ['file', 'entries']);
});

test('the card of a dataset escapes what YAML does not take', () => {
  const card = datasetCard({
    title: 'a\n---\nb',
    text: 'About.',
    files: 'data/train-*',
    columns: [
      { name: 'no: "yes"\u0085\u2028', type: 'json' },
      { name: 'label', type: 'whole' },
    ],
    classes: { label: ["it's", '\u007F'] },
  });
  assert.ok(card.includes(String.raw`  - name: "no: \"yes\"\u0085\u2028"`), card);
  assert.ok(card.includes(`          '0': "it's"\n          '1': "\\u007f"\n`), card);
  assert.equal(card.match(/^---$/gm)?.length, 2);
});
