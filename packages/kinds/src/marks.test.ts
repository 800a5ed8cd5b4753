import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decisionCurve, newCalibration, unit } from '@asg/consensus';
import fc from 'fast-check';
import { boundingBoxes } from './bounding-boxes/bounding-boxes.ts';
import type { Box } from './bounding-boxes/parse.ts';
import type { MarkKind } from './marks/mark-kind.ts';
import type { Span } from './text-spans/parse.ts';
import { textSpans } from './text-spans/text-spans.ts';
import type { Ground, KindLabel } from './units/unit.ts';

const classes = ['car', 'truck'];
const spec = { classes, bar: 45_875 };
const box = (left: number, top: number, width: number, height: number, name = 'car'): Box => ({
  class: name,
  left,
  top,
  width,
  height,
});
const span = (start: number, end: number, label = 'car'): Span => ({ start, end, label });

const votes = (threshold: number, maxLabels = threshold): Ground => ({
  kind: 'votes',
  policy: { policy: 'threshold', threshold, earlyStop: false, maxLabels },
});
const unweighed = <Mark>(values: readonly (readonly Mark[])[]): readonly KindLabel<readonly Mark[]>[] =>
  values.map((value) => ({ value, columns: [] }));

const marksOf = {
  boxes: fc
    .array(
      fc.record({
        class: fc.constantFrom(...classes),
        left: fc.integer({ min: 0, max: 40 }),
        top: fc.integer({ min: 0, max: 40 }),
        width: fc.integer({ min: 1, max: 30 }),
        height: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 6 },
    )
    .map((boxes) => [...new Map(boxes.map((one) => [JSON.stringify(one), one])).values()]),
  spans: fc
    .array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 6 }), fc.constantFrom(...classes)), { maxLength: 8 })
    .map((steps) => {
      let place = 0;
      return steps.map(([gap, length, label]) => {
        const start = place + gap;
        place = start + length;
        return { start, end: place, label };
      });
    }),
};

/** What holds of either kind, whatever the labels. */
function properties<Mark, Extent>(
  kind: MarkKind<Mark, Extent>,
  made: fc.Arbitrary<readonly Mark[]>,
  shuffled: (values: readonly (readonly Mark[])[]) => readonly (readonly Mark[])[],
): void {
  const parsedAgain = (value: readonly Mark[]): readonly Mark[] => {
    const found = kind.parse(JSON.parse(kind.canonical(value)), spec);
    assert.ok(found.ok, 'a verdict could not be given as a label');
    return found.value;
  };
  fc.assert(
    fc.property(made, made, (one, other) => {
      const text = kind.canonical(one);
      assert.equal(kind.canonical(parsedAgain(one)), text);
      assert.deepEqual(kind.read(text), parsedAgain(one));
      assert.equal(kind.distance(one, one), 0);
      assert.equal(kind.f1(one, one), unit);
      const [a, b] = [parsedAgain(one), parsedAgain(other)];
      assert.equal(kind.distance(a, b), kind.distance(b, a));
      assert.equal(kind.f1(a, b), kind.f1(b, a));
      assert.equal(kind.agrees(a, b, spec), kind.agrees(b, a, spec));
      assert.ok(kind.distance(a, b) >= 0 && kind.distance(a, b) <= unit);
    }),
    { numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.array(made, { minLength: 3, maxLength: 7 }), (given) => {
      const values = given.map(parsedAgain);
      for (const ground of [votes(3), weighed]) {
        const label = (value: readonly Mark[]): KindLabel<readonly Mark[]> => ({
          value,
          columns: ground.kind === 'votes' ? [] : columns,
        });
        const found = kind.combine(values.map(label), ground, spec);
        assert.equal(found.kind, 'decided');
        assert.ok(found.kind === 'decided');
        assert.deepEqual(kind.combine(shuffled(values).map(label), ground, spec), found);
        assert.deepEqual(parsedAgain(found.value), found.value);
        assert.ok(
          values.some((own) => kind.agrees(own, found.value, spec)),
          'nobody is paid',
        );
        assert.equal(found.units.length, found.value.length);
        assert.ok(found.confidence >= 0 && found.confidence <= 1);
      }
    }),
    { numRuns: 150 },
  );
}

/** Of a worker who finds nine marks of ten, and makes few that are not there. */
const columns = [
  [-6_905, -150_900],
  [-150_900, -6_905],
];
const weighed: Ground = {
  kind: 'weighed',
  policy: { policy: 'adaptive', targetConfidence: 0.9, minLabels: 2, maxLabels: 3 },
  bases: [
    {
      prior: [-45_426, -45_426],
      curve: decisionCurve(newCalibration(2)),
      thresholdAccuracy: null,
      full: false,
    },
  ],
};

test('boxes: equal values have one text, order does not matter, a verdict is a value that pays somebody', () => {
  properties(boundingBoxes, marksOf.boxes, (values) => values.toReversed());
});

test('spans: equal values have one text, order does not matter, a verdict is a value that pays somebody', () => {
  properties(textSpans, marksOf.spans, (values) => [...values.slice(1), ...values.slice(0, 1)]);
});

test('edges are in the middle, strays are not there', () => {
  const found = boundingBoxes.combine(
    unweighed([[box(10, 10, 50, 50)], [box(10, 10, 52, 50), box(200, 200, 9, 9)], [box(12, 10, 50, 54)]]),
    votes(3),
    spec,
  );
  assert.ok(found.kind === 'decided');
  assert.deepEqual(found.value, [box(10, 10, 52, 50)]);
});

test('two spans side by side stay two where most say so, and begin where most say', () => {
  const found = textSpans.combine(
    unweighed([
      [span(0, 5), span(5, 9)],
      [span(0, 5), span(5, 9)],
      [span(0, 9)],
      [span(0, 5), span(5, 11)],
      [span(0, 4), span(4, 9)],
    ]),
    votes(5),
    spec,
  );
  assert.ok(found.kind === 'decided');
  assert.deepEqual(found.value, [span(0, 5), span(5, 9)]);
});

test('nobody marks anything: that is the verdict; most mark something: it is not', () => {
  const none = boundingBoxes.combine(unweighed<Box>([[], [], [box(0, 0, 5, 5)]]), votes(3), spec);
  assert.ok(none.kind === 'decided');
  assert.equal(boundingBoxes.canonical(none.value), '{"none":true}');
  const some = boundingBoxes.combine(
    unweighed<Box>([[], [box(0, 0, 5, 5)], [box(90, 90, 5, 5)]]),
    votes(3),
    spec,
  );
  assert.ok(some.kind === 'decided' && some.value.length === 1);
  assert.deepEqual(textSpans.combine(unweighed<Span>([[], []]), votes(3), spec), {
    kind: 'open',
    targetLabels: 3,
  });
});

test('as many labels and marks as there may be are decided, all the same, all overlapping or all apart', () => {
  const labels = Array.from({ length: 25 }, (_, label) => label);
  const lists: readonly ((label: number, i: number) => Box)[] = [
    (_, i) => box(i % 14, Math.floor(i / 14), 1000, 1000),
    (label, i) => box(0, 0, 1 + i * 25 + label, 1 + label * 200 + i),
    (label, i) => box(i * 100, label * 100, 99, 99),
  ];
  for (const list of lists) {
    const values = labels.map((label) =>
      boundingBoxes.read(boundingBoxes.canonical(Array.from({ length: 200 }, (_, i) => list(label, i)))),
    );
    const found = boundingBoxes.combine(unweighed(values), votes(25), spec);
    assert.ok(found.kind === 'decided' && found.value.length > 0 && found.value.length <= 200);
    assert.ok(values.some((own) => boundingBoxes.agrees(own, found.value, spec)));
  }
  const spans = labels.map((label) =>
    Array.from({ length: 500 }, (_, i) => span(i * 26 + label, i * 26 + label + 26)),
  );
  const found = textSpans.combine(unweighed(spans), votes(25), spec);
  assert.ok(found.kind === 'decided' && found.value.length > 0 && found.value.length <= 500);
});

test('who is near elsewhere weighs more where all differ', () => {
  const exact = [box(100, 100, 50, 50), box(300, 300, 50, 50)];
  const labels = [
    exact,
    exact,
    [box(110, 100, 50, 50), box(308, 300, 50, 50)],
    [box(110, 100, 50, 50), box(292, 300, 50, 50)],
  ];
  const found = boundingBoxes.combine(unweighed(labels), votes(4), spec);
  assert.ok(found.kind === 'decided');
  // A plain median has the first one at 105.
  assert.deepEqual(found.value, exact);
});

test('as many boxes as can be are matched, not each with the nearest one; a half is enough', () => {
  const row = (...lefts: readonly number[]) => lefts.map((left) => box(left, 0, 10, 10));
  assert.equal(boundingBoxes.f1(row(3, 6), row(0, 4)), unit);
  assert.equal(boundingBoxes.f1([box(0, 0, 10, 10)], [box(0, 0, 10, 5)]), unit);
  assert.equal(boundingBoxes.f1([box(0, 0, 100, 10)], [box(0, 0, 49, 10)]), 0);
  assert.equal(boundingBoxes.f1([box(0, 0, 10, 10)], [box(0, 0, 10, 10, 'truck')]), 0);
  assert.equal(textSpans.f1([span(0, 9)], [span(0, 4), span(5, 9)]), Math.floor(unit / 3));
});

test('where labels are weighed, one who is known to see counts more than two who are not', () => {
  const guessing = [
    [0, 0],
    [0, 0],
  ];
  const marked = [span(0, 5)];
  const label = (value: readonly Span[], known: readonly (readonly number[])[]) => ({
    value,
    columns: known,
  });
  const labels = [label([], guessing), label([], guessing), label(marked, columns)];
  const found = textSpans.combine(labels, weighed, spec);
  assert.ok(found.kind === 'decided');
  assert.deepEqual(found.value, marked);
  const byVotes = textSpans.combine(unweighed([[], [], marked]), votes(3), spec);
  assert.ok(byVotes.kind === 'decided' && byVotes.value.length === 0);
});
