import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { heldLeadership, type LeadershipRecord } from './leadership.ts';

test('one process leads at a time, however they ask; the token grows with each change of leader', () => {
  const steps = fc.array(
    fc.record({
      holder: fc.constantFrom('a', 'b', 'c'),
      afterMs: fc.nat(15),
      holdMs: fc.constantFrom(0, 10),
    }),
  );
  fc.assert(
    fc.property(steps, (given) => {
      let known = null as LeadershipRecord | null;
      let nowMs = 0;
      for (const { holder, afterMs, holdMs } of given) {
        nowMs += afterMs;
        const before = known;
        const after = heldLeadership(before, { name: 'settler', holder, nowMs, holdMs, note: null });
        const isOthers = before !== null && before.holder !== holder && before.untilMs > nowMs;
        assert.equal(after === null, isOthers);
        if (after === null) continue;
        assert.equal(after.token, (before?.token ?? 0) + (before?.holder === holder ? 0 : 1));
        assert.equal(after.untilMs, nowMs + holdMs);
        known = after;
      }
    }),
  );
});
