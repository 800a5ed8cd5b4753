import assert from 'node:assert/strict';
import { jobTaskId, type Task } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256Hex } from '../sha256.ts';

const dataUrl = 'https://example.com/?q=what-is-deleted';
const content = { dataUrl, metadata: { note: 'what is deleted' } };

/** Without what an erasure takes away. */
function kept({ dataUrl: _url, metadata: _metadata, erased: _erased, ...rest }: Task) {
  return rest;
}
const erase = (stage: Stage, taskId: string) => stage.storage.tasks.erase({ taskId, nowMs: stage.nowMs });

export const erasingSuite: Suite = {
  'a task that has ended loses its content and nothing else; an open one, and its neighbours, stay as they are':
    async (stage) => {
      const customerId = await stage.customer();
      const [erasedId, neighbourId] = await stage.open(customerId, 2, content);
      const open = await stage.task(erasedId!);
      assert.deepEqual(await erase(stage, erasedId!), open);
      assert.deepEqual(await stage.task(erasedId!), open);
      await stage.labels(erasedId!, 'cat', 'cat', 'dog');
      const before = await stage.task(erasedId!);
      const erased = await erase(stage, erasedId!);
      assert.deepEqual([erased?.dataUrl, erased?.metadata], ['', null]);
      assert.deepEqual(erased?.erased, { atMs: stage.nowMs, dataUrlHash: sha256Hex(dataUrl) });
      assert.deepEqual(kept(erased), kept(before));
      stage.nowMs += 60_000;
      assert.deepEqual(await erase(stage, erasedId!), erased, 'again changes nothing');
      await stage.settle();
      const { tasks } = stage.storage;
      const all = { after: null, before: null, limit: 9 };
      assert.deepEqual(await stage.task(erasedId!), erased);
      assert.deepEqual((await tasks.many([erasedId!]))[0], erased);
      assert.deepEqual(
        (await tasks.ofCustomer({ customerId, ...all })).find(({ taskId }) => taskId === erasedId),
        erased,
      );
      const scanned = await tasks.scan({ after: null, limit: 9 });
      assert.deepEqual(
        scanned.tasks.find(({ taskId }) => taskId === erasedId),
        erased,
      );
      assert.equal((await stage.task(neighbourId!)).dataUrl, dataUrl, 'of the same submission');
      assert.equal(await erase(stage, stage.ids.next('task')), null);
    },

  'erasures at once leave one, and its pay goes on: the batch has the hash': async (stage) => {
    const [taskId] = await stage.open(await stage.customer(), 1, content);
    await stage.labels(taskId!, 'cat', 'cat', 'dog');
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => erase(stage, taskId!)));
    for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    const { tasks } = await stage.storeBatch(await stage.lane());
    assert.deepEqual(
      tasks.map((task) => [task.taskId, task.erased?.dataUrlHash, task.labels.length]),
      [[taskId, sha256Hex(dataUrl), 3]],
    );
  },

  'the key of an erased task is known still, and the same submission does not bring its content back': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const order = stage.order(customerId, content);
    const idempotency = { key: 'one', bodyHash: 'body' };
    const submit = (taskId: string) =>
      stage.storage.tasks.open({
        customerId,
        tasks: [{ order: { ...order, taskId }, idempotency }],
        batch: null,
        nowMs: stage.nowMs,
      });
    await submit(order.taskId);
    await stage.storage.tasks.cancel({ taskId: order.taskId, nowMs: stage.nowMs });
    const erased = await erase(stage, order.taskId);
    const again = await submit(stage.ids.next('task'));
    assert.ok(again.kind === 'opened');
    assert.deepEqual(
      again.tasks.map(({ taskId, repeated }) => [taskId, repeated]),
      [[order.taskId, true]],
    );
    await stage.settle();
    assert.deepEqual(await stage.task(order.taskId), erased);
  },

  'with a task of a job goes its line as it was sent, and no other': async (stage) => {
    const { storage } = stage;
    const jobId = stage.ids.next('job');
    const taskId = jobTaskId(jobId, 2);
    await storage.jobs.keepLines({ jobId, lines: [1, 2, 3].map((line) => ({ line, text: `line ${line}` })) });
    const order = stage.order(await stage.customer(), { ...content, taskId, jobId });
    await storage.tasks.open(stage.request(order.customerId, [order]));
    await storage.tasks.cancel({ taskId, nowMs: stage.nowMs });
    for (let i = 0; i < 2; i++) await erase(stage, taskId);
    const lines = await storage.jobs.keptLines(jobId, { limit: 9, after: 0 });
    assert.deepEqual(
      lines.map(({ line }) => line),
      [1, 3],
    );
  },

  'a scrub ends with everything in place, also of a store that is opened again': async (stage) => {
    const [taskId, otherId] = await stage.open(await stage.customer(), 2, content);
    await stage.storage.tasks.cancel({ taskId: taskId!, nowMs: stage.nowMs });
    const erased = await erase(stage, taskId!);
    const other = await stage.task(otherId!);
    for (let i = 0; i < 2; i++) await stage.storage.scrub();
    assert.deepEqual(await stage.storage.tasks.many([taskId!, otherId!]), [erased, other]);
    if (stage.reopen === null) return;
    stage.storage = await stage.reopen();
    assert.deepEqual(await stage.storage.tasks.many([taskId!, otherId!]), [erased, other]);
  },
};
