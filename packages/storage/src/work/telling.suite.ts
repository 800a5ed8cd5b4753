import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';

const adaptive = {
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 4,
  maxLabels: 7,
  threshold: 3,
  full: false,
} as const;

export const tellingSuite: Suite = {
  'of the tasks at the head of the queue a worker gets the one with the largest expected information gain':
    async (stage) => {
      const customerId = await stage.customer();
      const [sure, torn, fresh] = await stage.open(customerId, 3, { consensus: adaptive });
      await stage.labels(sure!, 'cat', 'cat', 'cat');
      await stage.labels(torn!, 'cat', 'dog');
      const workerId = stage.ids.next('worker');
      const given: string[] = [];
      for (let i = 0; i < 3; i++) given.push(...(await stage.claim(workerId)).map(({ taskId }) => taskId));
      // One label away from its decision, the sure one has a class of its own, before the others.
      assert.equal(given[0], sure);
      assert.deepEqual(given.slice(1), [fresh, torn], 'of three options none is known, of two one is left');
    },

  'a worker who can distinguish two options, and no others, gets tasks that are undecided between these':
    async (stage) => {
      const customerId = await stage.customer();
      const [specialist, ...others] = Array.from({ length: 4 }, () => stage.ids.next('worker'));
      const answer = async (taskId: string, workerId: string, label: string) => {
        const nonce = stage.ids.nonce();
        const { nowMs } = stage;
        await stage.change(taskId, { do: 'assign', workerId, nonce, leaseMs: 1_000, nowMs });
        await stage.label(await stage.task(taskId), workerId, label);
      };
      // Right on cats and dogs, always wrong the same way on birds.
      const policy = { policy: 'threshold', threshold: 4, earlyStop: false, maxLabels: 9 } as const;
      for (const label of Array(12).fill(['cat', 'dog', 'bird']).flat() as string[]) {
        const [taskId] = await stage.open(customerId, 1, { consensus: policy });
        for (const worker of others) await answer(taskId!, worker, label);
        await answer(taskId!, specialist!, label === 'bird' ? 'dog' : label);
      }
      const [dogOrBird, dogOrCat] = await stage.open(customerId, 2, { consensus: adaptive });
      for (const [taskId, label] of [
        [dogOrBird!, 'bird'],
        [dogOrCat!, 'cat'],
      ] as const) {
        await answer(taskId, others[0]!, label);
        await answer(taskId, others[1]!, 'dog');
      }
      const [first] = await stage.claim(specialist!);
      assert.equal(first!.taskId, dogOrCat, 'though the other one is older');
    },

  'no task waits for ever: a worker who continues gets every task, and none is passed by for long': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const taskIds = await stage.open(customerId, 40, { consensus: adaptive });
    for (const [i, taskId] of taskIds.entries()) if (i % 3 === 0) await stage.labels(taskId, 'cat', 'cat');
    const workerId = stage.ids.next('worker');
    const given: string[] = [];
    for (let i = 0; i < taskIds.length; i++) {
      const [task] = await stage.claim(workerId);
      given.push(task!.taskId);
      await stage.label(task!, workerId, 'dog');
    }
    assert.deepEqual(new Set(given), new Set(taskIds));
    for (const [i, taskId] of taskIds.entries()) {
      const place = given.indexOf(taskId);
      assert.ok(Math.abs(place - i) < 8, `task ${i} was given as number ${place}`);
    }
    assert.deepEqual(await stage.claim(workerId), []);
  },

  'tasks of the threshold policy are given in their order': async (stage) => {
    const customerId = await stage.customer();
    const taskIds = await stage.open(customerId, 10);
    for (const taskId of taskIds.slice(0, 5)) await stage.labels(taskId, 'cat');
    const given = (await stage.claim(stage.ids.next('worker'), { count: 10 })).map(({ taskId }) => taskId);
    assert.deepEqual(given, taskIds);
  },
};
