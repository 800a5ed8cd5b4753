import assert from 'node:assert/strict';
import { type BlockProof, type LaneRecord, type PayeeRecord, type SettlementRecord, sats } from '@asg/domain';
import { aCoin, aSettlement, aWorker } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const proof: BlockProof = { blockHash: '00', blockHeight: 7, bump: '00', header: '00' };

/** A stored batch of one task whose second payee's sum is held for them, as two outputs. */
async function heldBatch(stage: Stage): Promise<{ lane: LaneRecord; settlement: SettlementRecord }> {
  const [taskId] = await stage.open(await stage.customer());
  await stage.labels(taskId!, 'cat', 'cat', 'dog');
  const lane = await stage.lane();
  const settlementId = stage.ids.next('settlement');
  const tasks = await stage.reserve(lane, settlementId);
  const plain = aSettlement(stage.ids, tasks, { settlementId, laneId: lane.laneId, coin: lane.coin! });
  const [first, second] = plain.payees;
  const outputs = [300, 25].map((amount) => ({ satoshis: sats(amount), lockingScript: '76a9' }));
  const held: PayeeRecord = { ...second!, outputs, held: true };
  const settlement = { ...plain, payees: [first!, held] };
  assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
  await stage.advance(settlementId, 'broadcasting', 'seen');
  return { lane: { ...lane, coin: settlement.change }, settlement };
}

async function mine({ storage, nowMs }: Stage, settlementId: string): Promise<void> {
  await storage.settlement.advance({ settlementId, to: 'mined', nowMs, note: null, proof });
}

const coinsOf = ({ txid, payees }: SettlementRecord) =>
  payees[1]!.outputs.map((output, index) => ({ txid, vout: 2 + index, ...output }));

/** A withdrawal of all that is held for the second payee. */
async function withdrawalOf(
  stage: Stage,
  lane: LaneRecord,
  { payees }: SettlementRecord,
): Promise<SettlementRecord> {
  const { workerId } = payees[1]!;
  const made = { settlementId: stage.ids.next('settlement'), laneId: lane.laneId, coin: lane.coin! };
  const plain = aSettlement(stage.ids, [], made);
  const held = await stage.storage.payouts.heldCoins(workerId, 10);
  return {
    ...plain,
    purpose: 'withdrawal',
    inputs: [lane.coin!, ...held],
    outputs: [{ satoshis: sats(325), lockingScript: '76a914' }],
    withdrawal: { workerId, paymail: { address: 'kim@example.com', reference: 'ref-9' } },
  };
}

export const heldCoinSuite: Suite = {
  'what is paid to a held address is counted once it was seen, and can be withdrawn once it is mined': async (
    stage,
  ) => {
    const { settlement } = await heldBatch(stage);
    const [first, second] = settlement.payees;
    const { storage } = stage;
    assert.equal(await storage.payouts.heldSats(second!.workerId), 325);
    assert.deepEqual(await storage.payouts.heldCoins(second!.workerId, 10), []);
    await mine(stage, settlement.settlementId);
    assert.deepEqual(await storage.payouts.heldCoins(second!.workerId, 10), coinsOf(settlement));
    assert.deepEqual(await storage.payouts.heldCoins(second!.workerId, 1), coinsOf(settlement).slice(0, 1));
    assert.equal(await storage.payouts.heldSats(first!.workerId), 0);
    assert.deepEqual(await storage.payouts.heldCoins(first!.workerId, 10), []);
  },

  'a withdrawal takes its coins once, is listed, and its host is to be notified once it was seen': async (
    stage,
  ) => {
    const { lane, settlement: paid } = await heldBatch(stage);
    await mine(stage, paid.settlementId);
    const { workerId } = paid.payees[1]!;
    const settlement = await withdrawalOf(stage, lane, paid);
    const { token } = lane;
    for (let i = 0; i < 2; i++)
      assert.equal(await stage.storage.settlement.store({ settlement, token }), 'stored');
    assert.equal(await stage.storage.payouts.heldSats(workerId), 0);
    assert.deepEqual(await stage.storage.payouts.heldCoins(workerId, 10), []);
    const again = { ...settlement, settlementId: stage.ids.next('settlement') };
    const twice = { ...again, inputs: [aCoin(stage.ids), ...coinsOf(paid)] };
    assert.equal(await stage.storage.settlement.store({ settlement: twice, token }), 'coin_in_use');
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    const [listed, ...others] = await stage.storage.payouts.withdrawals(workerId, {
      limit: 10,
      before: null,
    });
    assert.deepEqual([listed?.txid, listed?.state, others.length], [settlement.txid, 'seen', 0]);
    const before = settlement.settlementId;
    assert.deepEqual(await stage.storage.payouts.withdrawals(workerId, { limit: 10, before }), []);
    const delivery = await stage.storage.paymail.get(settlement.settlementId, workerId);
    assert.deepEqual([delivery?.paymail, delivery?.reference], ['kim@example.com', 'ref-9']);
  },

  'what takes the place of a withdrawal withdraws the same coins, and is listed in its place': async (
    stage,
  ) => {
    const { lane, settlement: paid } = await heldBatch(stage);
    await mine(stage, paid.settlementId);
    const { workerId } = paid.payees[1]!;
    const old = await withdrawalOf(stage, lane, paid);
    const { token } = lane;
    await stage.storage.settlement.store({ settlement: old, token });
    await stage.advance(old.settlementId, 'broadcasting', 'seen', 'contested');
    const ids = { settlementId: stage.ids.next('settlement'), txid: stage.ids.hash() };
    const settlement = { ...old, ...ids, state: 'signed' as const, replaces: old.settlementId };
    const richer = { ...settlement, outputs: [{ satoshis: sats(326), lockingScript: '76a914' }] };
    assert.equal(await stage.storage.settlement.store({ settlement: richer, token }), 'not_replaceable');
    assert.equal(await stage.storage.settlement.store({ settlement, token }), 'stored');
    assert.equal(await stage.storage.payouts.heldSats(workerId), 0);
    const listed = async (): Promise<readonly string[]> =>
      (await stage.storage.payouts.withdrawals(workerId, { limit: 10, before: null })).map(
        ({ txid }) => txid,
      );
    assert.deepEqual(await listed(), [settlement.txid]);
    const revive = { settlementId: old.settlementId, token, note: 'alive' };
    assert.equal(await stage.storage.settlement.revive(revive), 'revived');
    assert.equal(await stage.storage.payouts.heldSats(workerId), 0);
    assert.deepEqual(await listed(), [old.txid]);
  },

  'what takes the place of a payment holds its own coins, and no others': async (stage) => {
    const { lane, settlement: old } = await heldBatch(stage);
    const { workerId } = old.payees[1]!;
    await stage.advance(old.settlementId, 'contested');
    const ids = { settlementId: stage.ids.next('settlement'), txid: stage.ids.hash() };
    const settlement = { ...old, ...ids, replaces: old.settlementId };
    assert.equal(await stage.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    assert.equal(await stage.storage.payouts.heldSats(workerId), 0);
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    await mine(stage, settlement.settlementId);
    assert.equal(await stage.storage.payouts.heldSats(workerId), 325);
    assert.deepEqual(await stage.storage.payouts.heldCoins(workerId, 10), coinsOf(settlement));
  },

  "of two withdrawals asked for at once one becomes the worker's latest": async ({ storage, ids }) => {
    const { worker, emailKey } = aWorker(ids);
    await storage.workers.register({ worker, emailKey });
    const { workerId } = worker;
    const wanted = [ids.next('settlement'), ids.next('settlement')];
    await Promise.all(
      wanted.map((settlementId) =>
        storage.workers.change({ workerId, change: { set: 'withdrawal', settlementId, after: null } }),
      ),
    );
    const latest = (await storage.workers.get(workerId))?.withdrawalId;
    assert.ok(latest !== undefined && wanted.includes(latest));
    const next = ids.next('settlement');
    const change = { set: 'withdrawal', settlementId: next, after: latest } as const;
    for (let i = 0; i < 2; i++)
      assert.equal((await storage.workers.change({ workerId, change }))?.withdrawalId, next);
  },
};
