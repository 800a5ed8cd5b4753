import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { choice } from './choice/choice.ts';
import { comparison } from './comparison/comparison.ts';
import { multiLabel } from './multi-label/multi-label.ts';
import { rating } from './rating/rating.ts';
import type { Parsed } from './values/refusal.ts';

const override = '\u202eevil';
const million = Array.from({ length: 1_000_000 }, (_, i) => `option ${i}`);

function refusalOf(parsed: Parsed<unknown>): string {
  assert.ok(!parsed.ok, 'it is taken');
  const { field, constraint, message } = parsed.refusal;
  assert.doesNotMatch(message, /[\p{Cf}\p{Cc}]/u, 'the sentence itself holds what does not show');
  assert.ok(message.length < 200);
  return `${field} ${constraint}`;
}

const choiceSpec = { options: ['cat', 'dog'] };
const multiSpec = { options: ['a', 'b', 'c'], bar: 32_768 };
const pairSpec = { items: ['one', 'two'], mayTie: true };
const scaleSpec = { from: 1, to: 5, tolerance: 1 };

test('hostile labels of each kind are refused by field and rule', () => {
  const refusals: readonly (readonly [Parsed<unknown>, string])[] = [
    [choice.parse('cow', choiceSpec), 'label unknown'],
    [choice.parse(Number.NaN, choiceSpec), 'label type'],
    [choice.parse(override, choiceSpec), 'label unknown'],
    [choice.parse(['cat'], choiceSpec), 'label type'],
    [comparison.parse({ item: 'three' }, pairSpec), 'value.item unknown'],
    [comparison.parse({ item: override }, pairSpec), 'value.item unknown'],
    [comparison.parse({ item: 'one', tie: true }, pairSpec), 'value one_of'],
    [comparison.parse({ tie: 1 }, pairSpec), 'value.tie type'],
    [comparison.parse({ tie: true }, { ...pairSpec, mayTie: false }), 'value.tie not_allowed'],
    [comparison.parse({ item: 'one', [override]: 1 }, pairSpec), 'value unknown_member'],
    [comparison.parse('one', pairSpec), 'value type'],
    [comparison.parse({}, pairSpec), 'value.item type'],
    [multiLabel.parse({ options: million }, multiSpec), 'value.options max_items'],
    [multiLabel.parse({ options: [] }, multiSpec), 'value.options min_items'],
    [multiLabel.parse({ options: ['a', 'a'] }, multiSpec), 'value.options.1 repeated'],
    [multiLabel.parse({ options: ['a', 'z'] }, multiSpec), 'value.options.1 unknown'],
    [multiLabel.parse({ options: [Number.NaN] }, multiSpec), 'value.options.0 type'],
    [multiLabel.parse({ options: 'a' }, multiSpec), 'value.options type'],
    [multiLabel.parse({ options: ['a'], none: true }, multiSpec), 'value one_of'],
    [multiLabel.parse({ none: false }, multiSpec), 'value.none type'],
    [multiLabel.parse({}, multiSpec), 'value.none type'],
    [multiLabel.parse(null, multiSpec), 'value type'],
    [rating.parse(Number.NaN, scaleSpec), 'value step'],
    [rating.parse(Number.POSITIVE_INFINITY, scaleSpec), 'value step'],
    [rating.parse(2.5, scaleSpec), 'value step'],
    [rating.parse(0, scaleSpec), 'value step'],
    [rating.parse(6, scaleSpec), 'value step'],
    [rating.parse('3', scaleSpec), 'value type'],
    [rating.parse({ valueOf: 3 }, scaleSpec), 'value type'],
  ];
  for (const [parsed, refusal] of refusals) assert.equal(refusalOf(parsed), refusal);
});

test('hostile label specs of each kind are refused by field and rule', () => {
  const refusals: readonly (readonly [Parsed<unknown>, string])[] = [
    [choice.parseSpec({ options: million }), 'label_spec.options max_items'],
    [choice.parseSpec({ options: ['a'] }), 'label_spec.options min_items'],
    [comparison.parseSpec({ items: ['a'] }), 'label_spec.items min_items'],
    [comparison.parseSpec({ items: million }), 'label_spec.items max_items'],
    [comparison.parseSpec({ items: ['a', 'a'] }), 'label_spec.items.1 repeated'],
    [comparison.parseSpec({ items: ['a', override] }), 'label_spec.items.1 bidi_control'],
    [comparison.parseSpec({ items: ['a', '\ud800'] }), 'label_spec.items.1 well_formed'],
    [comparison.parseSpec({ items: ['a', 'b'], tie: 'yes' }), 'label_spec.tie type'],
    [multiLabel.parseSpec({ options: million }), 'label_spec.options max_items'],
    [multiLabel.parseSpec({ options: ['a', 'x\u2066y'] }), 'label_spec.options.1 bidi_control'],
    [multiLabel.parseSpec({ options: ['a', ' '] }), 'label_spec.options.1 not_blank'],
    [
      multiLabel.parseSpec({ options: ['a', 'b'], agreement_bar: Number.NaN }),
      'label_spec.agreement_bar range',
    ],
    [multiLabel.parseSpec({ options: ['a', 'b'], agreement_bar: 0 }), 'label_spec.agreement_bar range'],
    [multiLabel.parseSpec({ options: ['a', 'b'], agreement_bar: 1.1 }), 'label_spec.agreement_bar range'],
    [rating.parseSpec({ scale: { from: 1, to: Number.NaN } }), 'label_spec.scale.to whole_number'],
    [rating.parseSpec({ scale: { from: 1, to: 1 } }), 'label_spec.scale steps'],
    [rating.parseSpec({ scale: { from: 0, to: 100 } }), 'label_spec.scale steps'],
    [rating.parseSpec({ scale: { from: 1, to: 1e308 } }), 'label_spec.scale.to whole_number'],
    [
      rating.parseSpec({ scale: { from: 1, to: 5 }, agreement_bar: 0.5 }),
      'label_spec.agreement_bar whole_number',
    ],
    [rating.parseSpec({ scale: { from: 1, to: 5 }, agreement_bar: 2 }), 'label_spec.agreement_bar range'],
    [rating.parseSpec({ scale: { from: 1, to: 3 }, agreement_bar: 1 }), 'label_spec.agreement_bar range'],
    [rating.parseSpec({ scale: [1, 5] }), 'label_spec.scale type'],
    [rating.parseSpec({ scale: { from: 1, to: 5 }, surprise: 1 }), 'label_spec unknown_member'],
  ];
  for (const [parsed, refusal] of refusals) assert.equal(refusalOf(parsed), refusal);
});

test('whatever JSON comes, it is taken or refused, and what is taken has one canonical text that means the same', () => {
  const json = fc.oneof(
    fc.jsonValue(),
    fc.record(
      { options: fc.array(fc.constantFrom('a', 'b', 'c', 'd')), none: fc.boolean(), item: fc.string() },
      { requiredKeys: [] },
    ),
    fc.double(),
  );
  fc.assert(
    fc.property(json, (given) => {
      for (const parse of [
        () => again(choice.parse(given, choiceSpec), (value) => value),
        () => again(comparison.parse(given, pairSpec), comparison.canonical),
        () => again(multiLabel.parse(given, multiSpec), multiLabel.canonical),
        () => again(rating.parse(given, scaleSpec), rating.canonical),
      ])
        parse();
    }),
    { numRuns: 500 },
  );
});

function again<Value>(parsed: Parsed<Value>, canonical: (value: Value) => string): void {
  if (!parsed.ok) refusalOf(parsed);
  else assert.ok(canonical(parsed.value).isWellFormed());
}

test('equal sets have one canonical text, in the order of code points, and it is parsed to the same again', () => {
  const spec = multiLabel.parseSpec({ options: ['\u{1f431}', '\uff21', 'b', 'a'] });
  assert.ok(spec.ok);
  const [one, other] = [
    ['\u{1f431}', 'a', '\uff21'],
    ['\uff21', '\u{1f431}', 'a'],
  ].map((options) => multiLabel.parse({ options }, spec.value));
  assert.ok(one?.ok && other?.ok);
  // By UTF-16 the cat would stand before the wide A.
  assert.equal(multiLabel.canonical(one.value), '{"options":["a","\uff21","\u{1f431}"]}');
  assert.equal(multiLabel.canonical(other.value), multiLabel.canonical(one.value));
  const back = multiLabel.parse(JSON.parse(multiLabel.canonical(one.value)), spec.value);
  assert.deepEqual(back, one);
  const none = multiLabel.parse({ none: true }, spec.value);
  assert.ok(none.ok);
  assert.equal(multiLabel.canonical(none.value), '{"none":true}');
  const zero = rating.parse(-0, { from: -1, to: 3, tolerance: 0 });
  assert.ok(zero.ok && Object.is(zero.value, 0));
});

test('an item may be called tie: it is not taken for one', () => {
  const spec = comparison.parseSpec({ items: ['tie', 'left'] });
  assert.ok(spec.ok);
  const [item, tie] = [
    comparison.parse({ item: 'tie' }, spec.value),
    comparison.parse({ tie: true }, spec.value),
  ];
  assert.ok(item.ok && tie.ok);
  assert.equal(comparison.agrees(item.value, tie.value, spec.value), false);
  assert.notDeepEqual(comparison.answers(item.value, spec.value), comparison.answers(tie.value, spec.value));
});

test('a short scale has no tolerance unless it is said, a longer one has one step', () => {
  for (const [to, tolerance] of [
    [2, 0],
    [4, 0],
    [5, 1],
    [10, 1],
  ] as const) {
    const spec = rating.parseSpec({ scale: { from: 1, to } });
    assert.ok(spec.ok);
    assert.equal(spec.value.tolerance, tolerance);
  }
  const two = rating.parseSpec({ scale: { from: 0, to: 10 }, agreement_bar: 2 });
  assert.ok(two.ok && two.value.tolerance === 2);
});

test('a name has up to 200 characters, however many units of UTF-16 each of them is', () => {
  const options = (count: number) => multiLabel.parseSpec({ options: ['🌞'.repeat(count), 'b'] });
  assert.ok(options(200).ok);
  assert.equal(refusalOf(options(201)), 'label_spec.options.0 max_length');
  assert.equal(
    refusalOf(multiLabel.parseSpec({ options: ['a'.repeat(201), 'b'] })),
    'label_spec.options.0 max_length',
  );
});
