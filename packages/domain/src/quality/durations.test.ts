import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { durationBucket, durationQuantile } from './durations.ts';

test('a quantile is at most 9.1 % above the real one, and never below it', () => {
  const durations = fc.array(fc.integer({ min: 125, max: 30_000_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95), (given, share) => {
      const counts = given
        .map((ms) => ({ bucket: durationBucket(ms), count: 1 }))
        .sort((a, b) => a.bucket - b.bucket);
      const real = [...given].sort((a, b) => a - b)[Math.ceil(share * given.length) - 1]! / 1000;
      const reported = durationQuantile(counts, share)!;
      assert.ok(reported >= real - 0.001 && reported <= real * 1.091 + 0.001, `${reported} for ${real}`);
    }),
  );
});

test('what is shorter or longer than the buckets is in the first or the last', () => {
  assert.equal(durationQuantile([], 0.5), null);
  assert.deepEqual([durationBucket(-5), durationBucket(0), durationBucket(125)], [0, 0, 0]);
  assert.equal(durationBucket(1e15), durationBucket(1e12));
});
