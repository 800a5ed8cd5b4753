import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Recent } from './recent.ts';

test('what is known is what was last put, and never more than the bound is kept', () => {
  const key = fc.integer({ min: 1, max: 16 }).map(String);
  const step = fc.oneof(
    fc.record({ do: fc.constant('set'), key, value: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constantFrom('get', 'delete'), key, value: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 10, max: 20 }), (steps, max) => {
      const recent = new Recent<number>(max, (value) => value);
      const all = new Map<string, number>();
      for (const { do: what, key: name, value } of steps) {
        if (what === 'set') recent.set(name, value);
        if (what === 'set') all.set(name, value);
        if (what === 'delete') recent.delete(name);
        if (what === 'delete') all.delete(name);
        const known = recent.get(name);
        if (what === 'set') assert.equal(known, value);
        else if (known !== undefined) assert.equal(known, all.get(name));
      }
      const kept = [...all.keys()].map((name) => recent.get(name) ?? 0);
      assert.ok(kept.reduce((sum, weight) => sum + weight, 0) <= max);
    }),
  );
});

test('what is used stays, while others come and go', () => {
  const recent = new Recent<number>(10);
  recent.set('used', 1);
  for (let i = 0; i < 100; i++) {
    recent.set(`other ${i}`, i);
    assert.equal(recent.get('used'), 1);
  }
  assert.equal(recent.get('other 0'), undefined);
  recent.clear();
  assert.equal(recent.get('used'), undefined);
});
