import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparison } from './comparison.ts';
import type { KindExport, KindTask } from './kind-export.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';

const nothing: KindTask = { names: [], value: undefined, given: [], prompt: null, items: [] };
const cells = (kind: KindExport, task: Partial<KindTask>) => kind.cells({ ...nothing, ...task });
const result = (kind: KindExport, task: Partial<KindTask>, objects = 'text') =>
  kind.labelStudio.result({ ...nothing, ...task }, objects);
const control = (kind: KindExport, names: readonly string[], objects = 'text') =>
  kind.labelStudio.control({ names }, objects).text;
const pairs = (value: unknown, ids: readonly string[], prompt: string | null = null) => {
  const items = ids.map((id) => ({
    id,
    text: id === 'url' ? null : `says ${id}`,
    url: 'https://x.example/1.png',
  }));
  const task = { ...nothing, names: ids, value, items };
  return comparison.preferences?.({ ...task, prompt: prompt === null ? null : { text: prompt, url: '' } });
};

test('a comparison tells the chosen item, the others, and whether neither was better', () => {
  const names = ['a', 'b', 'c'];
  const items = [
    { id: 'a', text: 'hi', url: '' },
    { id: 'b', text: null, url: 'https://x.example/b.png' },
  ];
  const told = [
    { id: 'a', data: { text: 'hi' } },
    { id: 'b', data_url: 'https://x.example/b.png' },
  ];
  assert.deepEqual(cells(comparison, { names, items, value: { item: 'b' } }), {
    chosen: 'b',
    others: ['a', 'c'],
    tie: false,
    items: told,
  });
  assert.deepEqual(cells(comparison, { names, value: { tie: true } }), {
    chosen: null,
    others: null,
    tie: true,
    items: [],
  });
  assert.deepEqual(cells(comparison, { names }), { chosen: null, others: null, tie: null, items: [] });
  assert.deepEqual(
    comparison.columns.map(({ name }) => name),
    Object.keys(cells(comparison, {})),
  );
});

test('preferences are the best item against each other one, with texts where there are any; a tie has none', () => {
  assert.deepEqual(pairs({ item: 'b' }, ['a', 'b', 'url'], 'Which?'), [
    { prompt: 'Which?', chosen: 'says b', rejected: 'says a', chosen_item: 'b', rejected_item: 'a' },
    {
      prompt: 'Which?',
      chosen: 'says b',
      rejected: 'https://x.example/1.png',
      chosen_item: 'b',
      rejected_item: 'url',
    },
  ]);
  assert.equal(pairs({ item: 'a' }, ['a', 'b'])?.[0]?.prompt, '');
  assert.deepEqual(pairs({ tie: true }, ['a', 'b']), []);
  assert.deepEqual(pairs(undefined, ['a', 'b']), []);
  assert.deepEqual([multiLabel.preferences, rating.preferences], [null, null]);
});

test('several labels are a list, and true or false for each option; before a verdict they are neither', () => {
  const names = ['price', 'quality', 'none'];
  const flags = (value: unknown) => [...multiLabel.flags({ ...nothing, names, value })];
  assert.deepEqual(cells(multiLabel, { names, value: { options: ['price'] } }), { labels: ['price'] });
  assert.deepEqual(flags({ options: ['price'] }), [
    ['price', true],
    ['quality', false],
    ['none', false],
  ]);
  assert.deepEqual(cells(multiLabel, { names, value: { none: true } }), { labels: [] });
  assert.deepEqual(
    flags({ none: true }).map(([, isThere]) => isThere),
    [false, false, false],
  );
  assert.deepEqual(cells(multiLabel, { names }), { labels: null });
  assert.deepEqual(
    flags(undefined).map(([, isThere]) => isThere),
    [null, null, null],
  );
});

test('a rating is a number, with the mean of what was given', () => {
  assert.deepEqual(cells(rating, { value: 4, given: [4, 5, 5] }), { rating: 4, rating_mean: 4.666667 });
  assert.deepEqual(cells(rating, { value: 0, given: [-1, 1] }), { rating: 0, rating_mean: 0 });
  assert.deepEqual(cells(rating, {}), { rating: null, rating_mean: null });
});

test('Label Studio gets pairs, choices, stars and numbers, and the controls that go with them', () => {
  const pair = { names: ['a', 'b'] };
  assert.deepEqual(result(comparison, { ...pair, value: { item: 'b' } }, 'item_1,item_2'), {
    control: 'best',
    objects: 'item_1',
    type: 'pairwise',
    value: { selected: 'right' },
  });
  assert.equal(result(comparison, { ...pair, value: { tie: true } }), null);
  assert.deepEqual(
    result(comparison, { names: ['a', 'b', 'c'], value: { item: 'c' } }, 'item_1,item_2,item_3'),
    {
      control: 'best_of',
      objects: 'item_1',
      type: 'choices',
      value: { choices: ['item_3'] },
    },
  );
  assert.equal(
    control(comparison, ['item_1', 'item_2'], 'item_1,item_2'),
    '<Pairwise name="best" toName="item_1,item_2"/>',
  );
  assert.match(
    control(comparison, ['item_1', 'item_2', 'item_3']),
    /^<Choices name="best_of" toName="item_1".*item_3/s,
  );
  assert.deepEqual(result(multiLabel, { names: ['a', 'b'], value: { options: ['a', 'b'] } })?.value, {
    choices: ['a', 'b'],
  });
  assert.equal(result(multiLabel, { names: ['a', 'b'], value: { none: true } }), null);
  assert.match(control(multiLabel, ['a"<', 'b']), /choice="multiple">\s+<Choice value="a&#34;&#60;"\/>/);
  const steps = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
  assert.deepEqual(result(rating, { names: steps(1, 5), value: 4 })?.value, { rating: 4 });
  assert.equal(control(rating, steps(1, 5)), '<Rating name="rating" toName="text" maxRating="5"/>');
  for (const [from, to] of [
    [-2, 2],
    [0, 5],
    [1, 11],
  ] as const) {
    assert.deepEqual(result(rating, { names: steps(from, to), value: from })?.value, { number: from });
    assert.equal(
      control(rating, steps(from, to)),
      `<Number name="rating" toName="text" min="${from}" max="${to}" step="1"/>`,
    );
  }
});

test('Ground Truth gets several labels by the places of their options, and no comparison or rating', () => {
  const task = { ...nothing, names: ['price', 'quality', 'size'], value: { options: ['price', 'size'] } };
  const confidence = { whole: 0.7, ofUnit: (name: string) => (name === 'price' ? 0.9 : 0.8) };
  assert.deepEqual(multiLabel.groundTruth?.(task, confidence), {
    label: [0, 2],
    meaning: { 'class-map': { 0: 'price', 2: 'size' }, 'confidence-map': { 0: 0.9, 2: 0.8 } },
    type: 'classification-multilabel',
  });
  assert.deepEqual(multiLabel.groundTruth?.({ ...task, value: { none: true } }, confidence)?.label, []);
  assert.deepEqual([comparison.groundTruth, rating.groundTruth], [null, null]);
});
