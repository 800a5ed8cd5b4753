import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Sats, sats } from '../money/sats.ts';
import { planPayouts } from './payouts.ts';

const workerIds = Array.from({ length: 12 }, (_, i) => `wrk_${i}`);
const anyTasks = fc
  .array(fc.uniqueArray(fc.constantFrom(...workerIds), { maxLength: 7 }), { maxLength: 40 })
  .map((lists) => lists.map((ids, i) => ({ taskId: `tsk_${i}`, workerIds: ids })));
const anyRules = fc.record({
  payoutSats: fc.integer({ min: 0, max: 5_000 }).map(sats),
  feePercent: fc.integer({ min: 0, max: 100 }),
  payoutMinSats: fc.integer({ min: 0, max: 20_000 }).map(sats),
});
const anyCarry = fc
  .dictionary(fc.constantFrom(...workerIds), fc.integer({ min: 0, max: 10_000 }).map(sats))
  .map((entries) => new Map(Object.entries(entries)));
const total = (amounts: readonly Sats[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

test('payouts conserve money to the satoshi', () => {
  fc.assert(
    fc.property(anyTasks, anyCarry, anyRules, (tasks, carried, rules) => {
      const plan = planPayouts(tasks, carried, rules);
      const charged = total(plan.tasks.map((task) => task.costSats));
      const earned = total(plan.payees.map((payee) => payee.earnedSats));
      assert.equal(
        charged,
        earned + plan.feeSats,
        'what customers are charged is what workers earn and the fee',
      );
      for (const payee of plan.payees) {
        assert.equal(payee.earnedSats + payee.carriedInSats, payee.paidSats + payee.carriedOutSats);
        assert.ok(payee.paidSats === 0 || payee.paidSats >= rules.payoutMinSats);
        assert.ok(payee.carriedOutSats === 0 || payee.carriedOutSats < rules.payoutMinSats);
      }
      assert.equal(new Set(plan.payees.map((payee) => payee.workerId)).size, plan.payees.length);
    }),
  );
});

test('the pay of a worker who cannot be paid now is carried over, and others are paid as before', () => {
  const anyUnpayable = fc.uniqueArray(fc.constantFrom(...workerIds)).map((ids) => new Set(ids));
  fc.assert(
    fc.property(anyTasks, anyCarry, anyRules, anyUnpayable, (tasks, carried, rules, unpayable) => {
      const plan = planPayouts(tasks, carried, rules, unpayable);
      const open = planPayouts(tasks, carried, rules);
      assert.deepEqual(plan.tasks, open.tasks);
      for (const [i, payee] of plan.payees.entries()) {
        if (!unpayable.has(payee.workerId)) assert.deepEqual(payee, open.payees[i]);
        else {
          assert.equal(payee.paidSats, 0);
          assert.equal(payee.carriedOutSats, payee.earnedSats + payee.carriedInSats);
        }
      }
    }),
  );
});

test('the same batch gives the same plan, in whatever order the tasks name their workers', () => {
  fc.assert(
    fc.property(anyTasks, anyCarry, anyRules, (tasks, carried, rules) => {
      const turned = tasks.map((task) => ({ ...task, workerIds: [...task.workerIds].reverse() }));
      assert.deepEqual(planPayouts(turned, carried, rules), planPayouts(tasks, carried, rules));
    }),
  );
});

test('the published example: threshold 3 with 2 agreeing costs 650 satoshis', () => {
  const rules = { payoutSats: sats(325), feePercent: 0, payoutMinSats: sats(200) };
  const plan = planPayouts([{ taskId: 'tsk_1', workerIds: ['wrk_1', 'wrk_2'] }], new Map(), rules);
  assert.deepEqual(plan.tasks, [{ taskId: 'tsk_1', payoutSats: 650, feeSats: 0, costSats: 650 }]);
});

test('the fee is rounded down per task', () => {
  const rules = { payoutSats: sats(99), feePercent: 5, payoutMinSats: sats(0) };
  const plan = planPayouts(
    [
      { taskId: 'tsk_1', workerIds: ['wrk_1'] },
      { taskId: 'tsk_2', workerIds: ['wrk_1'] },
    ],
    new Map(),
    rules,
  );
  assert.equal(plan.feeSats, 8);
});
