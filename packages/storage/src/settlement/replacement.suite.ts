import assert from 'node:assert/strict';
import { type LaneRecord, type SettlementRecord, sats } from '@asg/domain';
import { aCoin, aSettlement, payoutRules } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

/** A batch of one task, stored and sent, and not answered for yet. */
async function sentBatch(
  stage: Stage,
): Promise<{ lane: LaneRecord; settlement: SettlementRecord; taskId: string }> {
  const [taskId] = await stage.open(await stage.customer());
  await stage.labels(taskId!, 'cat', 'cat', 'dog');
  const lane = await stage.lane();
  const { settlement } = await stage.storeBatch(lane);
  await stage.advance(settlement.settlementId, 'broadcasting');
  return { lane, settlement, taskId: taskId! };
}

/** The same tasks in another transaction; it spends the old one's coin unless told otherwise. */
async function inPlaceOf(
  stage: Stage,
  old: SettlementRecord,
  coin = old.inputs[0]!,
): Promise<SettlementRecord> {
  const tasks = await Promise.all(old.tasks.map(({ taskId }) => stage.task(taskId)));
  const settlementId = stage.ids.next('settlement');
  return aSettlement(stage.ids, tasks, {
    settlementId,
    laneId: old.laneId,
    coin,
    replaces: old.settlementId,
  });
}

export const replacementSuite: Suite = {
  'a replacement takes over tasks, coins and lane, and the old one is failed for good': async (stage) => {
    const { lane, settlement: old, taskId } = await sentBatch(stage);
    const settlement = await inPlaceOf(stage, old);
    const { settlementId } = settlement;
    for (let i = 0; i < 2; i++)
      assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    await stage.settle();
    const failed = await stage.storage.settlement.get(old.settlementId);
    assert.deepEqual([failed?.state, failed?.replacedBy], ['failed', settlementId]);
    assert.deepEqual((await stage.storage.lanes.get(lane.laneId))?.coin, settlement.change);
    const settled = await stage.advance(settlementId, 'broadcasting', 'seen');
    if (!stage.lossy)
      assert.deepEqual(
        settled.map((task) => task.taskId),
        [taskId],
      );
    const { payment } = await stage.task(taskId);
    assert.ok(payment.kind === 'paid' && payment.txid === settlement.txid);
    const { workerId } = settlement.payees[0]!;
    assert.equal((await stage.storage.workers.totals(workerId)).paidSats, 325);
    const late = { settlementId: old.settlementId, to: 'seen', nowMs: stage.nowMs, note: null } as const;
    assert.deepEqual(await stage.storage.settlement.advance(late), { kind: 'illegal', state: 'failed' });
    const third = { ...(await inPlaceOf(stage, old)), inputs: old.inputs };
    assert.equal(
      await stage.storage.settlement.store({ settlement: third, token: lane.token }),
      'not_replaceable',
    );
  },

  'without a proof that the old one is dead, the new one spends one of its coins': async (stage) => {
    const { lane, settlement: old } = await sentBatch(stage);
    const { token } = lane;
    const settlement = await inPlaceOf(stage, old, aCoin(stage.ids));
    assert.equal(await stage.storage.settlement.store({ settlement, token }), 'not_bound');
    assert.equal((await stage.storage.settlement.get(old.settlementId))?.state, 'broadcasting');
    const proofOfDeath = 'its coin was spent at height 7, 6 blocks deep';
    assert.equal(await stage.storage.settlement.store({ settlement, token, proofOfDeath }), 'stored');
  },

  'a replacement that pays for other tasks or other sums is refused': async (stage) => {
    const { lane, settlement: old } = await sentBatch(stage);
    const settlement = { ...(await inPlaceOf(stage, old)), tasks: [] };
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'not_replaceable');
  },

  'what was seen and mined cannot be replaced, what was seen and is contested can, and nothing is booked twice':
    async (stage) => {
      const { lane, settlement: old, taskId } = await sentBatch(stage);
      const { token } = lane;
      await stage.advance(old.settlementId, 'seen', 'mined');
      const settlement = await inPlaceOf(stage, old);
      assert.equal(await stage.storage.settlement.store({ settlement, token }), 'not_replaceable');
      await stage.advance(old.settlementId, 'stale', 'contested');
      assert.equal(await stage.storage.settlement.store({ settlement, token }), 'stored');
      await stage.settle();
      const { workerId } = settlement.payees[0]!;
      assert.equal((await stage.storage.workers.totals(workerId)).paidSats, 0);
      const before = await stage.task(taskId);
      assert.ok(before.state === 'settled' && before.payment.kind === 'paid');
      stage.nowMs += 10;
      assert.deepEqual(await stage.advance(settlement.settlementId, 'broadcasting', 'seen'), []);
      const after = await stage.task(taskId);
      assert.ok(after.payment.kind === 'paid' && after.payment.txid === settlement.txid);
      assert.equal(after.payment.settledAtMs, before.payment.settledAtMs, 'it was settled then');
      assert.deepEqual(await stage.storage.workers.totals(workerId), {
        labels: 1,
        paidLabels: 1,
        paidSats: 325,
        carriedSats: 0,
      });
      const earnings = await stage.storage.payouts.earnings(workerId, { limit: 10, before: null });
      assert.deepEqual(
        earnings.map((earning) => earning.txid),
        [settlement.txid],
      );
    },

  'a coin is in use as long as a live settlement spends it': async (stage) => {
    const { lane, settlement: old } = await sentBatch(stage);
    const { storage, ids } = stage;
    const [spent, stranger] = [old.inputs[0]!, aCoin(ids)];
    const asked = [stranger, spent, { ...spent, vout: spent.vout + 1 }, old.change!];
    assert.deepEqual(await storage.settlement.coinsInUse(asked), [spent]);
    assert.deepEqual(await storage.settlement.coinsInUse([]), []);
    const settlement = await inPlaceOf(stage, old, stranger);
    const proofOfDeath = 'its coin was spent at height 7, 6 blocks deep';
    assert.equal(await storage.settlement.store({ settlement, token: lane.token, proofOfDeath }), 'stored');
    assert.deepEqual(await storage.settlement.coinsInUse(asked), [stranger]);
  },

  'the child of a replaced transaction is replaced by a child of the replacement': async (stage) => {
    const parent = await sentBatch(stage);
    const child = await sentBatch(stage);
    assert.deepEqual(child.settlement.inputs, [parent.settlement.change]);
    const { token } = child.lane;
    await stage.advance(child.settlement.settlementId, 'orphaned');
    const replacement = await inPlaceOf(stage, parent.settlement);
    assert.equal(await stage.storage.settlement.store({ settlement: replacement, token }), 'stored');
    const unbound = await inPlaceOf(stage, child.settlement, aCoin(stage.ids));
    assert.equal(await stage.storage.settlement.store({ settlement: unbound, token }), 'not_bound');
    const settlement = await inPlaceOf(stage, child.settlement, replacement.change!);
    assert.equal(await stage.storage.settlement.store({ settlement, token }), 'stored');
    assert.deepEqual((await stage.storage.lanes.get(child.lane.laneId))?.coin, settlement.change);
  },

  'a replacement carries what the old one carried, once, though it was paid on since': async (stage) => {
    const rules = { ...payoutRules, payoutMinSats: sats(400) };
    const carrying = async (workerId: string | null): Promise<SettlementRecord> => {
      const [taskId] = await stage.open(await stage.customer());
      await stage.labels(taskId!, 'cat', 'cat', 'dog');
      const lane = await stage.lane();
      const settlementId = stage.ids.next('settlement');
      const tasks = await stage.reserve(lane, settlementId);
      const made = { settlementId, laneId: lane.laneId, coin: lane.coin! };
      const { payees, ...rest } = aSettlement(stage.ids, tasks, made, new Map(), rules);
      const carry =
        workerId === null
          ? {}
          : { workerId, carriedInSats: sats(325), carriedOutSats: sats(0), paidSats: sats(650) };
      const settlement = { ...rest, payees: [{ ...payees[0]!, ...carry }] };
      assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
      await stage.settle();
      return settlement;
    };
    const old = await carrying(null);
    const { workerId } = old.payees[0]!;
    assert.equal((await stage.storage.workers.totals(workerId)).carriedSats, 325);
    await carrying(workerId);
    assert.equal((await stage.storage.workers.totals(workerId)).carriedSats, 0);
    await stage.advance(old.settlementId, 'broadcasting');
    const { payees } = old;
    const settlement = { ...(await inPlaceOf(stage, old)), payees };
    const { token } = await stage.lane();
    for (let i = 0; i < 2; i++)
      assert.equal(await stage.storage.settlement.store({ settlement, token }), 'stored');
    await stage.settle();
    assert.equal((await stage.storage.workers.totals(workerId)).carriedSats, 0);
  },

  'a replaced transaction that the network has after all is put back, and paid once': async (stage) => {
    const { lane, settlement: old, taskId } = await sentBatch(stage);
    const { token } = lane;
    const { settlementId } = old;
    const revive = { settlementId, token, note: 'the network has it after all' };
    assert.equal(
      await stage.storage.settlement.revive({ ...revive, settlementId: stage.ids.next('settlement') }),
      'not_replaced',
    );
    await stage.advance(settlementId, 'seen', 'contested');
    const second = await inPlaceOf(stage, old);
    assert.equal(await stage.storage.settlement.store({ settlement: second, token }), 'stored');
    await stage.advance(second.settlementId, 'broadcasting', 'seen', 'contested');
    const third = await inPlaceOf(stage, second);
    assert.equal(await stage.storage.settlement.store({ settlement: third, token }), 'stored');
    await stage.advance(third.settlementId, 'broadcasting');
    assert.equal(await stage.storage.settlement.revive({ ...revive, token: token - 1 }), 'fenced');
    for (let i = 0; i < 2; i++) assert.equal(await stage.storage.settlement.revive(revive), 'revived');
    await stage.settle();
    const states = async (): Promise<readonly unknown[]> =>
      Promise.all(
        [old, second, third].map(async (one) => {
          const { state, replacedBy } = (await stage.storage.settlement.get(one.settlementId))!;
          return [state, replacedBy];
        }),
      );
    assert.deepEqual(await states(), [
      ['unknown', null],
      ['failed', third.settlementId],
      ['failed', settlementId],
    ]);
    assert.deepEqual((await stage.storage.lanes.get(lane.laneId))?.coin, old.change);
    assert.deepEqual(await stage.advance(settlementId, 'seen'), [], 'its task was settled before');
    const { payment } = await stage.task(taskId);
    assert.ok(payment.kind === 'paid' && payment.txid === old.txid);
    const { workerId } = old.payees[0]!;
    assert.equal((await stage.storage.workers.totals(workerId)).paidSats, 325);
    assert.equal((await stage.storage.payouts.earnings(workerId, { limit: 9, before: null })).length, 1);
    assert.equal(await stage.storage.settlement.revive(revive), 'revived');
    const next = await stage.lane();
    const child = await sentBatch(stage);
    assert.deepEqual(child.settlement.inputs, [old.change]);
    assert.deepEqual(next.coin, old.change);
  },

  'a transaction that is put back leaves its lane without a coin, where its change is spent already': async (
    stage,
  ) => {
    const parent = await sentBatch(stage);
    const child = await sentBatch(stage);
    const { token, laneId } = child.lane;
    await stage.advance(child.settlement.settlementId, 'orphaned');
    const replacement = await inPlaceOf(stage, parent.settlement);
    assert.equal(await stage.storage.settlement.store({ settlement: replacement, token }), 'stored');
    await stage.advance(replacement.settlementId, 'broadcasting');
    const { settlementId } = parent.settlement;
    const revive = { settlementId, token, note: 'the network has it after all' };
    for (let i = 0; i < 2; i++) assert.equal(await stage.storage.settlement.revive(revive), 'revived');
    assert.equal((await stage.storage.lanes.get(laneId))?.coin, null);
  },

  'a settlement without change leaves the lane alone': async (stage) => {
    const lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const made = { settlementId, laneId: lane.laneId, coin: aCoin(stage.ids) };
    const settlement: SettlementRecord = {
      ...aSettlement(stage.ids, [], made),
      purpose: 'withdrawal',
      outputs: [{ satoshis: sats(5), lockingScript: '76a914' }],
      change: null,
    };
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    assert.deepEqual((await stage.storage.lanes.get(lane.laneId))?.coin, lane.coin);
    assert.deepEqual(await stage.storage.settlement.get(settlementId), settlement);
  },

  'what was asked of the treasury stays open until it is made or refused': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const moves = [1, 2, 3].map((coins) => ({
      settlementId: ids.next('settlement'),
      purpose: 'fan_out' as const,
      workerId: null,
      coins,
      requestedAtMs: nowMs,
      refusal: null,
    }));
    for (const move of [...moves, moves[0]!]) await storage.moves.request(move);
    await stage.settle();
    assert.deepEqual(await storage.moves.open({ limit: 10, after: null }), moves);
    assert.deepEqual(await storage.moves.open({ limit: 2, after: null }), moves.slice(0, 2));
    const lane = await stage.lane();
    const made = { settlementId: moves[0]!.settlementId, laneId: lane.laneId, coin: lane.coin! };
    const settlement = { ...aSettlement(ids, [], made), purpose: 'fan_out' as const };
    assert.equal(await storage.settlement.store({ settlement, token: lane.token }), 'stored');
    const refusal = { settlementId: moves[1]!.settlementId, refusal: 'no coins' };
    for (let i = 0; i < 2; i++) await storage.moves.refuse(refusal);
    await stage.settle();
    await storage.moves.request(moves[0]!);
    await storage.moves.request(moves[1]!);
    assert.deepEqual(await storage.moves.open({ limit: 10, after: null }), [moves[2]]);
    assert.equal((await storage.moves.get(moves[1]!.settlementId))?.refusal, 'no coins');
    assert.deepEqual(await storage.moves.get(moves[2]!.settlementId), moves[2]);
    assert.equal(await storage.moves.get(ids.next('settlement')), null);
  },

  'the newest block headers are kept': async ({ storage }) => {
    assert.equal(await storage.headers.get(null), null);
    const first = { baseHeight: 5, headers: ['00'.repeat(80), '11'.repeat(80)] };
    await storage.headers.save(first);
    assert.deepEqual(await storage.headers.get(null), first);
    const second = { baseHeight: 6, headers: ['11'.repeat(80)] };
    for (let i = 0; i < 2; i++) await storage.headers.save(second);
    assert.deepEqual(await storage.headers.get(null), second);
  },
};
