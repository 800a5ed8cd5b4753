import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessMapping, lineOf } from './mapping.ts';

test('the column of the data is found by its name, else by what is in it', () => {
  const row = { id: '1', picture: 'https://example.com/1.jpg', truth: 'cat' };
  const mapping = guessMapping(Object.keys(row), [row]);
  assert.deepEqual(mapping, {
    dataUrl: 'picture',
    metadata: ['id'],
    goldLabel: 'truth',
    idempotencyKey: null,
  });
  assert.equal(guessMapping(['link', 'Data_URL'], []).dataUrl, 'Data_URL');
});

test('a row becomes a line of the manifest, blank cells left out', () => {
  const mapping = { dataUrl: 'u', metadata: ['a', 'b'], goldLabel: 'g', idempotencyKey: 'k' };
  assert.deepEqual(lineOf({ u: 'https://x', a: '<b>', b: ' ', g: '', k: 'k-1' }, mapping), {
    data_url: 'https://x',
    metadata: { a: '<b>' },
    idempotency_key: 'k-1',
  });
  assert.deepEqual(lineOf({}, mapping), {});
});

test('metadata that is an object already stays as it is', () => {
  const mapping = { dataUrl: 'data_url', metadata: ['metadata'], goldLabel: null, idempotencyKey: null };
  assert.deepEqual(lineOf({ data_url: 'https://x', metadata: { order: 7 } }, mapping), {
    data_url: 'https://x',
    metadata: { order: 7 },
  });
});
