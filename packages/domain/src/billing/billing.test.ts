import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '../money/sats.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { dateAfter, isUtcDate, monthAfter, utcDate, utcMonth } from './calendar.ts';
import { addUsage, dateAfterClosed, labelsSaved, noUsage, usageOf, usdEstimate } from './usage.ts';

test('a day and a month begin at midnight UTC, to the millisecond', () => {
  const newYear = Date.UTC(2027, 0, 1);
  assert.deepEqual([utcDate(newYear - 1), utcMonth(newYear - 1)], ['2026-12-31', '2026-12']);
  assert.deepEqual([utcDate(newYear), utcMonth(newYear)], ['2027-01-01', '2027-01']);
  assert.deepEqual([monthAfter('2026-12'), monthAfter('2026-01')], ['2027-01', '2026-02']);
});

test('a day that the calendar does not have is none, and days are counted over leap years', () => {
  assert.deepEqual(['2026-02-28', '2026-02-29', '2028-02-29', 'soon'].map(isUtcDate), [
    true,
    false,
    true,
    false,
  ]);
  assert.deepEqual([dateAfter('2028-02-28', 1), dateAfter('2027-01-01', -1)], ['2028-02-29', '2026-12-31']);
});

test('an amount in dollars is exact to a hundred-millionth', () => {
  assert.equal(usdEstimate(sats(650), 20), 0.00013);
  assert.equal(usdEstimate(sats(100_000_000), 17.5), 17.5);
  assert.equal(usdEstimate(sats(0), 20), 0);
});

test('only a task that stops early saves labels, and never fewer than none', () => {
  const decided = (earlyStop: boolean, threshold: number, labels: number): Task => ({
    ...openTask({
      taskId: 'tsk_1',
      customerId: 'cust_1',
      batchId: null,
      jobId: null,
      type: 'sentiment',
      dataUrl: 'https://example.com/1',
      labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
      consensus: { policy: 'threshold', threshold, earlyStop, maxLabels: 9 },
      language: null,
      priority: 5,
      metadata: null,
      callbackUrl: null,
      createdAtMs: 0,
      expiresAtMs: null,
      salt: '',
    }),
    labels: Array.from({ length: labels }, (_, i) => ({ workerId: `wrk_${i}`, option: 0, atMs: 0 })),
    decision: { option: 0, agreementCount: 2, workerCount: labels, confidence: 1, decidedAtMs: 0 },
  });
  assert.equal(labelsSaved(decided(true, 5, 3)), 2);
  assert.equal(labelsSaved(decided(false, 5, 3)), 0);
  assert.equal(labelsSaved(decided(true, 3, 5)), 0);
  assert.equal(labelsSaved({ ...decided(true, 5, 3), decision: null }), 0);
});

test('the adaptive policy saves what the threshold policy would have asked for on the same labels, or less than nothing', () => {
  const decided = (threshold: number, ...options: number[]): number =>
    labelsSaved({
      ...openTask({
        taskId: 'tsk_1',
        customerId: 'cust_1',
        batchId: null,
        jobId: null,
        type: 'sentiment',
        dataUrl: 'https://example.com/1',
        labelSpec: { question: 'Mood?', options: ['good', 'bad', 'so so'] },
        consensus: {
          policy: 'adaptive',
          targetConfidence: 0.95,
          minLabels: 2,
          maxLabels: 7,
          threshold,
          full: false,
        },
        language: null,
        priority: 5,
        metadata: null,
        callbackUrl: null,
        createdAtMs: 0,
        expiresAtMs: null,
        salt: '',
      }),
      labels: options.map((option, i) => ({ workerId: `wrk_${i}`, option, atMs: 0 })),
      decision: { option: 0, agreementCount: 2, workerCount: options.length, confidence: 1, decidedAtMs: 0 },
    });
  assert.equal(decided(3, 0, 0), 1);
  assert.equal(decided(5, 0, 0), 3);
  assert.equal(decided(3, 0, 0, 1, 0, 0), -2);
  assert.equal(decided(3, 0, 1, 2), 1, 'a fourth label at least');
  assert.equal(decided(2, 0, 1, 2, 2, 0), -1, 'two of four agree');
});

const usageOrder: TaskOrder = {
  taskId: 'tsk_1',
  customerId: 'cust_1',
  batchId: null,
  jobId: null,
  type: 'sentiment',
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
  consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 9 },
  language: null,
  priority: 5,
  metadata: null,
  callbackUrl: null,
  createdAtMs: 0,
  expiresAtMs: null,
  salt: '',
};

test('what is settled counts once, with its label or without', () => {
  const cost = { taskId: 'tsk_1', payoutSats: sats(10), feeSats: sats(2), costSats: sats(12) };
  const settled = { ...openTask(usageOrder), state: 'settled' } as const;
  const sums = [settled, { ...settled, state: 'expired' } as const].map((task) => usageOf(task, cost));
  assert.deepEqual(
    sums.map((one) => [one.tasksSettled, one.tasksPaidUnlabelled]),
    [
      [1, 0],
      [0, 1],
    ],
  );
  const total = sums.reduce((sum, one) => addUsage(sum, one), noUsage);
  assert.deepEqual([total.payoutSats, total.feeSats], [20, 4]);
  assert.equal(total.balanceSats, 0, 'made before there were balances');
});

test('a right answer to a customer’s gold costs what a label does, and is none of their tasks', () => {
  const cost = { taskId: 'tsk_1', payoutSats: sats(10), feeSats: sats(2), costSats: sats(12) };
  const answered = {
    ...openTask(usageOrder),
    state: 'settled',
    gold: { goldId: 'gld_1', option: 0, owner: 'cust_2' },
    cover: { capSats: sats(12), payoutSats: sats(10), feePercent: 20, from: 'balance' },
  } as const;
  const sums = { ...noUsage, payoutSats: 10, feeSats: 2, goldAnswersPaid: 1, balanceSats: 12 };
  assert.deepEqual(usageOf(answered, cost), sums);
});

test('a payment of a closed month goes to the first day of the next', () => {
  assert.equal(dateAfterClosed('2026-12-31'), '2027-01-01');
  assert.equal(dateAfterClosed('2026-02-01'), '2026-03-01');
});
