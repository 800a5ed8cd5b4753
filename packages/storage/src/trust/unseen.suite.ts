import assert from 'node:assert/strict';
import { noTrust } from '@asg/domain';
import { accepted, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, claimTrust } from '../contract/trust-stage.ts';

/** Answers the gold task that comes next, without a look at it. */
async function guess(stage: Stage, workerId: string, label: string): Promise<string> {
  const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold') });
  assert.ok(task?.gold, 'a gold task was to be given');
  const command = { ...stage.labelCommand(task, workerId, label), unseen: 'taken' } as const;
  accepted(await stage.change(task.taskId, command));
  assert.equal((await stage.task(task.taskId)).labels[0]?.unseen, true, 'the record says so');
  return task.taskId;
}

export const unseenSuite: Suite = {
  'labels without a look are kept as such, and only what speaks against their worker counts': async (
    stage,
  ) => {
    await stage.open(await stage.customer());
    const items = await addGold(stage, 4);
    const workerId = stage.ids.next('worker');
    for (let i = 0; i < 2; i++) await guess(stage, workerId, 'cat');
    await stage.settle();
    assert.deepEqual(await stage.storage.trust.sums(workerId), noTrust);
    const miss = await guess(stage, workerId, 'dog');
    await stage.settle();
    const { goldRight, goldMissed, creditMicros } = await stage.storage.trust.sums(workerId);
    assert.deepEqual([goldRight, goldMissed, creditMicros], [0, 1, -500_000]);
    const signals = await stage.storage.trust.signals(workerId);
    assert.deepEqual([signals.recent, signals.unseen, signals.gold], [3, 3, '0']);
    for (const { goldId } of items) {
      const known = await stage.storage.gold.get(goldId);
      assert.deepEqual([known?.right, known?.missed], [0, 0], 'they say nothing of the item');
    }
    await stage.change(miss, { do: 'concede', workerId, appealId: 'apl_1', nowMs: stage.nowMs });
    await stage.settle();
    assert.deepEqual(await stage.storage.trust.sums(workerId), noTrust, 'it was no miss, and nothing else');
  },

  'a label without a look that the operator does not take changes nothing': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    const command = { ...stage.labelCommand(task!, workerId, 'cat'), unseen: 'refused' } as const;
    const outcome = await stage.change(taskId!, command);
    assert.equal(outcome.kind === 'refused' && outcome.reason, 'item_not_fetched');
    assert.deepEqual((await stage.task(taskId!)).labels, []);
    accepted(await stage.label(task!, workerId, 'cat'));
    await stage.settle();
    const signals = await stage.storage.trust.signals(workerId);
    assert.deepEqual([signals.recent, signals.unseen], [1, undefined]);
  },
};
