import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unit, unknownWorker } from '@asg/consensus';
import { coverOf } from '../../balance/cover.ts';
import { sats } from '../../money/sats.ts';
import { openTask } from '../../task/task.ts';
import { firstLabels } from './shares.ts';
import { type TrainingExample, taughtBy, trained } from './training.ts';

const price = { payoutSats: sats(325), feePercent: 0 };

test('each mark counts as a label of its customer’s share, so that a task of many teaches everybody nothing', () => {
  const example = (marks: number): TrainingExample => {
    const boxes = Array.from({ length: marks }, (_, i) => ({
      class: 'car',
      left: 100 * i,
      top: 0,
      width: 50,
      height: 50,
    }));
    const task = openTask({
      taskId: 'tsk_1',
      customerId: 'cust_1',
      batchId: null,
      jobId: null,
      type: 'bounding_boxes',
      dataUrl: 'https://example.com/1',
      consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
      language: null,
      priority: 5,
      metadata: null,
      callbackUrl: null,
      createdAtMs: 0,
      expiresAtMs: null,
      salt: '',
      labelSpec: { question: '', options: [], kind: 'bounding_boxes', classes: ['car'], agreement_bar: 0.7 },
      values: [JSON.stringify({ boxes })],
      cover: coverOf(3, price, 'balance'),
    });
    const labels = ['w0', 'w1', 'w2'].map((workerId) => ({ workerId, option: 0, atMs: 1 }));
    return { task, labels, gold: null };
  };
  const nobody = { model: null, workers: [unknownWorker, unknownWorker, unknownWorker] };
  const most = firstLabels.ofWorker;
  assert.equal(taughtBy(example(most), nobody), 'shared');
  assert.equal(taughtBy(example(most + 1), nobody), 'own');
  const state = { shared: nobody, own: nobody, run: null };
  const { model, workers } = trained(example(most), state, 'shared');
  const sum = (shares: readonly number[] = []): number => shares.reduce((all, one) => all + one, 0);
  assert.equal(sum(model.statistics.shares), 3 * most * unit);
  assert.equal(model.statistics.counted, 3 * most * unit);
  for (const worker of workers)
    assert.deepEqual([sum(worker.shares), worker.counted], [most * unit, most * unit]);
});
