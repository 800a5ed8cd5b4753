import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexOfMax, unit } from './arithmetic.ts';
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
