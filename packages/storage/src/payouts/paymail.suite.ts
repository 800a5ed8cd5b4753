import assert from 'node:assert/strict';
import { type SettlementRecord, sats } from '@asg/domain';
import { aSettlement } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

/** A stored batch whose first payee is paid at this paymail. */
async function paidBatch(stage: Stage, address: string): Promise<SettlementRecord> {
  const [taskId] = await stage.open(await stage.customer());
  await stage.labels(taskId!, 'cat', 'cat', 'dog');
  const lane = await stage.lane();
  const settlementId = stage.ids.next('settlement');
  const tasks = await stage.reserve(lane, settlementId);
  const made = { settlementId, laneId: lane.laneId, coin: lane.coin! };
  const plain = aSettlement(stage.ids, tasks, made);
  const [first, ...others] = plain.payees;
  const payees = [{ ...first!, paymail: { address, reference: 'ref-1' } }, ...others];
  const settlement = { ...plain, payees };
  assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
  return settlement;
}

export const paymailSuite: Suite = {
  'the host of a paymail payment is to be notified once it was seen, and not before': async (stage) => {
    const settlement = await paidBatch(stage, 'kim@example.com');
    const { settlementId, payees } = settlement;
    assert.deepEqual((await stage.storage.settlement.get(settlementId))?.payees, payees);
    await stage.advance(settlementId, 'broadcasting');
    const page = { after: null, limit: 10 };
    assert.deepEqual(await stage.storage.paymail.waitingHosts(page), []);
    await stage.advance(settlementId, 'seen', 'mined', 'stale', 'seen');
    const { nowMs } = stage;
    const host = 'example.com';
    assert.deepEqual(await stage.storage.paymail.waitingHosts(page), [{ host, nextAttemptAtMs: nowMs }]);
    const [paid, other] = payees;
    const due = await stage.storage.paymail.due({ host, nowMs, limit: 10 });
    assert.deepEqual(due, [
      {
        settlementId,
        workerId: paid!.workerId,
        paymail: 'kim@example.com',
        reference: 'ref-1',
        state: 'pending',
        attempts: 0,
        nextAttemptAtMs: nowMs,
        note: null,
      },
    ]);
    assert.equal(await stage.storage.paymail.get(settlementId, other!.workerId), null);
  },

  'an attempt at a delivery counts once; one that was made or given up is no longer due': async (stage) => {
    const { settlementId, payees } = await paidBatch(stage, 'kim@example.com');
    await stage.advance(settlementId, 'broadcasting', 'seen');
    const { workerId } = payees[0]!;
    const due = (nowMs: number) => stage.storage.paymail.due({ host: 'example.com', nowMs, limit: 10 });
    const nextAttemptAtMs = stage.nowMs + 50;
    const failed = { settlementId, workerId, number: 1, note: 'no answer', nextAttemptAtMs } as const;
    await stage.storage.paymail.recordAttempt({ ...failed, state: 'pending' });
    assert.equal(await stage.storage.paymail.recordAttempt({ ...failed, state: 'given_up' }), 'repeated');
    assert.deepEqual(await due(nextAttemptAtMs - 1), []);
    const [delivery] = await due(nextAttemptAtMs);
    assert.deepEqual([delivery?.attempts, delivery?.state, delivery?.note], [1, 'pending', 'no answer']);
    const made = { settlementId, workerId, number: 2, note: null, nextAttemptAtMs: null } as const;
    await stage.storage.paymail.recordAttempt({ ...made, state: 'made' });
    assert.deepEqual(await due(nextAttemptAtMs), []);
    assert.deepEqual(await stage.storage.paymail.waitingHosts({ after: null, limit: 10 }), []);
    assert.equal((await stage.storage.paymail.get(settlementId, workerId))?.state, 'made');
  },

  'hosts that wait are paged by name, each with its earliest attempt': async (stage) => {
    const since = stage.nowMs;
    for (const address of ['a@two.example', 'b@one.example', 'c@two.example', 'd@three.example']) {
      const { settlementId } = await paidBatch(stage, address);
      stage.nowMs++;
      await stage.advance(settlementId, 'broadcasting', 'seen');
    }
    const first = await stage.storage.paymail.waitingHosts({ after: null, limit: 2 });
    assert.deepEqual(first, [
      { host: 'one.example', nextAttemptAtMs: since + 2 },
      { host: 'three.example', nextAttemptAtMs: since + 4 },
    ]);
    assert.deepEqual(await stage.storage.paymail.waitingHosts({ after: 'three.example', limit: 2 }), [
      { host: 'two.example', nextAttemptAtMs: since + 1 },
    ]);
    const request = { host: 'two.example', nowMs: stage.nowMs, limit: 1 };
    const [longest] = await stage.storage.paymail.due(request);
    assert.equal(longest?.paymail, 'a@two.example');
  },

  'what could not be sent to a paymail is due when it says so, until it is paid': async (stage) => {
    const { storage } = stage;
    const due = (untilMs: number | null) => storage.payouts.carried({ untilMs, limit: 10 });
    const carriedBatch = async (sinceMs: number, dueAtMs: number) => {
      const [taskId] = await stage.open(await stage.customer());
      await stage.labels(taskId!, 'cat', 'cat', 'dog');
      const lane = await stage.lane();
      const settlementId = stage.ids.next('settlement');
      const tasks = await stage.reserve(lane, settlementId);
      const made = { settlementId, laneId: lane.laneId, coin: lane.coin! };
      const plain = aSettlement(stage.ids, tasks, made);
      const [first, ...others] = plain.payees;
      const carriedOutSats = first!.paidSats;
      const carried = { sinceMs, dueAtMs };
      const paid = sats(0);
      const payee = { ...first!, paidSats: paid, carriedOutSats, carried, outputs: [] };
      const settlement = { ...plain, payees: [payee, ...others] };
      for (let i = 0; i < 2; i++)
        assert.equal(await storage.settlement.store({ settlement, token: lane.token }), 'stored');
      return payee;
    };
    const { nowMs } = stage;
    const one = await carriedBatch(nowMs, nowMs + 500);
    const other = await carriedBatch(nowMs + 1, nowMs + 400);
    const lines = [
      { workerId: other.workerId, sinceMs: nowMs + 1, dueAtMs: nowMs + 400 },
      { workerId: one.workerId, sinceMs: nowMs, dueAtMs: nowMs + 500 },
    ];
    assert.deepEqual(await due(null), lines);
    assert.deepEqual(await due(nowMs + 399), []);
    assert.deepEqual(await due(nowMs + 400), lines.slice(0, 1));
    assert.deepEqual(await storage.payouts.carried({ untilMs: null, limit: 1 }), lines.slice(0, 1));
    const [account] = await storage.payouts.payees([one.workerId]);
    assert.deepEqual(
      [account!.carriedSats, account!.carried],
      [one.carriedOutSats, { sinceMs: nowMs, dueAtMs: nowMs + 500 }],
    );

    await storage.payouts.setCarriedDue({ workerId: one.workerId, dueAtMs: nowMs + 300 });
    assert.deepEqual((await due(nowMs + 300))[0], { ...lines[1]!, dueAtMs: nowMs + 300 });
    // It pays what was carried, with no label of its own.
    const lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const plain = aSettlement(stage.ids, [], { settlementId, laneId: lane.laneId, coin: lane.coin! });
    const { workerId, carriedOutSats: paidSats } = one;
    const nothing = { labels: 0, earnedSats: sats(0), carriedOutSats: sats(0), outputs: [] };
    const payees = [{ ...nothing, workerId, carriedInSats: paidSats, paidSats }];
    const settlement = { ...plain, payees };
    for (let i = 0; i < 2; i++)
      assert.equal(await storage.settlement.store({ settlement, token: lane.token }), 'stored');
    assert.deepEqual(await due(null), lines.slice(0, 1));
    assert.equal((await storage.payouts.payees([workerId]))[0]!.carried, null);
    await stage.advance(settlementId, 'broadcasting', 'seen');
    assert.equal((await storage.workers.totals(workerId)).paidSats, paidSats);

    for (let i = 0; i < 2; i++)
      await storage.payouts.setCarriedDue({ workerId: other.workerId, dueAtMs: null });
    await storage.payouts.setCarriedDue({ workerId: stage.ids.next('worker'), dueAtMs: nowMs });
    assert.deepEqual(await due(null), []);
  },

  'deliveries that are due outlive the store': async (stage) => {
    const { settlementId, payees } = await paidBatch(stage, 'kim@example.com');
    await stage.advance(settlementId, 'broadcasting', 'seen');
    if (stage.reopen === null) return;
    stage.storage = await stage.reopen();
    const delivery = await stage.storage.paymail.get(settlementId, payees[0]!.workerId);
    assert.equal(delivery?.nextAttemptAtMs, stage.nowMs);
  },
};
