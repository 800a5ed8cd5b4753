import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExactly } from '../values/index.ts';
import { SameItems, TaskRows, withDefaults } from './index.ts';

const table = (columns: readonly string[], textColumn: string | null = null) => {
  const rows = new TaskRows({ textColumn });
  const said = rows.columns(columns);
  return {
    ...said,
    read: (...cells: readonly string[]) =>
      rows.task(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']))),
  };
};
const object = (values: unknown, textColumn: string | null = null) =>
  new TaskRows({ textColumn }).task(values as Readonly<Record<string, unknown>>);
const task = (outcome: ReturnType<TaskRows['task']>) =>
  outcome.ok ? outcome.task : assert.fail(outcome.reason);
const reason = (outcome: ReturnType<TaskRows['task']>) =>
  outcome.ok ? assert.fail('a task') : outcome.reason;

test('a table’s texts are items, what is no field of a task is metadata, and ids stay text', () => {
  const { problem, notice, read } = table(['id', 'text', 'channel']);
  assert.deepEqual([problem, notice], [null, 'kept as metadata: "id", "channel"']);
  assert.deepEqual(task(read('00123', ' so\nglad ', 'mail')), {
    data: { text: ' so\nglad ' },
    metadata: { id: '00123', channel: 'mail' },
  });
  assert.deepEqual(task(read('00124', 'meh', ' ')), { data: { text: 'meh' }, metadata: { id: '00124' } });
});

test('case, blanks and invisible characters of column names do not matter', () => {
  const names = ['\u00a0Data_URL', ' Type', 'QUESTION', 'Options ', 'Metadata.Zip', '\u200bpriority'];
  assert.deepEqual(task(table(names).read('https://x/1', 'sentiment', 'Q?', 'a | b', '00123', '3.0')), {
    data_url: 'https://x/1',
    type: 'sentiment',
    priority: 3,
    label_spec: { question: 'Q?', options: ['a', 'b'] },
    metadata: { Zip: '00123' },
  });
});

test('a column that is named is the item, whatever it is called', () => {
  assert.deepEqual(task(table(['Comment', 'text'], 'comment').read('hi', 'no item')), {
    data: { text: 'hi' },
    metadata: { text: 'no item' },
  });
  assert.deepEqual(task(object({ comment: 'hi', n: 1 }, 'comment')), {
    data: { text: 'hi' },
    metadata: { n: 1 },
  });
  assert.deepEqual(task(object({ data: { comment: 'hi', n: 1 } }, 'comment')), {
    data: { text: 'hi' },
    metadata: { n: 1 },
  });
  assert.match(
    table(['id', 'body'], 'comment').problem ?? '',
    /there is no column "comment": its columns are "id", "body"/,
  );
  assert.match(reason(object({ body: 'hi' }, 'comment')), /there is no "comment" in it/);
});

test('data_url is the item where a row has one; with a text that was named there is no telling', () => {
  const { read } = table(['data_url', 'text']);
  assert.deepEqual(task(read('https://x/1', 'seen')), {
    data_url: 'https://x/1',
    metadata: { text: 'seen' },
  });
  assert.deepEqual(task(read('', 'seen')), { data: { text: 'seen' } });
  assert.match(
    reason(table(['data_url', 'text'], 'text').read('https://x/1', 'seen')),
    /both data_url and "text"/,
  );
  assert.match(reason(object({ data_url: 'https://x/1', text: 'seen' }, 'text')), /both data_url and "text"/);
});

test('a table without items is no table of tasks, and says what it has', () => {
  assert.match(
    table(['id', 'comment']).problem ?? '',
    /^no column has the items: .*text_column.*"id", "comment"$/,
  );
});

test('cells that cannot be their field are refused by its name', () => {
  const refused: readonly (readonly [column: string, cell: string, said: RegExp])[] = [
    ['priority', 'high', /"priority" must be a whole number, not "high"/],
    ['consensus', 'x', /"consensus" must be a JSON object/],
    ['gold_feedback', 'maybe', /"gold_feedback" must be true or false/],
    ['metadata', '[1]', /"metadata" must be a JSON object/],
  ];
  for (const [column, cell, said] of refused)
    assert.match(reason(table(['data_url', column]).read('https://x/1', cell)), said);
  assert.match(
    reason(table(['data_url', 'Data_URL']).read('https://x/1', 'https://x/2')),
    /two columns are "data_url"/,
  );
  assert.ok(table(['data_url', 'Data_URL']).read('https://x/1', 'https://x/1').ok);
});

test('a column of what a model says is a prediction of it, beside those in a list', () => {
  const { notice, read } = table(['text', 'predictions', 'Predictions. Small-1', 'predictions.b']);
  assert.equal(notice, null);
  assert.deepEqual(task(read('hi', '[{"model":"a","label":"good"}]', ' bad ', '{"good":0.9,"bad":0.1}')), {
    data: { text: 'hi' },
    predictions: [
      { model: 'a', label: 'good' },
      { model: 'Small-1', label: 'bad' },
      { model: 'b', scores: { good: 0.9, bad: 0.1 } },
    ],
  });
  assert.deepEqual(task(read('hi', '', '', '{sic')).predictions, [{ model: 'b', label: '{sic' }]);
  assert.deepEqual(task(read('hi', '', '', ' ')), { data: { text: 'hi' } });
});

test('names that touch prototypes are refused, as in a body of the API; others are data', () => {
  const read = (...names: readonly string[]) => table(['data_url', ...names]).read('https://x/1', 'p', 'c');
  assert.match(reason(read('metadata.__proto__')), /a key that is not allowed \(__proto__/);
  const { metadata } = task(read('constructor', 'toString'));
  assert.equal(JSON.stringify(metadata), '{"constructor":"p","toString":"c"}');
});

test('lines of Ground Truth are tasks: a text, an address, an object of a bucket as anyone reads it', () => {
  assert.deepEqual(task(object({ source: 'hi', id: 1 })), { data: { text: 'hi' }, metadata: { id: 1 } });
  assert.deepEqual(task(object({ 'source-ref': 'https://x/a b.jpg' })), { data_url: 'https://x/a b.jpg' });
  assert.deepEqual(task(object({ 'source-ref': 's3://bucket/a b/ü.jpg' })), {
    data_url: 'https://bucket.s3.amazonaws.com/a%20b/%C3%BC.jpg',
  });
  assert.match(reason(object({ source: 7 })), /source must be a text/);
  assert.match(reason(object({ source: 'x', 'source-ref': 'https://x/1' })), /give one of them/);
});

test('an object of our own form stays as it is, names that are not known too: what checks it says so', () => {
  const own = { data_url: 'https://x/1', id: 7, metadata: { a: 1 } };
  assert.deepEqual(task(object(own)), own);
  assert.deepEqual(task(object({ data_url: 'https://x/1', question: 'Q?', options: 'a|b' })), {
    data_url: 'https://x/1',
    label_spec: { question: 'Q?', options: ['a', 'b'] },
  });
});

test('Label Studio’s tasks are read, for import and as it exports them', () => {
  assert.deepEqual(object({ data: { text: 'hi' } }), { ok: true, task: { data: { text: 'hi' } } });
  const exported = {
    id: 9,
    data: { image: 'https://x/1.jpg', shop: 'A' },
    annotations: [{}],
    predictions: [],
    meta: {},
  };
  assert.deepEqual(task(object(exported)), { data_url: 'https://x/1.jpg', metadata: { id: 9, shop: 'A' } });
  const { notice } = object(exported) as { readonly notice?: string };
  assert.match(notice ?? '', /annotations.*passed over/);
  assert.match(reason(object({ data: { audio: 'https://x/1.mp3' } })), /neither text nor image/);
});

test('items side by side, as Label Studio has pairs, are what is compared, under their own ids where there are any', () => {
  const data = {
    prompt: 'Which?',
    item_1: 'one',
    item_2: 'https://x/2.jpg',
    item_1_id: 'model-b',
    item_2_id: 'model-a',
    shop: 'A',
  };
  const items = [
    { id: 'model-b', data: { text: 'one' } },
    { id: 'model-a', data_url: 'https://x/2.jpg' },
  ];
  assert.deepEqual(task(object({ id: 9, data, annotations: [{}] })), {
    items,
    data: { text: 'Which?' },
    metadata: { id: 9, shop: 'A' },
  });
  assert.deepEqual(task(object({ data: { text1: 'one', text2: 'two' } })), {
    items: [
      { id: 'text1', data: { text: 'one' } },
      { id: 'text2', data: { text: 'two' } },
    ],
  });
  assert.deepEqual(task(object({ data: { text: 'hi', text1: 'one', text2: 'two' } })), {
    data: { text: 'hi' },
    metadata: { text1: 'one', text2: 'two' },
  });
  assert.match(reason(object({ data: { text1: 'one' } })), /neither text nor image/);
});

test('numbers of metadata stay to the digit, those of fields are numbers', () => {
  const row = parseExactly(
    '{"text":"hi","id":1234567890123456789,"priority":3.0,"consensus":{"target_confidence":0.950},"metadata":{"f":1.10}}',
  );
  assert.equal(
    JSON.stringify(task(object(row))),
    '{"priority":3,"consensus":{"target_confidence":0.95},"data":{"text":"hi"},"metadata":{"id":1234567890123456789,"f":1.10}}',
  );
});

test('no text of a cell is lost or changed on its way to item and metadata', () => {
  const cell = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(cell, cell, cell, (text, one, other) => {
      assert.deepEqual(task(table(['a', 'text', 'metadata.b']).read(one, text, other)), {
        data: { text },
        metadata: { a: one, b: other },
      });
      assert.deepEqual(task(object({ a: one, text, b: other })), {
        data: { text },
        metadata: { a: one, b: other },
      });
    }),
  );
});

test('what is said of all stands where a row says nothing, in the label_spec too', () => {
  const all = { type: 'sentiment', label_spec: { question: 'Q?', options: ['a', 'b'] } };
  assert.deepEqual(withDefaults({ label_spec: { options: ['c', 'd'], question: null } }, all), {
    type: 'sentiment',
    label_spec: { question: 'Q?', options: ['c', 'd'] },
  });
});

test('the same item twice is noticed, by URL and by text, and what is remembered is bounded', () => {
  const items = new SameItems(2);
  const long = 'x'.repeat(10_000);
  assert.equal(items.noticeOf({ data: { text: long } }, 1), null);
  assert.equal(items.noticeOf({ data: { text: `${long}y` } }, 2), null);
  assert.equal(items.noticeOf({ data: { text: long } }, 3), 'the same item as in line 1');
  for (const line of [4, 5]) assert.equal(items.noticeOf({ data_url: 'https://x/1' }, line), null);
});
