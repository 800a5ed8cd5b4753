import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asItIs, guessMapping, MappedRows, type Mapping, type Row } from './mapping.ts';

const none = { goldLabel: null, idempotencyKey: null, compared: [], leftOut: [] };
const guess = (row: Row, isTable = true): Mapping => guessMapping(Object.keys(row), [row], isTable);

function taskOf(row: Row, mapping: Mapping, isTable = true): unknown {
  const rows = new MappedRows(Object.keys(row), mapping);
  if (isTable) rows.columns(Object.keys(row));
  const outcome = rows.task(row);
  return outcome.ok ? outcome.task : outcome.reason;
}

test('the item is found by the name of its column, else by addresses in it; else the form asks', () => {
  assert.deepEqual(guess({ id: '1', text: 'hi', channel: 'web' }), { ...none, item: 'text', itemIs: 'text' });
  assert.deepEqual(guess({ id: '1', picture: 'https://example.com/1.jpg', truth: 'cat' }), {
    ...none,
    item: 'picture',
    itemIs: 'url',
    goldLabel: 'truth',
  });
  assert.equal(guess({ link: 'https://x/1', Data_URL: 'https://x/2' }).item, 'Data_URL');
  assert.equal(guess({ data_url: '', Text: 'hi' }).item, 'Text');
  assert.equal(guess({ id: '1', comment: 'hi' }).item, null);
  assert.equal(guess({ data: { text: 'hi' }, id: 1 }, false).item, null);
  assert.equal(guess({ 'source-ref': 's3://b/k' }, false).item, null);
});

test('a file goes as it is where the server reads it to the same tasks', () => {
  const columns = ['id', 'text', 'channel'];
  const named: Mapping = { ...none, item: 'text', itemIs: 'text' };
  assert.deepEqual(asItIs(columns, named), { textColumn: 'text' });
  assert.deepEqual(asItIs(['data_url'], { ...none, item: 'data_url', itemIs: 'url' }), { textColumn: null });
  assert.deepEqual(asItIs(['data'], { ...none, item: null, itemIs: 'text' }), { textColumn: null });
  assert.equal(asItIs(['link'], { ...none, item: 'link', itemIs: 'url' }), null);
  assert.equal(asItIs(columns, { ...named, leftOut: ['id'] }), null);
  assert.equal(asItIs([...columns, 'truth'], { ...named, goldLabel: 'truth' }), null);
  assert.equal(asItIs([...columns, 'gold_label'], named), null);
  assert.equal(asItIs([...columns, 'data_url'], named), null);
  assert.deepEqual(asItIs([...columns, 'gold_label'], { ...named, goldLabel: 'gold_label' }), {
    textColumn: 'text',
  });
});

test('a row is the task that the form says, of a table and of objects alike', () => {
  const row = { u: ' https://x ', a: '<b>', b: ' ', g: '', k: 'k-1', gone: 'x', data_url: 'https://y' };
  const mapping: Mapping = {
    item: 'u',
    itemIs: 'url',
    goldLabel: 'g',
    idempotencyKey: 'k',
    compared: [],
    leftOut: ['gone'],
  };
  assert.deepEqual(taskOf(row, mapping), {
    data_url: 'https://x',
    metadata: { a: '<b>', data_url: 'https://y' },
    idempotency_key: 'k-1',
  });
  assert.deepEqual(taskOf({ u: 'https://x', a: 7, k: 'k-1', gone: 'x' }, mapping, false), {
    data_url: 'https://x',
    metadata: { a: 7 },
    idempotency_key: 'k-1',
  });
  const text: Mapping = { ...none, item: 'comment', itemIs: 'text' };
  assert.deepEqual(taskOf({ comment: 'hi', question: 'Q?', options: 'a|b', id: '7' }, text), {
    data: { text: 'hi' },
    label_spec: { question: 'Q?', options: ['a', 'b'] },
    metadata: { id: '7' },
  });
  const own: Mapping = { ...none, item: 'data_url', itemIs: 'url' };
  assert.deepEqual(taskOf({ data_url: 'https://x', metadata: { order: 7 } }, own, false), {
    data_url: 'https://x',
    metadata: { order: 7 },
  });
});

test('what models say in columns of a table goes along, whether the file is sent as it is or row by row', () => {
  const row = { review: 'hi', 'predictions.small-1': 'good', 'predictions.big': '{"good":3,"bad":1}' };
  const mapping: Mapping = { ...none, item: 'review', itemIs: 'text' };
  assert.deepEqual(asItIs(Object.keys(row), mapping), { textColumn: 'review' });
  const predictions = [
    { model: 'small-1', label: 'good' },
    { model: 'big', scores: { good: 3, bad: 1 } },
  ];
  assert.deepEqual(taskOf(row, mapping), { data: { text: 'hi' }, predictions });
});

test('columns that are compared are found by their names, and what is above them', () => {
  const own = { 'items.gpt': 'one', ' Items.llama': 'two', prompt: 'go', topic: 'x' };
  const mapping = {
    ...none,
    item: 'prompt',
    itemIs: 'text',
    compared: ['items.gpt', ' Items.llama'],
  } as const;
  assert.deepEqual(guess(own), mapping);
  assert.deepEqual(asItIs(Object.keys(own), mapping), { textColumn: 'prompt' });
  assert.deepEqual(taskOf(own, mapping), {
    data: { text: 'go' },
    items: [
      { id: 'gpt', data: { text: 'one' } },
      { id: 'llama', data: { text: 'two' } },
    ],
    metadata: { topic: 'x' },
  });
  const pair = { response_a: 'https://x/1', response_b: 'two', id: '7' };
  assert.deepEqual(guess(pair), {
    ...none,
    item: null,
    itemIs: 'text',
    compared: ['response_a', 'response_b'],
  });
  assert.equal(asItIs(Object.keys(pair), guess(pair)), null);
  assert.deepEqual(taskOf(pair, guess(pair)), {
    items: [
      { id: 'response_a', data_url: 'https://x/1' },
      { id: 'response_b', data: { text: 'two' } },
    ],
    metadata: { id: '7' },
  });
  assert.deepEqual(guess({ item: 'one', answer_a: 'x', text: 'hi' }).compared, []);
});

test('columns that say they are items, but are not compared, are kept', () => {
  const row = { text: 'hi', 'items.a': '1', 'items.b': '2', 'items.c': '3' };
  const mapping: Mapping = { ...none, item: 'text', itemIs: 'text' };
  assert.equal(asItIs(Object.keys(row), mapping), null);
  assert.deepEqual(taskOf(row, mapping), {
    data: { text: 'hi' },
    metadata: { 'items.a': '1', 'items.b': '2', 'items.c': '3' },
  });
  const two: Mapping = { ...none, item: null, itemIs: 'text', compared: ['items.a', 'items.b'] };
  assert.deepEqual(taskOf(row, two), {
    items: [
      { id: 'a', data: { text: '1' } },
      { id: 'b', data: { text: '2' } },
    ],
    metadata: { text: 'hi', 'items.c': '3' },
  });
});
