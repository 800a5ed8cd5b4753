import assert from 'node:assert/strict';
import { depositLifeMs, depositsPerDayMax, sats } from '@asg/domain';
import { anEntry, balanceNow, figures, usualCap, usualCover } from '../contract/money.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import type { RefundRecord } from './refunds.ts';

function aRefund({ ids, nowMs }: Stage, change: Partial<RefundRecord> = {}): RefundRecord {
  const settlementId = ids.next('settlement');
  return {
    settlementId,
    customerId: 'cust_a',
    requestId: settlementId,
    satoshis: 5_000,
    address: 'an address',
    requestedAtMs: nowMs,
    ...change,
  };
}

/** A sandbox account that paid in so much, and was given the allowance for this many tasks. */
async function mixedCustomer(stage: Stage, depositSats: number, tasks: number) {
  const customerId = await stage.customer();
  const { balance } = stage.storage;
  const deposit = anEntry(stage, customerId, depositSats, { kind: 'deposit' });
  assert.equal(await balance.enter(deposit), 'entered');
  const allowance = { allowanceSats: sats(tasks * usualCap), perDaySats: sats(1e12) };
  const refund = (satoshis: number) =>
    balance.enter(anEntry(stage, customerId, -satoshis, { kind: 'refund' }));
  const submit = async (count: number): Promise<readonly string[]> => {
    const orders = Array.from({ length: count }, () => stage.order(customerId, { cover: usualCover }));
    const outcome = await stage.storage.tasks.open({ ...stage.request(customerId, orders), allowance });
    assert.equal(outcome.kind, 'opened');
    return orders.map(({ taskId }) => taskId);
  };
  return { customerId, refund, submit };
}

export const refundSuite: Suite = {
  'a refund is asked for once under its customer’s name for it, and listed with its customer': async (
    stage,
  ) => {
    const { refunds } = stage.storage;
    const first = aRefund(stage, { requestId: 'r1' });
    const [second, other] = [aRefund(stage), aRefund(stage, { customerId: 'cust_b', requestId: 'r1' })];
    for (const refund of [first, second, other]) assert.deepEqual(await refunds.ask(refund), refund);
    const again = aRefund(stage, { requestId: 'r1', satoshis: 7, address: 'another' });
    assert.deepEqual(await refunds.ask(again), first);
    await stage.settle();
    const page = { limit: 10, group: 'cust_a', before: null } as const;
    assert.deepEqual(await refunds.ofCustomer(page), [second, first]);
    assert.deepEqual(await refunds.ofCustomer({ ...page, limit: 1 }), [second]);
    assert.deepEqual(await refunds.ofCustomer({ ...page, before: second.settlementId }), [first]);
    assert.deepEqual(await refunds.ofCustomer({ ...page, group: 'cust_b' }), [other]);
    assert.deepEqual(await refunds.ofCustomer({ ...page, group: 'cust_c' }), []);
  },

  'of many who ask under one name at once, all are told of the same refund': async (stage) => {
    const asked = Array.from({ length: 8 }, () => aRefund(stage, { requestId: 'r1' }));
    const told = await Promise.all(asked.map((refund) => stage.storage.refunds.ask(refund)));
    assert.equal(new Set(told.map(({ settlementId }) => settlementId)).size, 1);
    await stage.settle();
    const page = { limit: 10, group: 'cust_a', after: null } as const;
    assert.deepEqual(await stage.storage.refunds.ofCustomer(page), [told[0]]);
  },

  'a refund takes nothing of the allowance, however it was drawn': async (stage) => {
    const { customerId, refund, submit } = await mixedCustomer(stage, 100, 3);
    const [taskId] = await submit(1);
    assert.ok(taskId !== undefined);
    await stage.settle();
    assert.deepEqual(await figures(stage, customerId), [100 + 2 * usualCap, usualCap, 0]);
    assert.equal(await refund(101), 'funds_short');
    await stage.storage.tasks.cancel({ taskId, nowMs: stage.nowMs });
    await stage.settle();
    assert.equal(await refund(101), 'funds_short');
    assert.equal(await refund(100), 'entered');
    assert.equal(await refund(1), 'funds_short');
    const { freeSats, allowanceSats } = await balanceNow(stage, customerId);
    assert.deepEqual([freeSats, allowanceSats], [3 * usualCap, 3 * usualCap]);
  },

  'tasks take the allowance first: what they leave of a deposit can be refunded': async (stage) => {
    const { customerId, refund, submit } = await mixedCustomer(stage, 2 * usualCap, 1);
    await submit(1);
    await submit(2);
    await stage.settle();
    assert.deepEqual(await figures(stage, customerId), [0, 3 * usualCap, 0]);
    await stage.storage.balance.enter(anEntry(stage, customerId, 50));
    assert.equal(await refund(51), 'funds_short');
    assert.equal(await refund(50), 'entered');
  },

  'refunds at once never take of the allowance': async (stage) => {
    const { customerId, refund, submit } = await mixedCustomer(stage, 250, 2);
    await submit(1);
    await stage.settle();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => refund(100)));
    assert.equal(outcomes.filter((outcome) => outcome === 'entered').length, 2);
    assert.deepEqual(await figures(stage, customerId), [50 + usualCap, usualCap, 0]);
  },

  'of 60 deposits asked for at once a day’s number has a slot, and the next day as many': async (stage) => {
    const take = (customerId: string, depositId: string, atMs = stage.nowMs) =>
      stage.storage.depositSlots.take({ customerId, depositId, atMs });
    const ids = Array.from({ length: 60 }, () => stage.ids.next('deposit'));
    const taken = await Promise.all(ids.map((id) => take('cust_a', id)));
    assert.equal(taken.filter((isTaken) => isTaken).length, depositsPerDayMax);
    // Whoever has a slot keeps it when asked again; nobody else gets one.
    for (const [index, id] of ids.entries()) assert.equal(await take('cust_a', id), taken[index]);
    assert.equal(await take('cust_b', stage.ids.next('deposit')), true);
    assert.equal(await take('cust_a', stage.ids.next('deposit'), stage.nowMs + depositLifeMs - 1), false);
    assert.equal(await take('cust_a', stage.ids.next('deposit'), stage.nowMs + depositLifeMs), true);
  },
};
