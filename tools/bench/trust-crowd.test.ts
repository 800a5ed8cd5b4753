import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulateCrowd, trustOff, trustOn } from './trust-crowd.ts';

const plan = {
  seed: 'a fifth clicks at random',
  workers: 40,
  clickers: 0.2,
  skill: [0.75, 0.95],
  options: 4,
  tasks: 400,
  goldItems: 100,
} as const;

test('who clicks at random is below the trust floor within 30 labels, and the labels are better for it', async () => {
  const on = await simulateCrowd({ ...plan, trust: trustOn });
  const off = await simulateCrowd({ ...plan, trust: trustOff });
  for (const after of on.clickersCaughtAfter)
    assert.ok(after !== null && after <= 30, `caught after ${after}`);
  assert.equal(on.clickersCaughtAfter.length, 8);
  assert.deepEqual([on.decided, off.decided], [400, 400], 'nobody is missing so much that work stays undone');
  assert.ok(on.accuracy > off.accuracy + 0.02, `${on.accuracy} against ${off.accuracy}`);
  assert.ok(on.clickerLabels < off.clickerLabels / 4);
  assert.equal(on.honestSuspended, 0);
  assert.ok(off.clickersCaughtAfter.every((after) => after === null));
});
