import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundingBoxes, textSpans } from '@asg/kinds';
import { boxShape } from '../bounding-boxes/shape.ts';
import { spanShape } from '../text-spans/shape.ts';
import { answerOf, marksIn, noneAnswer, textOf } from './marks.ts';
import { agreesBy, votesFor } from './votes.ts';

const box = (name: string, ...at: number[]) => ({ name, at });
const boxes = (...marks: ReturnType<typeof box>[]) => answerOf(marks, boxShape);
const spans = (...marks: ReturnType<typeof box>[]) => answerOf(marks, spanShape);

test('marks are read and written as the rules write them, in their order', () => {
  const text =
    '{"boxes":[{"class":"car","left":1,"top":2,"width":3,"height":4},{"class":"ant","left":9,"top":0,"width":1,"height":1}]}';
  assert.equal(boxes(box('ant', 9, 0, 1, 1), box('car', 1, 2, 3, 4)), text);
  assert.equal(answerOf(marksIn(text, boxShape) ?? [], boxShape), text);
  assert.equal(spans(box('P', 0, 5)), '{"spans":[{"start":0,"end":5,"label":"P"}]}');
  assert.equal(boxes(), noneAnswer);
  assert.deepEqual(marksIn(noneAnswer, boxShape), []);
  for (const no of ['car', '7', '{}', '{"boxes":7}', '{"boxes":[{"class":"car","left":"1"}]}', text])
    assert.equal(marksIn(no, spanShape), null);
});

test('an answer is told by how many there are of each class, a few of many', () => {
  const car = box('car', 0, 0, 1, 1);
  assert.equal(textOf(boxes(car, box('man', 5, 5, 1, 1), car), boxShape), '3 boxes: 2 car, 1 man');
  assert.equal(textOf(spans(box('P', 0, 5)), spanShape), '1 span: 1 P');
  assert.equal(textOf(noneAnswer, spanShape), 'Nothing to mark');
  assert.equal(textOf('cat', boxShape), 'cat');
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => box(name, i, 0, 1, 1));
  assert.equal(textOf(boxes(...many), boxShape), '6 boxes: 1 a, 1 b, 1 c, 1 d, and 2 more classes');
});

test('votes are who has the same box, and what nobody decided is told with who marked it', () => {
  const given = [
    { name: 'one', answer: boxes(box('car', 0, 0, 10, 10), box('car', 50, 50, 10, 10)) },
    { name: 'two', answer: boxes(box('car', 0, 0, 10, 12), box('car', 51, 50, 10, 10)) },
    { name: 'three', answer: boxes(box('man', 0, 0, 10, 10)) },
    { name: 'four', answer: noneAnswer },
  ];
  const { decided, beside } = votesFor(boxes(box('car', 0, 0, 10, 10)), given, boxShape);
  assert.deepEqual(
    decided.map(({ by }) => by),
    [['one', 'two']],
  );
  assert.deepEqual(
    beside.map(({ mark, by }) => [mark.name, by]),
    [
      ['car', ['one', 'two']],
      ['man', ['three']],
    ],
  );
  assert.equal(votesFor(null, given, boxShape).beside.length, 3);
});

test('of a span a part is told apart, and each mark has one partner', () => {
  const given = [
    { name: 'one', answer: spans(box('P', 0, 5)) },
    { name: 'two', answer: spans(box('P', 0, 2), box('P', 3, 5)) },
  ];
  const { decided, beside } = votesFor(spans(box('P', 0, 5)), given, spanShape);
  assert.deepEqual(
    decided.map(({ by, partly }) => [by, partly]),
    [[['one'], ['two']]],
  );
  assert.equal(beside.length, 1);
});

test('who is near enough is by the rules: half of a span counts half, nothing and nothing are the same', () => {
  const spec = { classes: ['P', 'car', 'man'] };
  const agrees = agreesBy(boundingBoxes, boxShape, 0.7);
  const one = boxes(box('car', 0, 0, 10, 10));
  const two = boxes(box('car', 0, 0, 10, 10), box('car', 50, 50, 10, 10));
  assert.equal(agrees(two, two, spec), true);
  assert.equal(agrees(one, two, spec), false);
  assert.equal(agrees(one, two, { ...spec, agreement_bar: 0.6 }), true);
  assert.equal(agrees(boxes(box('man', 0, 0, 10, 10)), one, spec), false);
  assert.equal(agrees(noneAnswer, noneAnswer, spec), true);
  assert.equal(agrees(noneAnswer, two, spec), false);
  assert.equal(agrees('car', 'car', spec), true);
  const half = agreesBy(textSpans, spanShape, 0.6);
  const [part, whole] = [spans(box('P', 0, 2)), spans(box('P', 0, 5))];
  assert.equal(half(part, whole, { ...spec, agreement_bar: 0.5 }), true);
  assert.equal(half(part, whole, spec), false);
});
