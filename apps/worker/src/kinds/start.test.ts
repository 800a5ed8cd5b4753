import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOn } from './start.ts';

const box = (left: number, top: number, width: number, height: number) => ({
  class: 'car',
  left,
  top,
  width,
  height,
});
const picture = { kind: 'image', size: { width: 100, height: 50 } } as const;
const text = { kind: 'text', text: 'a😀 bcd' } as const;

test('marks of a program are cut at the edge of the item, and what is beyond it, or there twice, is left out', () => {
  const boxes = [box(10, 10, 20, 20), box(90, 40, 30, 30), box(90, 40, 10, 40), box(100, 0, 5, 5)];
  assert.deepEqual(startOn({ boxes }, picture), { boxes: [box(10, 10, 20, 20), box(90, 40, 10, 10)] });
  const spans = [
    { start: 0, end: 2, label: 'ORG' },
    { start: 4, end: 9, label: 'ORG' },
    { start: 6, end: 9, label: 'ORG' },
  ];
  assert.deepEqual(startOn({ spans }, text), { spans: [spans[0], { start: 4, end: 6, label: 'ORG' }] });
});

test('a program that says that there is nothing says so, and of marks that are all beyond the edge nothing is left', () => {
  assert.deepEqual(startOn({ none: true }, picture), { none: true });
  assert.deepEqual(startOn({ none: true }, text), { none: true });
  assert.equal(startOn({ boxes: [box(200, 0, 5, 5)] }, picture), null);
  assert.equal(startOn({ spans: [{ start: 6, end: 9, label: 'ORG' }] }, text), null);
});
