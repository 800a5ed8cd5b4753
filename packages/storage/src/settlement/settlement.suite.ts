import assert from 'node:assert/strict';
import type { SettlementState } from '@asg/domain';
import { aSettlement } from '../contract/builders.ts';
import { dueTasks } from '../contract/due-tasks.ts';
import type { Suite } from '../contract/suite.ts';

export const settlementSuite: Suite = {
  'a stored settlement moves the lane to its change and keeps its tasks': async (stage) => {
    const [taskId] = await dueTasks(stage, 1);
    const lane = await stage.lane();
    const { settlement } = await stage.storeBatch(lane);
    const { settlementId, laneId, change } = settlement;
    assert.deepEqual(await stage.storage.settlement.get(settlementId), settlement);
    const moved = await stage.storage.lanes.get(laneId);
    assert.deepEqual(moved?.coin, change);
    assert.equal(moved?.settlementId, settlementId);
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    await stage.storage.settlement.release(settlementId);
    await stage.lane();
    await stage.settle();
    const { payment } = await stage.task(taskId!);
    assert.ok(payment.kind === 'reserved' && payment.settlementId === settlementId);
  },

  'a settler with an older token stores nothing': async (stage) => {
    await dueTasks(stage, 1);
    const old = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const tasks = await stage.reserve(old, settlementId);
    await stage.lane();
    const settlement = aSettlement(stage.ids, tasks, {
      settlementId,
      laneId: old.laneId,
      coin: old.coin!,
    });
    assert.equal(await stage.storage.settlement.store({ settlement, token: old.token }), 'fenced');
    assert.equal(await stage.storage.settlement.get(settlementId), null);
    assert.equal((await stage.storage.workers.totals(settlement.payees[0]!.workerId)).carriedSats, 0);
  },

  'a coin is spent by one settlement': async (stage) => {
    await dueTasks(stage, 1);
    const lane = await stage.lane();
    await stage.storeBatch(lane);
    await dueTasks(stage, 1);
    const settlementId = stage.ids.next('settlement');
    const tasks = await stage.reserve(lane, settlementId);
    const settlement = aSettlement(stage.ids, tasks, {
      settlementId,
      laneId: lane.laneId,
      coin: lane.coin!,
    });
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'coin_in_use');
    assert.equal(await stage.storage.settlement.get(settlementId), null);
  },

  'a settlement of tasks it does not hold is not stored': async (stage) => {
    await dueTasks(stage, 1);
    const lane = await stage.lane();
    const tasks = await stage.reserve(lane, stage.ids.next('settlement'));
    const settlementId = stage.ids.next('settlement');
    const settlement = aSettlement(stage.ids, tasks, {
      settlementId,
      laneId: lane.laneId,
      coin: lane.coin!,
    });
    const outcome = await stage.storage.settlement.store({ settlement, token: lane.token });
    assert.equal(outcome, 'task_not_reserved');
    assert.deepEqual((await stage.storage.lanes.get(lane.laneId))?.coin, lane.coin);
  },

  'seen settles each task once and books each payout once': async (stage) => {
    const taskIds = await dueTasks(stage, 2);
    const { settlement } = await stage.storeBatch(await stage.lane());
    const { settlementId, txid } = settlement;
    stage.nowMs += 10;
    const settled = await stage.advance(settlementId, 'broadcasting', 'seen');
    if (!stage.lossy) assert.deepEqual(settled.map((task) => task.taskId).sort(), [...taskIds].sort());
    const seenAtMs = stage.nowMs;
    stage.nowMs += 10;
    assert.deepEqual(await stage.advance(settlementId, 'contested', 'mined', 'stale', 'seen'), []);
    const again = await stage.storage.settlement.advance({
      settlementId,
      to: 'seen',
      nowMs: stage.nowMs,
      note: null,
    });
    assert.equal(again.kind, 'repeated');
    for (const taskId of taskIds) {
      const task = await stage.task(taskId);
      assert.equal(task.state, 'settled');
      const paid = { kind: 'paid', settlementId, txid, costSats: 650, settledAtMs: seenAtMs };
      assert.deepEqual(task.payment, paid);
      const { workerId } = task.labels[0]!;
      assert.deepEqual(await stage.storage.workers.totals(workerId), {
        labels: 1,
        paidLabels: 1,
        paidSats: 325,
        carriedSats: 0,
      });
      assert.deepEqual(await stage.storage.payouts.earnings(workerId, { limit: 10, before: null }), [
        { settlementId, txid, labels: 1, earnedSats: 325, paidSats: 325, atMs: seenAtMs },
      ]);
      assert.deepEqual(
        await stage.storage.payouts.earnings(task.labels[2]!.workerId, { limit: 10, before: null }),
        [],
      );
    }
    assert.equal((await stage.storage.settlement.get(settlementId))?.seenAtMs, seenAtMs);
    assert.equal(await stage.storage.settlement.paymentQueue(10, stage.nowMs), null);
  },

  'mined without having been seen settles as well': async (stage) => {
    const [taskId] = await dueTasks(stage, 1);
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'unknown', 'mined');
    assert.equal((await stage.task(taskId!)).state, 'settled');
  },

  'an illegal advance changes nothing and names the present state': async (stage) => {
    await dueTasks(stage, 1);
    const { settlement } = await stage.storeBatch(await stage.lane());
    const { settlementId } = settlement;
    const to = { settlementId, to: 'final', nowMs: stage.nowMs, note: 'no' } as const;
    assert.deepEqual(await stage.storage.settlement.advance(to), { kind: 'illegal', state: 'signed' });
    assert.deepEqual(await stage.storage.settlement.get(settlementId), settlement);
  },

  'a note is kept on a settlement in the states that it is meant for, and nothing else changes': async (
    stage,
  ) => {
    await dueTasks(stage, 1);
    const { settlement } = await stage.storeBatch(await stage.lane());
    const { settlementId } = settlement;
    const note = (text: string | null, states: readonly SettlementState[]) =>
      stage.storage.settlement.note({ settlementId, states, note: text });
    await note('no', ['seen', 'mined']);
    assert.deepEqual(await stage.storage.settlement.get(settlementId), settlement);
    for (let i = 0; i < 2; i++) await note('cannot be asked about', ['unknown', 'signed']);
    assert.deepEqual(await stage.storage.settlement.get(settlementId), {
      ...settlement,
      note: 'cannot be asked about',
    });
    const [listed] = await stage.storage.settlement.inStates(['signed'], 1);
    assert.equal(listed?.note, 'cannot be asked about');
    await note(null, ['signed']);
    assert.deepEqual(await stage.storage.settlement.get(settlementId), settlement);
    const none = { settlementId: stage.ids.next('settlement'), states: ['seen'], note: null } as const;
    await assert.rejects(stage.storage.settlement.note(none), /no settlement/);
  },

  'settlements are listed by state, the oldest first': async (stage) => {
    const made: string[] = [];
    for (let i = 0; i < 3; i++) {
      await dueTasks(stage, 1);
      made.push((await stage.storeBatch(await stage.lane())).settlement.settlementId);
    }
    await stage.advance(made[1]!, 'broadcasting');
    const listed = async (states: Parameters<typeof stage.storage.settlement.inStates>[0], limit: number) =>
      (await stage.storage.settlement.inStates(states, limit)).map((settlement) => settlement.settlementId);
    assert.deepEqual(await listed(['signed'], 10), [made[0], made[2]]);
    assert.deepEqual(await listed(['broadcasting', 'signed'], 10), made);
    assert.deepEqual(await listed(['broadcasting', 'signed'], 2), made.slice(0, 2));
    assert.deepEqual(await listed(['final'], 10), []);
    const later = await stage.storage.settlement.inStates(['signed', 'broadcasting'], 10, made[0]);
    assert.deepEqual(
      later.map((settlement) => settlement.settlementId),
      made.slice(1),
    );
  },

  'a settlement is found by its transaction, with what became of it': async (stage) => {
    await dueTasks(stage, 1);
    const { settlement } = await stage.storeBatch(await stage.lane());
    const { settlementId, txid } = settlement;
    assert.deepEqual(await stage.storage.settlement.byTxid(txid), settlement);
    assert.equal(await stage.storage.settlement.byTxid(stage.ids.hash()), null);
    await stage.advance(settlementId, 'broadcasting', 'seen');
    const proof = { blockHash: stage.ids.hash(), blockHeight: 7, bump: 'fe07', header: '01' };
    const to = (state: 'mined' | 'final' | 'stale') =>
      stage.storage.settlement.advance({ settlementId, to: state, nowMs: stage.nowMs, note: null, proof });
    for (let i = 0; i < 2; i++) await to('mined');
    assert.deepEqual((await stage.storage.settlement.get(settlementId))?.proof, proof);
    await to('stale');
    assert.equal((await stage.storage.settlement.get(settlementId))?.proof, null);
    await to('mined');
    await to('final');
    assert.deepEqual((await stage.storage.settlement.byTxid(txid))?.proof, proof);
  },
};
