import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exp, indexOfMax, unit } from './arithmetic.ts';
import { logLikelihoodsOf, viewOf } from './likelihood.ts';
import { newTemplate, unknownWorker } from './statistics.ts';

const crowds = fc.integer({ min: 2, max: 5 }).chain((options) =>
  fc.record({
    options: fc.constant(options),
    counts: fc.array(fc.integer({ min: 0, max: 400 }), {
      minLength: options * options,
      maxLength: options * options,
    }),
  }),
);

test('whatever was counted, a label of somebody unknown speaks most for the option that it says', () => {
  fc.assert(
    fc.property(crowds, ({ options, counts }) => {
      const confusion = counts.map((count) => count * unit);
      const counted = confusion.reduce((sum, count) => sum + count, 0);
      const agreed = confusion.reduce(
        (sum, count, cell) => sum + (cell % (options + 1) === 0 ? count : 0),
        0,
      );
      const view = viewOf({ ...newTemplate(options), confusion, counted, agreed });
      for (let label = 0; label < options; label++) {
        assert.equal(indexOfMax(logLikelihoodsOf(view, unknownWorker, label)), label);
      }
    }),
  );
});

test('of a worker who is found to say the opposite, a label speaks for the other option', () => {
  const view = viewOf(newTemplate(2));
  const inverter = {
    agreed: 0,
    counted: 40 * unit,
    cells: [1, 20 * unit, 2, 20 * unit],
  };
  assert.equal(indexOfMax(logLikelihoodsOf(view, inverter, 0)), 1);
});

test('on a scale a label of an unknown crowd speaks for near options more than for far ones, and else for all alike', () => {
  const [asScale, unordered] = [
    viewOf(newTemplate(5), { scale: [0, 1, 2, 3, 4], expected: null }),
    viewOf(newTemplate(5)),
  ];
  const ends = logLikelihoodsOf(asScale, unknownWorker, 0);
  const turned = viewOf(newTemplate(5), { scale: [4, 3, 2, 1, 0], expected: null });
  assert.deepEqual(
    [...ends].sort((a, b) => b - a),
    ends,
  );
  assert.equal(new Set(ends).size, 5);
  assert.deepEqual(logLikelihoodsOf(turned, unknownWorker, 0), ends);
  const [, ...alike] = logLikelihoodsOf(unordered, unknownWorker, 0);
  assert.equal(new Set(alike).size, 1);
});

test('expected shares are the prior at first, and half of what is known however much there is', () => {
  const shares = (classes: readonly number[]) => {
    const tasks = classes.reduce((sum, count) => sum + count, 0) * unit;
    const statistics = { ...newTemplate(2), tasks, classes: classes.map((count) => count * unit) };
    return viewOf(statistics, { scale: null, expected: [0.9, 0.1] }).prior.map((log) => exp(log / unit));
  };
  for (const [classes, expected] of [
    [[0, 0], 0.9],
    [[0, 100_000], 0.45],
    [[100_000, 0], 0.95],
  ] as const) {
    const [first = 0, second = 0] = shares(classes);
    assert.ok(Math.abs(first - expected) < 0.001, `${first}`);
    assert.ok(Math.abs(first + second - 1) < 1e-4);
  }
});
