import assert from 'node:assert/strict';
import {
  answerSum,
  batchCounts,
  labelSum,
  minuteFigure,
  type ResultScope,
  scopeSum,
  templateKey,
} from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';

async function sumsOf({ storage, nowMs }: Stage, scope: ResultScope, template: string) {
  const names = [scopeSum(scope), answerSum(scope, template), labelSum(scope, nowMs)];
  const [all, answers, minutes] = await storage.stats.results(names);
  return { all, answers, minutes };
}

export const resultSuite: Suite = {
  'what labels and decisions are like is added to the sums of the job and of the template, once': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const jobId = stage.ids.next('job');
    const [first, second] = await stage.open(customerId, 2, { jobId });
    const [alone] = await stage.open(customerId);
    const template = templateKey(await stage.task(first!), sha256);
    await stage.labels(first!, 'cat', 'dog', 'cat');
    await stage.labels(second!, 'dog');
    await stage.storage.tasks.cancel({ taskId: alone!, nowMs: stage.nowMs });
    await stage.settle();
    const minute = minuteFigure(stage.nowMs);
    const job = await sumsOf(stage, { of: 'job', id: jobId }, template);
    assert.deepEqual({ ...job.all, capSats: 0 }, { opened: 2, capSats: 0, labels: 3, decided: 1 });
    // Of the options in order: bird, cat, dog. Two of three agree, a little less than the middle of its bin.
    assert.deepEqual(job.answers, { a1: 1, h13: 1, s13: -8_333, 'v1.1': 2, 'v1.2': 1 });
    assert.deepEqual(job.minutes, { [minute]: 4 });
    const ofTemplate = { of: 'template', customerId, template } as const;
    const whole = await sumsOf(stage, ofTemplate, template);
    assert.deepEqual(
      { ...whole.all, capSats: 0 },
      { opened: 3, capSats: 0, labels: 3, decided: 1, cancelled: 1 },
    );
    assert.deepEqual([whole.answers, whole.minutes], [job.answers, {}]);
    const other = await sumsOf(stage, { ...ofTemplate, customerId: await stage.customer() }, template);
    assert.deepEqual(other, { all: {}, answers: {}, minutes: {} });
    assert.deepEqual(await stage.storage.stats.results([]), []);
  },

  'what was paid for a task is added to its batch': async (stage) => {
    const customerId = await stage.customer();
    const batchId = stage.ids.next('batch');
    const order = stage.order(customerId, { batchId });
    const tasks = [{ order, idempotency: null }];
    const batch = { batchId, idempotency: null };
    await stage.storage.tasks.open({ customerId, tasks, batch, nowMs: stage.nowMs });
    await stage.settle();
    await stage.labels(order.taskId, 'cat', 'cat', 'cat');
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    const { payment } = await stage.task(order.taskId);
    assert.ok(payment.kind === 'paid' && payment.costSats > 0);
    const { all } = await sumsOf(stage, { of: 'batch', id: batchId }, '');
    assert.deepEqual([all?.paid, all?.costSats, all?.decided], [1, payment.costSats, 1]);
  },

  'a batch knows in which state its own tasks are, whatever becomes of them, and counting them anew changes nothing':
    async (stage) => {
      const customerId = await stage.customer();
      const { tasks, stats } = stage.storage;
      const batchId = stage.ids.next('batch');
      const orders = Array.from({ length: 5 }, () => stage.order(customerId, { batchId }));
      const [claimed, decided, cancelled, late] = orders.map(({ taskId }) => taskId);
      const batch = { batchId, idempotency: null };
      const wanted = orders.map((order) => ({ order, idempotency: null }));
      await tasks.open({ customerId, tasks: wanted, batch, nowMs: stage.nowMs });
      const counts = async () => {
        const [figures = {}] = await stats.results([scopeSum({ of: 'batch', id: batchId })]);
        return batchCounts(orders.length, figures, []);
      };
      const none = { pending: 0, in_progress: 0, verified: 0, settled: 0, expired: 0, cancelled: 0 };
      assert.deepEqual(await counts(), { ...none, pending: 5 });
      await stage.labels(claimed!, 'cat');
      await stage.labels(decided!, 'cat', 'cat', 'cat');
      await tasks.cancel({ taskId: cancelled!, nowMs: stage.nowMs });
      await tasks.giveUp({ taskId: late!, nowMs: stage.nowMs });
      await stage.settle();
      const midway = { ...none, pending: 1, in_progress: 1, verified: 1, expired: 1, cancelled: 1 };
      assert.deepEqual(await counts(), midway);
      assert.equal(await tasks.countBatch(batchId), true);
      assert.deepEqual(await counts(), midway);
      const { settlement } = await stage.storeBatch(await stage.lane());
      await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
      const after = { ...midway, verified: 0, settled: 1 };
      assert.deepEqual(await counts(), after);
      assert.equal(await tasks.countBatch(batchId), true);
      assert.deepEqual(await counts(), after);
    },
};
