import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverOf } from '../balance/cover.ts';
import { sats } from '../money/sats.ts';
import { goldOrder, openGoldTask } from '../trust/gold.ts';
import { applyTaskCommand } from './commands.ts';
import { decidedOption, isContestable, outcomeOf, payOfLabel } from './label-outcome.ts';
import { openTask, type Task, type TaskOrder } from './task.ts';

const startMs = Date.UTC(2026, 3, 9);
const options = ['red', 'green', 'blue'];
const order: TaskOrder = {
  taskId: 'tsk_1',
  customerId: 'cust_1',
  batchId: null,
  jobId: null,
  type: 'moderation',
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Colour?', options },
  consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
  language: null,
  priority: 5,
  metadata: null,
  callbackUrl: null,
  createdAtMs: startMs,
  expiresAtMs: null,
  salt: 'ab'.repeat(16),
  cover: coverOf(3, { payoutSats: sats(325), feePercent: 0 }, 'balance'),
};

function labelled(given: TaskOrder, labels: readonly number[]): Task {
  let task = openTask(given);
  const pools = given.crowd === undefined ? {} : { pools: [given.customerId] };
  for (const [i, option] of labels.entries()) {
    const by = { workerId: `wrk_${i}`, nonce: 'AAAAAA', nowMs: startMs };
    task = applyTaskCommand(task, { do: 'assign', leaseMs: 1_000, ...by, ...pools }).task;
    task = applyTaskCommand(task, { do: 'label', label: options[option]!, ...by }).task;
  }
  return task;
}
const told = (task: Task, nowMs: number) =>
  task.labels.map((label) => ({
    outcome: outcomeOf(task, label, nowMs),
    pay: payOfLabel(task, label, task, nowMs),
    decided: decidedOption(task, nowMs),
    isContestable: isContestable(task, label, nowMs),
  }));

test('what is said of a label fits together: who agrees is paid, and what is not can be contested', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }), (given) => {
      const task = labelled(order, given);
      for (const [i, { outcome, pay, decided, isContestable: may }] of told(task, startMs).entries()) {
        if (given.length < 3) assert.deepEqual([outcome, pay, decided], ['waiting', 'waiting', null]);
        if (outcome === 'agreed') assert.deepEqual([pay, decided], ['due', given[i]]);
        if (outcome === 'disagreed') assert.ok(pay === 'not_paid' && decided !== given[i]);
        if (outcome === 'undecided') assert.equal(decided, null);
        assert.equal(may, pay === 'not_paid');
      }
    }),
  );
});

const item = {
  goldId: 'gld_1',
  type: order.type,
  dataUrl: order.dataUrl,
  labelSpec: order.labelSpec,
  answer: 1,
  owner: null,
};

test('gold is told as a task that others decided, and not before its time', () => {
  const plain = [labelled(order, [0, 1, 1]), labelled(order, [1, 1, 0])];
  const waiting = told(labelled(order, [0]), startMs);
  for (const [i, label] of ['red', 'green'].entries()) {
    const { taskId, salt, cover } = order;
    const by = { workerId: 'wrk_0', nonce: 'AAAAAA', nowMs: startMs };
    const claim = { ...by, taskId, salt, cover: cover!, delayMs: 500, leaseMs: 1_000 };
    const held = openGoldTask(goldOrder(item, claim), claim);
    const { task } = applyTaskCommand(held, { do: 'label', label, ...by });
    assert.deepEqual(told(task, startMs + 499), waiting);
    assert.deepEqual(told(task, startMs + 500)[0], told(plain[i]!, startMs)[0]);
  }
});

test('own people who are not paid are told that, whatever was decided', () => {
  const task = labelled({ ...order, crowd: { ownUntilMs: null } }, [1, 1, 0]);
  assert.deepEqual(
    told(task, startMs).map(({ pay }) => pay),
    ['own_people', 'own_people', 'own_people'],
  );
});
