import assert from 'node:assert/strict';
import { accepted } from './stage.ts';
import type { Suite } from './suite.ts';

export const durabilitySuite: Suite = {
  'what was acknowledged is there after the store was closed and opened again': async (stage) => {
    if (stage.reopen === null) return;
    const customerId = await stage.customer(50);
    const taskIds = await stage.open(customerId, 10);
    const [first, second, third] = taskIds;
    await stage.labels(first!, 'cat', 'cat', 'cat');
    const { settlement } = await stage.storeBatch(await stage.lane());
    const workerId = stage.ids.next('worker');
    await stage.claim(workerId);
    const before = await stage.storage.tasks.many(taskIds);

    stage.storage = await stage.reopen();
    await stage.settle();
    assert.deepEqual(await stage.storage.tasks.many(taskIds), before);
    assert.equal(await stage.quotaLeft(customerId), 40);
    assert.deepEqual(await stage.storage.settlement.get(settlement.settlementId), settlement);
    assert.equal((await stage.claim(workerId))[0]?.taskId, third);
    const other = stage.ids.next('worker');
    assert.equal((await stage.claim(other))[0]?.taskId, second);
  },

  'a task opened after the restart of an empty queue is offered to workers from before': async (stage) => {
    if (stage.reopen === null) return;
    const customerId = await stage.customer();
    await stage.open(customerId, 5);
    const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
    for (const workerId of workers) {
      for (const task of await stage.claim(workerId, { count: 5 })) {
        accepted(await stage.label(task, workerId, 'cat'));
      }
    }
    stage.storage = await stage.reopen();
    const [taskId] = await stage.open(customerId);
    for (const workerId of workers) assert.equal((await stage.claim(workerId))[0]?.taskId, taskId);
  },

  'after a clean run a sweep finds nothing': async (stage) => {
    const [taskId] = await stage.open(await stage.customer(), 3);
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    await stage.settle();
    assert.deepEqual(await stage.storage.sweep({ nowMs: stage.nowMs, limit: 100 }), { repaired: 0 });
  },
};
