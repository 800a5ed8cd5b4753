import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unit, unknownWorker } from '@asg/consensus';
import { coverOf } from '../../balance/cover.ts';
import { sats } from '../../money/sats.ts';
import { openTask, type TaskOrder } from '../../task/task.ts';
import { firstLabels } from './shares.ts';
import { type KnownModels, type TrainingExample, taughtBy, trained } from './training.ts';

const price = { payoutSats: sats(325), feePercent: 0 };
const workerIds = ['w0', 'w1', 'w2'];
const nobody: KnownModels = { model: null, workers: workerIds.map(() => unknownWorker) };
const sum = (shares: readonly number[] = []): number => shares.reduce((all, one) => all + one, 0);

/** A task of one customer, about whose answer all agree. */
function example(asked: Pick<TaskOrder, 'type' | 'labelSpec' | 'values'>): TrainingExample {
  const task = openTask({
    taskId: 'tsk_1',
    customerId: 'cust_1',
    batchId: null,
    jobId: null,
    dataUrl: 'https://example.com/1',
    consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
    language: null,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: 0,
    expiresAtMs: null,
    salt: '',
    cover: coverOf(3, price, 'balance'),
    ...asked,
  });
  return { task, labels: workerIds.map((workerId) => ({ workerId, option: 0, atMs: 1 })), gold: null };
}

test('each mark counts as a label of its customer’s share, so that a task of many teaches everybody nothing', () => {
  const marked = (marks: number): TrainingExample => {
    const boxes = Array.from({ length: marks }, (_, i) => ({
      class: 'car',
      left: 100 * i,
      top: 0,
      width: 50,
      height: 50,
    }));
    const labelSpec = {
      question: '',
      options: [],
      kind: 'bounding_boxes',
      classes: ['car'],
      agreement_bar: 0.7,
    } as const;
    return example({ type: 'bounding_boxes', labelSpec, values: [JSON.stringify({ boxes })] });
  };
  const most = firstLabels.ofWorker;
  assert.equal(taughtBy(marked(most), nobody), 'shared');
  assert.equal(taughtBy(marked(most + 1), nobody), 'own');
  const state = { shared: nobody, own: nobody, run: null };
  const { model, workers } = trained(marked(most), state, 'shared');
  assert.equal(sum(model.statistics.shares), 3 * most * unit);
  assert.equal(model.statistics.counted, 3 * most * unit);
  for (const worker of workers)
    assert.deepEqual([sum(worker.shares), worker.counted], [most * unit, most * unit]);
});

test('each option of several counts for its worker as it teaches, so that one customer never fills everybody’s record', () => {
  const options = ['warm', 'curt', 'late', 'loud'];
  const labelSpec = { question: '', options, kind: 'multi_label', agreement_bar: 0.5 } as const;
  const chosen = example({ type: 'multi_label', labelSpec });
  let known = nobody;
  let learnt = 0;
  while (taughtBy(chosen, known) === 'shared') {
    const { model, workers } = trained(chosen, { shared: known, own: nobody, run: null }, 'shared');
    known = { model, workers };
    learnt++;
    assert.equal(sum(model.statistics.shares), 3 * learnt * unit);
    for (const { counted, shares } of workers) assert.equal(sum(shares), counted);
    assert.ok(learnt <= firstLabels.ofWorker, 'one customer teaches everybody’s record without an end');
  }
  assert.equal(learnt, firstLabels.ofWorker);
});
