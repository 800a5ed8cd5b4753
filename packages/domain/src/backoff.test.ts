import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoffMs } from './backoff.ts';

test('a pause doubles with each failure, up to the most, and chance takes off no more than its part', () => {
  const growing = [1, 2, 3, 4, 5, 2_000].map((failures) =>
    backoffMs({ firstMs: 500, maxMs: 3_000 }, failures),
  );
  assert.deepEqual(growing, [500, 1_000, 2_000, 3_000, 3_000, 3_000]);
  assert.equal(backoffMs({ firstMs: 10, maxMs: 1_000, growth: 4 }, 3), 160);
  const ratio = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), ratio, ratio, (failures, jitter, chance) => {
      const rules = { firstMs: 100, maxMs: 5_000 };
      const whole = backoffMs(rules, failures);
      const pause = backoffMs({ ...rules, jitter }, failures, chance);
      assert.ok(pause <= whole && pause >= whole * (1 - jitter));
    }),
  );
});
