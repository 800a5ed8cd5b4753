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
import type { Parsed } from './values/refusal.ts';

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

function refusalOf(parsed: Parsed<unknown>): string {
  assert.ok(!parsed.ok, 'it is taken');
  const { field, constraint, message } = parsed.refusal;
  assert.doesNotMatch(message, /[\p{Cf}\p{Cc}]/u, 'the sentence itself holds what does not show');
  assert.ok(message.length < 200);
  return `${field} ${constraint}`;
}

test('hostile boxes are refused by field and rule', () => {
  const boxes = (...given: readonly unknown[]) => boundingBoxes.parse({ boxes: given }, spec);
  const good = box(1, 2, 3, 4);
  const within = { width: 100, height: 50 };
  const refusals: readonly (readonly [Parsed<unknown>, string])[] = [
    [boundingBoxes.parse({ boxes: Array(1_000_000).fill(good) }, spec), 'value.boxes max_items'],
    [boxes(), 'value.boxes min_items'],
    [boxes(good, good), 'value.boxes.1 repeated'],
    [boxes(good, { ...good, left: Number.NaN }), 'value.boxes.1.left whole_number'],
    [boxes({ ...good, width: Number.POSITIVE_INFINITY }), 'value.boxes.0.width whole_number'],
    [boxes({ ...good, top: 0.5 }), 'value.boxes.0.top whole_number'],
    [boxes({ ...good, top: -1 }), 'value.boxes.0.top range'],
    [boxes({ ...good, width: 0 }), 'value.boxes.0.width range'],
    [boxes({ ...good, height: '4' }), 'value.boxes.0.height type'],
    [boxes({ ...good, class: 'bus' }), 'value.boxes.0.class unknown'],
    [boxes({ ...good, class: '\u202ecar' }), 'value.boxes.0.class unknown'],
    [boxes({ ...good, '\u202ex': 1 }), 'value.boxes.0 unknown_member'],
    [boxes({ class: 'car', left: 1, top: 2, width: 3 }), 'value.boxes.0.height type'],
    [boxes([1, 2, 3, 4]), 'value.boxes.0 type'],
    [boxes({ ...good, left: 65_536 }), 'value.boxes.0.left range'],
    [boundingBoxes.parse({ boxes: [box(90, 0, 11, 5)] }, spec, within), 'value.boxes.0.width range'],
    [boundingBoxes.parse({ boxes: [box(0, 50, 1, 1)] }, spec, within), 'value.boxes.0.top range'],
    [boundingBoxes.parse({ boxes: [good], none: true }, spec), 'value one_of'],
    [boundingBoxes.parse({ none: false }, spec), 'value.none type'],
    [boundingBoxes.parse({}, spec), 'value.none type'],
    [boundingBoxes.parse([good], spec), 'value type'],
    [boundingBoxes.parseSpec({ classes: [] }), 'label_spec.classes min_items'],
    [boundingBoxes.parseSpec({ classes: ['a', 'a'] }), 'label_spec.classes.1 repeated'],
    [boundingBoxes.parseSpec({ classes: Array(51).fill('a') }), 'label_spec.classes max_items'],
    [boundingBoxes.parseSpec({ classes, agreement_bar: 0 }), 'label_spec.agreement_bar range'],
    [boundingBoxes.parseSpec({ classes, options: [] }), 'label_spec unknown_member'],
  ];
  for (const [parsed, refusal] of refusals) assert.equal(refusalOf(parsed), refusal);
  assert.ok(boundingBoxes.parse({ boxes: [box(90, 0, 10, 50)] }, spec, within).ok);
});

test('hostile spans are refused by field and rule', () => {
  const spans = (...given: readonly unknown[]) => textSpans.parse({ spans: given }, spec, { length: 20 });
  const refusals: readonly (readonly [Parsed<unknown>, string])[] = [
    [textSpans.parse({ spans: Array(1_000_000).fill(span(0, 1)) }, spec), 'value.spans max_items'],
    [spans(span(4, 9), span(0, 5)), 'value.spans.0 overlap'],
    [spans(span(0, 5), span(2, 3, 'truck')), 'value.spans.1 overlap'],
    [spans(span(0, 5), span(0, 5)), 'value.spans.1 overlap'],
    [spans(span(3, 3)), 'value.spans.0.end range'],
    [spans(span(0, 21)), 'value.spans.0.end range'],
    [spans(span(20, 21)), 'value.spans.0.start range'],
    [spans(span(-1, 3)), 'value.spans.0.start range'],
    [spans(span(Number.NaN, 3)), 'value.spans.0.start whole_number'],
    [spans(span(0, 1e308)), 'value.spans.0.end range'],
    [spans({ start: '0', end: 1, label: 'car' }), 'value.spans.0.start type'],
    [spans(span(0, 1, '\u2066car')), 'value.spans.0.label unknown'],
    [spans({ ...span(0, 1), text: 'x' }), 'value.spans.0 unknown_member'],
    [spans(), 'value.spans min_items'],
    [textSpans.parse({ none: 1 }, spec), 'value.none type'],
    [textSpans.parse({ spans: 'x' }, spec), 'value.spans type'],
    [textSpans.parse({ boxes: [] }, spec), 'value unknown_member'],
    [textSpans.parseSpec({ classes: ['a', 'x\u2066y'] }), 'label_spec.classes.1 bidi_control'],
    [textSpans.parseSpec({ classes, agreement_bar: Number.NaN }), 'label_spec.agreement_bar range'],
  ];
  for (const [parsed, refusal] of refusals) assert.equal(refusalOf(parsed), refusal);
  assert.ok(spans(span(0, 5), span(5, 20)).ok);
});

test('a bar that nobody set is 0.7 of boxes and 0.6 of spans; classes stand by code points', () => {
  const given = ['\u{1f431}', '\uff21', 'a'];
  const [boxes, spans] = [boundingBoxes, textSpans].map((kind) => kind.parseSpec({ classes: given }));
  assert.ok(boxes?.ok && spans?.ok);
  assert.deepEqual(boxes.value, { classes: ['a', '\uff21', '\u{1f431}'], bar: Math.round(0.7 * unit) });
  assert.equal(spans.value.bar, Math.round(0.6 * unit));
});

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

test('edges are in the middle, strays are not there, who is off weighs less', () => {
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
