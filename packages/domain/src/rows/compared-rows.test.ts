import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTaskField, SameItems, TaskRows } from './index.ts';

const table = (columns: readonly string[], textColumn: string | null = null) => {
  const rows = new TaskRows({ textColumn });
  const { problem } = rows.columns(columns);
  return {
    problem,
    read: (...cells: readonly string[]) =>
      rows.task(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']))),
  };
};
const object = (values: Readonly<Record<string, unknown>>, textColumn: string | null = null) =>
  new TaskRows({ textColumn }).task(values);
const task = (outcome: ReturnType<TaskRows['task']>) =>
  outcome.ok ? outcome.task : assert.fail(outcome.reason);

test('columns of items are what is compared, by text or address, beside what they are about', () => {
  const { problem, read } = table(['prompt', 'items.model-a', ' Items.Model B', 'topic'], 'prompt');
  assert.equal(problem, null);
  assert.deepEqual(task(read('Say hi', ' Hi! ', 'https://x/b.png ', 'greetings')), {
    data: { text: 'Say hi' },
    items: [
      { id: 'model-a', data: { text: ' Hi! ' } },
      { id: 'Model B', data_url: 'https://x/b.png' },
    ],
    metadata: { topic: 'greetings' },
  });
});

test('what is compared needs nothing above it, and an empty cell is no item', () => {
  const { problem, read } = table(['items.a', 'items.b', 'items.c']);
  assert.equal(problem, null);
  assert.deepEqual(task(read('one', ' ', 'three')), {
    items: [
      { id: 'a', data: { text: 'one' } },
      { id: 'c', data: { text: 'three' } },
    ],
  });
});

test('one such column alone compares nothing: it is kept', () => {
  const { read } = table(['text', 'items.count', 'items']);
  assert.deepEqual(task(read('hi', '3', 'x')), {
    data: { text: 'hi' },
    metadata: { 'items.count': '3', items: 'x' },
  });
  assert.deepEqual([isTaskField('items.count'), isTaskField('label_spec.Scale')], [false, true]);
});

test('objects compare a list of items, or what is under items and an id', () => {
  const items = [
    { id: 'a', data: { text: 'one' } },
    { id: 'b', data_url: 'https://x/2' },
  ];
  assert.deepEqual(task(object({ items, label_spec: { tie: false } })), {
    items,
    label_spec: { tie: false },
  });
  assert.deepEqual(task(object({ data_url: 'https://x/1', items })), { data_url: 'https://x/1', items });
  assert.deepEqual(task(object({ text: 'hi', items, n: 1 })), {
    data: { text: 'hi' },
    items,
    metadata: { n: 1 },
  });
  assert.deepEqual(
    task(object({ 'items.a': 'one', 'items.b': 'https://x/2', n: 1, prompt: 'go' }, 'prompt')),
    {
      data: { text: 'go' },
      items,
      metadata: { n: 1 },
    },
  );
  assert.deepEqual(task(object({ 'items.a': 'one', 'items.b': 'https://x/2', n: 1 })), {
    items,
    metadata: { n: 1 },
  });
  // What a shop calls items stays metadata.
  const bought = [{ id: 7, price: 3 }];
  assert.deepEqual(task(object({ text: 'hi', items: bought })), {
    data: { text: 'hi' },
    metadata: { items: bought },
  });
});

test('a table says the scale, the tie and the bar of a row under their whole names', () => {
  const columns = ['text', 'label_spec.scale', 'label_spec.tie', 'label_spec.agreement_bar', 'scale'];
  const { read } = table(columns);
  assert.deepEqual(task(read('hi', '-2 - 2', 'False', '0,5', 'big')), {
    data: { text: 'hi' },
    label_spec: { scale: { from: -2, to: 2 }, tie: false, agreement_bar: 0.5 },
    metadata: { scale: 'big' },
  });
  const labelled = '{"from": 1, "to": 2, "labels": ["bad", "good"]}';
  assert.deepEqual(task(read('hi', labelled)).label_spec, {
    scale: { from: 1, to: 2, labels: ['bad', 'good'] },
  });
  for (const [cells, said] of [
    [['hi', 'wide'], /"scale" must be 1-5, or a JSON object with from and to, not "wide"/],
    [['hi', '', 'perhaps'], /"tie" must be true or false/],
    [['hi', '', '', 'half'], /"agreement_bar" must be a number/],
  ] as const) {
    const outcome = read(...cells);
    assert.match(outcome.ok ? '' : outcome.reason, said);
  }
});

test('the same prompt with other items is another item', () => {
  const seen = new SameItems();
  const of = (text: string) => ({
    data: { text: 'prompt' },
    items: [
      { id: 'a', data: { text } },
      { id: 'b', data: { text: 'x' } },
    ],
  });
  assert.equal(seen.noticeOf(of('one'), 1), null);
  assert.equal(seen.noticeOf(of('two'), 2), null);
  assert.equal(seen.noticeOf(of('one'), 3), 'the same item as in line 1');
});
