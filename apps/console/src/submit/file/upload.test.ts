import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mapping } from './mapping.ts';
import { look, type Sheet } from './reading.ts';
import { manifestOf, type Rewritten } from './upload.ts';

const reading = { encoding: null };
const sheetOf = (text: string): Promise<Sheet> => look(new File([text], 'rows'), reading);

async function rewritten(text: string, common = {}): Promise<Rewritten & { readonly text: string }> {
  const mapping: Mapping = {
    item: 'u',
    itemIs: 'url',
    goldLabel: null,
    idempotencyKey: null,
    compared: [],
    leftOut: [],
  };
  const made = await manifestOf(await sheetOf(text), mapping, common, reading);
  return { ...made, text: await made.manifest.text() };
}

test('a row of a table stands in the manifest at the line that it has in the file, unchanged', async () => {
  const { text, unsent } = await rewritten(
    'u;id;n\r\n"https://x/1";00123;"two\r\nlines"\r\n\r\nhttps://x/2;4\r\nhttps://x/3;5;6\r\n',
  );
  assert.deepEqual(text.split('\n'), [
    '',
    '{"data_url":"https://x/1","metadata":{"id":"00123","n":"two\\nlines"}}',
    '',
    '',
    '',
    '{"data_url":"https://x/3","metadata":{"id":"5","n":"6"}}',
    '',
  ]);
  assert.deepEqual(unsent, [{ line: 5, reason: 'has 2 values, the header has 3' }]);
});

test('a number of JSON comes into the manifest to the digit', async () => {
  const { text } = await rewritten(
    '[{"u":"https://x/1","id":12345678901234567890},\n {"u":"https://x/2","n":1.10}]',
  );
  assert.equal(
    text,
    '{"data_url":"https://x/1","metadata":{"id":12345678901234567890}}\n{"data_url":"https://x/2","metadata":{"n":1.10}}\n',
  );
});

test('a file is known by its content, and a row that cannot be read is named by its line', async () => {
  const sheet = await sheetOf('sep=;\nu;id\nhttps://x/1\nhttps://x/2;2\n');
  assert.deepEqual(
    [sheet.found, sheet.columns, sheet.rows, sheet.refused, sheet.isWhole],
    [{ encoding: 'utf-8', isPacked: false, format: 'csv', delimiter: ';' }, ['u', 'id'], 1, 1, true],
  );
  assert.deepEqual(sheet.sample, [{ line: 4, row: { u: 'https://x/2', id: '2' } }]);
  assert.deepEqual(sheet.notes, [{ line: 3, reason: 'has 1 value, the header has 2' }]);
});

test('what is not so encoded is refused by its place, and read when its encoding is named', async () => {
  const file = new File([Buffer.from('u,note\nhttps://x/1,Gr\xf6\xdfe\n', 'latin1')], 'rows.csv');
  await assert.rejects(look(file, reading), { isEncoding: true, message: /^not UTF-8 at line 2, column 15/ });
  const sheet = await look(file, { encoding: 'windows-1252' });
  assert.deepEqual(sheet.sample[0]?.row, { u: 'https://x/1', note: 'Größe' });
  await assert.rejects(sheetOf('a,b\n'), { message: 'no rows' });
});

test('notices that are equal are one, with how many there are', async () => {
  const file = new File(['{"text":"a"},\n{"text":"b"},\n{"text":"c"}\nnonsense\n'], 'a.jsonl');
  const sheet = await look(file, { encoding: null });
  assert.deepEqual(sheet.notices, [{ line: 1, reason: 'a comma behind an object is passed over', count: 2 }]);
  assert.deepEqual([sheet.refused, sheet.notes.map(({ line }) => line)], [1, [4]]);
});

test('what is said of all rows stands in each that does not say it itself', async () => {
  const { text } = await rewritten('u,priority\nhttps://x/1,7\nhttps://x/2,\n', {
    priority: 9,
    language: 'en',
  });
  assert.deepEqual(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [
      { priority: 7, language: 'en', data_url: 'https://x/1' },
      { priority: 9, language: 'en', data_url: 'https://x/2' },
    ],
  );
});
