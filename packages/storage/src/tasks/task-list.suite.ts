import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';
import type { TaskStretch } from './store.ts';

export const taskListSuite: Suite = {
  'tasks are listed by stretches of their ids, the newest first, and only to their customer': async (
    stage,
  ) => {
    const [customerId, other] = [await stage.customer(), await stage.customer()];
    const taskIds: string[] = [];
    for (let i = 0; i < 3; i++) {
      taskIds.push(...(await stage.open(customerId, 2)));
      await stage.open(other, 2);
    }
    const listed = async (stretch: Partial<TaskStretch>) =>
      (
        await stage.storage.tasks.ofCustomer({
          customerId,
          after: null,
          before: null,
          limit: 100,
          ...stretch,
        })
      ).map((task) => task.taskId);
    const newest = taskIds.toReversed();
    assert.deepEqual(await listed({}), newest);
    assert.deepEqual(await listed({ limit: 2 }), newest.slice(0, 2));
    assert.deepEqual(await listed({ before: newest[1]!, limit: 3 }), newest.slice(2, 5));
    assert.deepEqual(await listed({ after: newest[3]! }), newest.slice(0, 3));
    assert.deepEqual(await listed({ after: newest[4]!, before: newest[1]! }), newest.slice(2, 4));
    assert.deepEqual(await listed({ customerId: stage.ids.next('customer') }), []);
  },

  'a listed task is the task in its present state': async (stage) => {
    const customerId = await stage.customer();
    const [taskId] = await stage.open(customerId);
    await stage.labels(taskId!, 'cat', 'cat', 'dog');
    const listed = await stage.storage.tasks.ofCustomer({ customerId, after: null, before: null, limit: 1 });
    assert.deepEqual(listed, [await stage.task(taskId!)]);
    assert.equal(listed[0]!.state, 'verified');
  },
};
