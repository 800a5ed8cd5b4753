import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundingBoxes } from './bounding-boxes.ts';
import { comparison } from './comparison.ts';
import type { KindExport, KindTask } from './kind-export.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';
import { sizeProblem } from './registry.ts';
import { textSpans } from './text-spans.ts';

const nothing: KindTask = {
  names: [],
  value: undefined,
  given: [],
  begun: null,
  prompt: null,
  items: [],
  text: null,
  size: null,
};
const cells = (kind: KindExport, task: Partial<KindTask>) => kind.cells({ ...nothing, ...task });
const result = (kind: KindExport, task: Partial<KindTask>, objects = 'text') => {
  const results = kind.labelStudio.results({ ...nothing, ...task }, objects);
  assert.ok(typeof results !== 'string');
  return results[0] ?? null;
};
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
  const groundTruth = (value: unknown) => multiLabel.groundTruth?.({ ...task, value }, confidence);
  assert.deepEqual(groundTruth(task.value), {
    label: [0, 2],
    meaning: { 'class-map': { 0: 'price', 2: 'size' }, 'confidence-map': { 0: 0.9, 2: 0.8 } },
    type: 'ITEM-classification-multilabel',
  });
  assert.deepEqual(groundTruth({ none: true }), {
    label: [],
    meaning: { 'class-map': {}, 'confidence-map': {} },
    type: 'ITEM-classification-multilabel',
  });
  assert.deepEqual([comparison.groundTruth, rating.groundTruth], [null, null]);
});

test('boxes are a list with their number, percents in Label Studio, pixels in Ground Truth', () => {
  const box = { class: 'b', left: 20, top: 10, width: 100, height: 5 };
  const task = { names: ['a', 'b'], value: { boxes: [box] }, size: { width: 200, height: 50 } };
  const none = { boxes: [], box_count: 0, image_width: 200, image_height: 50 };
  assert.deepEqual(cells(boundingBoxes, task), { ...none, boxes: [box], box_count: 1 });
  assert.deepEqual(cells(boundingBoxes, { ...task, value: { none: true } }), none);
  assert.equal(cells(boundingBoxes, { ...task, value: undefined }).boxes, null);
  assert.deepEqual(result(boundingBoxes, task, 'image'), {
    control: 'boxes',
    objects: 'image',
    type: 'rectanglelabels',
    value: { x: 10, y: 20, width: 50, height: 10, rotation: 0, rectanglelabels: ['b'] },
    more: { original_width: 200, original_height: 50, image_rotation: 0 },
  });
  assert.match(
    control(boundingBoxes, ['a"<'], 'image'),
    /^<RectangleLabels name="boxes" toName="image">\s+<Label value="a&#34;&#60;"\/>/,
  );
  const confidence = { whole: 0.7, ofUnit: (name: string) => (name === 'box 1' ? 0.9 : 0.1) };
  const { class: _, ...place } = box;
  assert.deepEqual(boundingBoxes.groundTruth?.({ ...nothing, ...task }, confidence), {
    label: {
      image_size: [{ width: 200, height: 50, depth: 3 }],
      annotations: [{ class_id: 1, ...place }],
    },
    meaning: { objects: [{ confidence: 0.9 }], 'class-map': { 1: 'b' } },
    type: 'object-detection',
  });
});

test('where the size of a picture is not known, no file says that nothing is on it', () => {
  const task = { ...nothing, value: { boxes: [{ class: 'b', left: 2, top: 1, width: 1, height: 5 }] } };
  const confidence = { whole: 1, ofUnit: () => 1 };
  const reason = 'the size of the picture is not known';
  assert.equal(boundingBoxes.labelStudio.results(task, 'image'), reason);
  assert.equal(boundingBoxes.groundTruth?.(task, confidence), reason);
});

test('spans are a list with their words, counted in code points', () => {
  const spans = [
    { start: 2, end: 5, label: 'PER' },
    { start: 6, end: 7, label: 'X' },
  ];
  const task = { names: ['PER', 'X'], value: { spans }, text: '😀 Ada 🗻' };
  const words = ['Ada', '🗻'];
  assert.deepEqual(cells(textSpans, task), {
    spans: spans.map((span, i) => ({ ...span, text: words[i] })),
    span_count: 2,
  });
  assert.deepEqual(cells(textSpans, { ...task, text: null }).spans, spans);
  assert.deepEqual(cells(textSpans, { ...task, value: { none: true } }), { spans: [], span_count: 0 });
  assert.deepEqual(result(textSpans, task), {
    control: 'spans',
    objects: 'text',
    type: 'labels',
    value: { start: 2, end: 5, text: 'Ada', labels: ['PER'] },
  });
  assert.match(control(textSpans, ['X']), /^<Labels name="spans" toName="text">\s+<Label value="X"\/>/);
  const confidence = { whole: 0.7, ofUnit: (name: string) => (name === 'span 2' ? 0.9 : 0.8) };
  assert.deepEqual(textSpans.groundTruth?.({ ...nothing, ...task }, confidence), {
    label: {
      annotations: {
        entities: spans.map(({ start, end, label }) => ({ label, startOffset: start, endOffset: end })),
        labels: ['PER', 'X'].map((label) => ({ label, shortDisplayName: label })),
      },
    },
    meaning: { entities: [{ confidence: 0.8 }, { confidence: 0.9 }] },
    type: 'text-span',
  });
});

test('a job with more pictures than a zip has files is told to take another format', () => {
  assert.match(sizeProblem('yolo', 100_001) ?? '', /^yolo has a file for each picture.*take coco$/);
  assert.match(sizeProblem('voc', 100_001) ?? '', /^voc has/);
  assert.deepEqual([sizeProblem('voc', 100_000), sizeProblem('coco', 9e9)], [null, null]);
});
