import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unit } from '@asg/consensus';
import { boundingBoxes } from './bounding-boxes/bounding-boxes.ts';
import type { Box } from './bounding-boxes/parse.ts';
import type { Span } from './text-spans/parse.ts';
import { textSpans } from './text-spans/text-spans.ts';
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
