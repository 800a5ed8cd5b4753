import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { percentOfSats, sats } from './sats.ts';

test('a percentage is rounded down to a satoshi, exactly, of sums of any size', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.nat(100), (amount, percent) => {
      const exact = (BigInt(amount) * BigInt(percent)) / 100n;
      assert.equal(percentOfSats(sats(amount), percent), Number(exact));
    }),
  );
  assert.equal(percentOfSats(sats(199), 1), 1);
  for (const percent of [-1, 101, 0.5]) assert.throws(() => percentOfSats(sats(1), percent), RangeError);
});
