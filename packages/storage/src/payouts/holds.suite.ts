import assert from 'node:assert/strict';
import type { HoldRecord } from '@asg/domain';
import type { Suite } from '../contract/suite.ts';

const aHold = (workerId: string, change: Partial<HoldRecord> = {}): HoldRecord => ({
  workerId,
  firstId: 'stl_1',
  fromMs: 1,
  rightAnswers: 0,
  countedAtMs: 1,
  heldAtMs: 1,
  isFree: false,
  lookAtMs: 1,
  withdrawalId: null,
  forfeitId: null,
  ...change,
});

export const holdSuite: Suite = {
  'what is held for a worker is listed by the moment when it is to be looked at, until it is over': async ({
    storage,
    ids,
  }) => {
    const [kim, robin] = [ids.next('worker'), ids.next('worker')];
    assert.equal(await storage.holds.get(kim), null);
    const first = aHold(kim, { lookAtMs: 20 });
    for (let i = 0; i < 2; i++) assert.deepEqual(await storage.holds.hold(first), first);
    const second = await storage.holds.hold(aHold(robin, { lookAtMs: 3 }));
    const waiting = async () => storage.holds.waiting({ limit: 10, after: null });
    assert.deepEqual(await waiting(), [second, first]);
    const later = { ...second, lookAtMs: 1_000 };
    for (let i = 0; i < 2; i++)
      assert.equal(await storage.holds.note({ before: second, after: later }), true, 'again gives the same');
    assert.deepEqual(await waiting(), [first, later]);
    assert.equal(await storage.holds.note({ before: first, after: { ...first, lookAtMs: null } }), true);
    assert.deepEqual(await waiting(), [later]);
  },

  'a look writes nothing over what was held meanwhile': async ({ storage, ids }) => {
    const kim = ids.next('worker');
    const read = await storage.holds.hold(aHold(kim));
    const hourMs = 3_600_000;
    const held = await storage.holds.hold(aHold(kim, { firstId: 'stl_2', heldAtMs: 1 + hourMs }));
    assert.deepEqual(held, { ...read, heldAtMs: 1 + hourMs }, 'what was held first is held on');
    assert.equal(await storage.holds.note({ before: read, after: { ...read, lookAtMs: null } }), false);
    assert.deepEqual(await storage.holds.get(kim), held);
  },
};
