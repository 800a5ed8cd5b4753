import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AdaptivePolicy, type DecisionBasis, decideConsensus, decideNow } from '@asg/consensus';
import fc from 'fast-check';
import { goldScore } from './agreement/gold-score.ts';
import { choice } from './choice/choice.ts';
import { type Comparison, comparison } from './comparison/comparison.ts';
import type { Kind } from './kind.ts';
import { multiLabel } from './multi-label/multi-label.ts';
import { rating } from './rating/rating.ts';
import { basesOf, newCrowdModel } from './units/crowd.ts';
import type { Combined, Ground, KindLabel } from './units/unit.ts';

const votes = (threshold: number): Ground => ({
  kind: 'votes',
  policy: { policy: 'threshold', threshold, earlyStop: false, maxLabels: 2 * threshold + 1 },
});
const adaptive = (maxLabels: number): AdaptivePolicy => ({
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 2,
  maxLabels,
});

const choiceSpec = { options: ['cat', 'dog', 'cow'] };
const multiSpec = { options: ['a', 'b', 'c', 'd'], bar: 32_768 };
const pairSpec = { items: ['one', 'two'], mayTie: true };
const scaleSpec = { from: 1, to: 7, tolerance: 1 };

const said = <Value>(...values: readonly Value[]): readonly KindLabel<Value>[] =>
  values.map((value) => ({ value, columns: [] }));

function decidedValue<Value>(combined: Combined<Value>): Value {
  assert.ok(combined.kind === 'decided', combined.kind);
  return combined.value;
}

/** Labels with log-likelihoods as they may come of any worker. */
const weighedLabels = <Spec, Value>(kind: Kind<Spec, Value>, spec: Spec, values: fc.Arbitrary<Value>) => {
  const columns = fc.tuple(
    ...kind.units(spec).map(({ answers }) =>
      fc.array(fc.integer({ min: -600_000, max: -1 }), {
        minLength: answers.length,
        maxLength: answers.length,
      }),
    ),
  );
  return fc.array(fc.record({ value: values, columns }), { minLength: 2, maxLength: 9 });
};

/** Whatever the labels are, the verdict and who is paid do not depend on their order, and somebody is paid wherever there is a verdict. */
function paysFairly<Spec, Value>(kind: Kind<Spec, Value>, spec: Spec, values: fc.Arbitrary<Value>): void {
  const bases = basesOf(newCrowdModel(kind.units(spec)));
  const labels = weighedLabels(kind, spec, values).chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
    ),
  );
  const paid = (given: readonly KindLabel<Value>[], consensus: Value): string =>
    given
      .filter(({ value }) => kind.agrees(value, consensus, spec))
      .map((label) => JSON.stringify(label))
      .sort()
      .join();
  let decided = 0;
  fc.assert(
    fc.property(labels, fc.integer({ min: 2, max: 5 }), ([given, shuffled], threshold) => {
      const weighed: Ground = { kind: 'weighed', policy: adaptive(given.length), bases };
      // A choice is looked at label by label, and closes at the first verdict: there are never more labels than one looks at.
      const least = kind.name === 'choice' ? given.length : 2;
      const grounds = [weighed, votes(Math.max(threshold, least))];
      for (const ground of grounds) {
        const [one, other] = [kind.combine(given, ground, spec), kind.combine(shuffled, ground, spec)];
        assert.deepEqual(other, one);
        if (one.kind !== 'decided') continue;
        decided++;
        const [first, second] = [paid(given, one.value), paid(shuffled, one.value)];
        assert.notEqual(first, '');
        assert.equal(second, first);
        assert.ok(one.confidence >= 0 && one.confidence <= 1);
        assert.ok(
          kind.parse(kind.name === 'choice' ? one.value : JSON.parse(kind.canonical(one.value)), spec).ok,
        );
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(decided > 200, `${decided} verdicts`);
}

test('choice: who is paid depends on no order, and somebody is', () => {
  paysFairly(choice, choiceSpec, fc.constantFrom(...choiceSpec.options));
});

test('comparison: who is paid depends on no order, and somebody is', () => {
  paysFairly(comparison, pairSpec, fc.constantFrom({ item: 'one' }, { item: 'two' }, { tie: true } as const));
});

test('multi-label: who is paid depends on no order, and somebody is', () => {
  paysFairly(multiLabel, multiSpec, fc.subarray(multiSpec.options.slice()));
});

test('rating: who is paid depends on no order, and somebody is', () => {
  paysFairly(rating, scaleSpec, fc.integer({ min: 1, max: 7 }));
});

test('choice is decided as it ever was, by votes and by the model', () => {
  const option = fc.constantFrom(...choiceSpec.options);
  const basis: DecisionBasis = { ...basesOf(newCrowdModel(choice.units(choiceSpec)))[0]! };
  fc.assert(
    fc.property(fc.array(option, { maxLength: 9 }), fc.integer({ min: 2, max: 5 }), (given, threshold) => {
      const ground = votes(threshold);
      const { policy } = ground;
      assert.ok(policy.policy === 'threshold');
      const now = choice.combine(said(...given), ground, choiceSpec);
      const before = decideConsensus(
        given.map((one) => choiceSpec.options.indexOf(one)),
        policy,
      );
      assert.equal(now.kind, before.kind);
      if (now.kind === 'decided' && before.kind === 'decided') {
        assert.equal(now.value, choiceSpec.options[before.option]);
        assert.equal(now.confidence, before.confidence);
      }
    }),
  );
  fc.assert(
    fc.property(weighedLabels(choice, choiceSpec, option), (given) => {
      const now = choice.combine(given, { kind: 'weighed', policy: adaptive(6), bases: [basis] }, choiceSpec);
      const labels = given.map(({ value, columns }) => ({
        option: choiceSpec.options.indexOf(value),
        column: columns[0]!,
      }));
      const before = decideNow(labels, basis, adaptive(6));
      assert.equal(now.kind, before.kind);
      if (now.kind !== 'decided' || before.kind !== 'decided') return;
      assert.equal(now.value, choiceSpec.options[before.option]);
      assert.equal(now.confidence, before.confidence);
    }),
  );
});

test('a tie verdict pays ties', () => {
  const tie = { tie: true } as const;
  const consensus = decidedValue(
    comparison.combine(said<Comparison>(tie, { item: 'one' }, tie), votes(3), pairSpec),
  );
  assert.deepEqual(consensus, tie);
  assert.ok(comparison.agrees(tie, consensus, pairSpec));
  assert.ok(!comparison.agrees({ item: 'one' }, consensus, pairSpec));
});

test('multi-label is decided option by option, and pays from the bar on', () => {
  const found = multiLabel.combine(said(['a', 'b'], ['b', 'c'], ['b']), votes(3), multiSpec);
  assert.ok(found.kind === 'decided');
  assert.deepEqual(found.value, ['b']);
  assert.deepEqual(
    found.units.map(({ answer }) => answer),
    ['absent', 'present', 'absent', 'absent'],
  );
  assert.equal(found.confidence, 2 / 3);
  assert.ok(multiLabel.agrees(['a', 'b'], ['b'], multiSpec));
  assert.ok(!multiLabel.agrees(['a', 'b', 'c'], ['b'], multiSpec));
  assert.ok(multiLabel.agrees([], [], multiSpec));
  assert.ok(!multiLabel.agrees(['a'], [], multiSpec));
});

test('where no label comes near what the options say, the value is the likeliest label', () => {
  const found = multiLabel.combine(said(['a'], ['b'], ['c']), votes(3), multiSpec);
  assert.ok(found.kind === 'decided');
  // Each option has one vote of three, so that nothing applies; but nobody said so.
  assert.deepEqual(found.value, ['a']);
  assert.equal(found.confidence, 0.333333);
});

test('rating by votes is the median of the labels', () => {
  const odd = fc
    .array(fc.integer({ min: 1, max: 7 }), { minLength: 3, maxLength: 9 })
    .filter(({ length }) => length % 2 === 1);
  fc.assert(
    fc.property(odd, (given) => {
      const median = given.toSorted((a, b) => a - b)[(given.length - 1) / 2];
      assert.equal(decidedValue(rating.combine(said(...given), votes(given.length), scaleSpec)), median);
    }),
  );
});

test('two halves of the scale ask for another label, and end at the most', () => {
  const split = said(1, 1, 7, 7);
  assert.deepEqual(rating.combine(split, votes(4), scaleSpec), { kind: 'open', targetLabels: 5 });
  assert.equal(decidedValue(rating.combine([...split, ...said(6)], votes(4), scaleSpec)), 6);
});

test('under the adaptive policy each kind asks for more labels until it is sure', () => {
  const bases = basesOf(newCrowdModel(multiLabel.units(multiSpec)));
  const ground: Ground = { kind: 'weighed', policy: adaptive(6), bases };
  const sure = [
    [-60_000, -300_000],
    [-300_000, -6_000],
    [-60_000, -300_000],
    [-60_000, -300_000],
  ];
  const unsure = sure.with(2, [-60_000, -61_000]);
  const label = (columns: readonly (readonly number[])[]): KindLabel<readonly string[]> => ({
    value: ['b'],
    columns,
  });
  assert.deepEqual(multiLabel.combine([label(sure)], ground, multiSpec), { kind: 'open', targetLabels: 2 });
  assert.deepEqual(multiLabel.combine([label(sure), label(unsure)], ground, multiSpec).kind, 'decided');
  assert.deepEqual(multiLabel.combine([label(unsure), label(unsure)], ground, multiSpec), {
    kind: 'open',
    targetLabels: 3,
  });
});

test('gold scores a choice right or wrong, a rating by how near it is, and nothing for a guess', () => {
  assert.equal(goldScore(choice, 'cat', 'cat', choiceSpec), 65_536);
  assert.equal(goldScore(choice, 'dog', 'cat', choiceSpec), 0);
  const scores = [4, 5, 6, 7].map((step) => goldScore(rating, step, 4, scaleSpec));
  const [first = 0, second = 0, third, fourth] = scores;
  assert.equal(first, 65_536);
  assert.ok(second > 65_536 / 3 && second < 65_536 / 2);
  assert.deepEqual([third, fourth], [0, 0]);
  const half = goldScore(multiLabel, ['a', 'b'], ['a'], multiSpec);
  assert.equal(half, Math.round(65_536 / 3));
  assert.equal(goldScore(multiLabel, ['c'], ['a'], multiSpec), 0);
});
