import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { givenLabelSpec } from './label-spec.ts';
import { valueViolations } from './violations.ts';

function problemsOf(class_shares: Readonly<Record<string, number>>, options = ['cat', 'dog', 'other']) {
  const found: string[] = [];
  valueViolations({ label_spec: { question: 'Which?', options, class_shares } }, (field, _, message) => {
    found.push(`${field} ${message}`);
  });
  return found;
}

test('class shares are whole numbers, or shares of 1, one for each option', () => {
  assert.deepEqual(problemsOf({ cat: 90, dog: 9, other: 1 }), []);
  assert.deepEqual(problemsOf({ other: 0.3333, cat: 0.3333, dog: 0.3333 }), []);
  assert.deepEqual(problemsOf({ '10': 0.25, '9': 0.75 }, ['10', '9']), []);
  const cases: readonly (readonly [Readonly<Record<string, number>>, RegExp])[] = [
    [{ cat: 1, dog: 1 }, /^label_spec.class_shares must have a number for each option: "other" has none$/],
    [{ cat: 1, dog: 1, other: 1, bird: 1 }, /^label_spec.class_shares names "bird", which is none/],
    [
      { cat: 0.5, dog: 0.5, other: 0.5 },
      /^label_spec.class_shares must be whole numbers, or shares that sum/,
    ],
    [{ cat: 2.5, dog: 1, other: 1 }, /must be whole numbers, or shares that sum to 1$/],
    [{ cat: 0.1234567, dog: 0.5, other: 0.3765433 }, /at most 6 decimals: "cat" has more$/],
  ];
  for (const [shares, message] of cases) {
    const [first = '', ...others] = problemsOf(shares);
    assert.match(first, message);
    assert.deepEqual(others, []);
  }
});

test('shares of any whole numbers, rounded to thousandths, are taken', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 50 }), (counts) => {
      const sum = counts.reduce((all, one) => all + one, 0);
      const options = counts.map((_, i) => `option ${i}`);
      const shares = counts.map((one) => Math.max(1, Math.round((one / sum) * 1_000_000)) / 1_000_000);
      assert.deepEqual(
        problemsOf(Object.fromEntries(options.map((name, i) => [name, shares[i]!])), options),
        [],
      );
    }),
  );
});

test('what is absent or says nothing is not kept', () => {
  const spec = { question: 'Which?', options: ['a', 'b'] };
  assert.deepEqual(givenLabelSpec({ ...spec, instructions: null, class_shares: null, ordinal: false }), spec);
  const whole = { ...spec, instructions: 'So', class_shares: { a: 1, b: 2 }, ordinal: true };
  assert.deepEqual(givenLabelSpec(whole), whole);
});
