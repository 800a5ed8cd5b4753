import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';

export const lookSuite: Suite = {
  'looks that fail are listed by their job, their customer and when to look again, until they are closed':
    async ({ storage, ids, nowMs }) => {
      const [customerId, jobId] = [ids.next('customer'), ids.next('job')];
      const [single, ofJob] = [ids.next('task'), ids.next('task')];
      const tasks = [
        { taskId: single, customerId, jobId: null, labels: [] },
        { taskId: ofJob, customerId, jobId, labels: [] },
      ] as const;
      const fail = (place: 0 | 1, atMs: number) =>
        storage.looks.fail({ task: tasks[place], reason: 'its host answered 404', isCounted: true, atMs });
      assert.equal(await storage.looks.get(single), null);
      const first = await fail(0, nowMs);
      assert.deepEqual(await fail(0, nowMs), first, 'the same look, told again');
      const second = await fail(1, nowMs + 1);
      assert.deepEqual([first.failures, second.failures, second.jobId], [1, 1, jobId]);
      const page = { limit: 10, after: null };
      assert.deepEqual(await storage.looks.ofJob({ ...page, group: jobId }), [second]);
      assert.deepEqual(await storage.looks.ofCustomer({ ...page, group: customerId }), [first, second]);
      assert.deepEqual(await storage.looks.due(page), [first, second]);
      const sooner = await storage.looks.wish({ task: tasks[1], nowMs: nowMs + 40_000 });
      assert.deepEqual(await storage.looks.due(page), [sooner, first]);
      for (let i = 0; i < 2; i++) await storage.looks.close({ taskId: single, isEnded: true });
      for (let i = 0; i < 2; i++) await storage.looks.close({ taskId: ofJob, isEnded: false });
      assert.deepEqual(await storage.looks.due(page), []);
      assert.deepEqual(await storage.looks.ofCustomer({ ...page, group: customerId }), [
        { ...first, dueAtMs: null, isEnded: true },
      ]);
      assert.equal(await storage.looks.get(ofJob), null);
    },

  'a walk goes on from the state that was read, and what was opened meanwhile stays open': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const sourceId = ids.next('customer');
    const open = (atMs: number) => storage.lookWalks.open({ sourceId, bottom: 'tsk_0', nowMs: atMs });
    const page = { limit: 10, after: null };
    for (let i = 0; i < 2; i++) await open(nowMs);
    const [read] = await storage.lookWalks.underWay(page);
    assert.ok(read !== undefined);
    assert.deepEqual([read.bottom, read.openSinceMs], ['tsk_0', nowMs]);
    await storage.lookWalks.move({ ...read, at: 'tsk_5', top: 'tsk_9' });
    const [moved] = await storage.lookWalks.underWay(page);
    assert.deepEqual([moved?.at, moved?.revision], ['tsk_5', read.revision + 1]);
    await open(nowMs + 1);
    assert.ok(moved !== undefined);
    await storage.lookWalks.move({ ...moved, openSinceMs: null });
    const [still] = await storage.lookWalks.underWay(page);
    assert.deepEqual([still?.at, still?.openSinceMs], ['tsk_5', nowMs + 1]);
    assert.ok(still !== undefined);
    await storage.lookWalks.move({ ...still, openSinceMs: null });
    assert.deepEqual(await storage.lookWalks.underWay(page), []);
  },
};
