import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exp, ln, softmax, unit } from './arithmetic.ts';

const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const negative = fc.double({ min: -29, max: 0, noNaN: true });

test('logarithm and power are as exact as a double can say', () => {
  fc.assert(
    fc.property(positive, (x) => {
      assert.ok(Math.abs(ln(x) - Math.log(x)) <= 1e-14 * Math.max(1, Math.abs(Math.log(x))), `${x}`);
    }),
  );
  fc.assert(
    fc.property(negative, (x) => {
      assert.ok(Math.abs(exp(x) / Math.exp(x) - 1) <= 1e-13, `${x}`);
    }),
  );
  assert.deepEqual([ln(1), exp(0)], [0, 1]);
});

test('shares sum to one, keep the order of the logarithms, and overflow nowhere', () => {
  const logs = fc.array(fc.integer({ min: -5000 * unit, max: 5000 * unit }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(logs, (given) => {
      const shares = softmax(given);
      const sum = shares.reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 1) < 1e-12);
      for (let i = 1; i < given.length; i++) {
        if (given[i]! > given[i - 1]!) assert.ok(shares[i]! >= shares[i - 1]!);
      }
    }),
  );
});
