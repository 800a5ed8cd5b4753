import assert from 'node:assert/strict';
import { type BlockProof, type LaneRecord, type PayeeRecord, type SettlementRecord, sats } from '@asg/domain';
import { aCoin, aSettlement, aWorker } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const proof: BlockProof = { blockHash: '00', blockHeight: 7, bump: '00', header: '00' };

/** A stored batch of one task whose second payee's sum is held for them, as two outputs. */
async function heldBatch(
  stage: Stage,
  known: { readonly lane?: LaneRecord; readonly workerId?: string } = {},
): Promise<{ lane: LaneRecord; settlement: SettlementRecord }> {
  const [taskId] = await stage.open(await stage.customer());
  await stage.labels(taskId!, 'cat', 'cat', 'dog');
  const lane = known.lane ?? (await stage.lane());
  const settlementId = stage.ids.next('settlement');
  const tasks = await stage.reserve(lane, settlementId);
  const plain = aSettlement(stage.ids, tasks, { settlementId, laneId: lane.laneId, coin: lane.coin! });
  const [first, second] = plain.payees;
  const outputs = [300, 25].map((amount) => ({ satoshis: sats(amount), lockingScript: '76a9' }));
  const { workerId = second!.workerId } = known;
  const held: PayeeRecord = { ...second!, workerId, outputs, held: true };
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

  'held coins are told apart by the settlement that made them': async (stage) => {
    const { storage } = stage;
    const { lane, settlement: first } = await heldBatch(stage);
    await mine(stage, first.settlementId);
    const { workerId } = first.payees[1]!;
    const later = await heldBatch(stage, { lane, workerId });
    await mine(stage, later.settlement.settlementId);
    const { settlementId } = later.settlement;
    const both = [...coinsOf(first), ...coinsOf(later.settlement)];
    assert.deepEqual(await storage.payouts.heldCoins(workerId, 10), both);
    const [before, from] = [{ beforeId: settlementId }, { fromId: settlementId }];
    assert.deepEqual(await storage.payouts.heldCoins(workerId, 10, before), coinsOf(first));
    assert.deepEqual(await storage.payouts.heldCoins(workerId, 10, from), coinsOf(later.settlement));
    assert.deepEqual(
      await storage.payouts.heldCoins(workerId, 1, from),
      coinsOf(later.settlement).slice(0, 1),
    );
    const none = { fromId: settlementId, beforeId: settlementId };
    assert.deepEqual(await storage.payouts.heldCoins(workerId, 10, none), []);
    assert.deepEqual(
      await Promise.all(
        [undefined, before, from, none].map((made) => storage.payouts.heldSats(workerId, made)),
      ),
      [650, 325, 325, 0],
    );
  },

  'a forfeit takes its coins once, and is no withdrawal': async (stage) => {
    const { storage } = stage;
    const { lane, settlement: paid } = await heldBatch(stage);
    await mine(stage, paid.settlementId);
    const { workerId } = paid.payees[1]!;
    const plain = await withdrawalOf(stage, lane, paid);
    const settlement = { ...plain, purpose: 'forfeit', withdrawal: { workerId } } as const;
    const { token } = lane;
    for (let i = 0; i < 2; i++) assert.equal(await storage.settlement.store({ settlement, token }), 'stored');
    const twice = { ...plain, settlementId: stage.ids.next('settlement'), txid: stage.ids.hash() };
    assert.equal(await storage.settlement.store({ settlement: twice, token }), 'coin_in_use');
    assert.equal(await storage.payouts.heldSats(workerId), 0);
    assert.deepEqual(await storage.payouts.heldCoins(workerId, 10), []);
    assert.deepEqual(await storage.payouts.withdrawals(workerId, { limit: 10, before: null }), []);
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

  'forfeits are found by their worker, whether they are made, refused or neither': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const [kim, lee] = [ids.next('worker'), ids.next('worker')];
    const ask = async (workerId: string, purpose: 'forfeit' | 'withdrawal') => {
      const settlementId = ids.next('settlement');
      const move = { settlementId, purpose, workerId, coins: null, requestedAtMs: nowMs, refusal: null };
      await storage.moves.request(move);
      return move;
    };
    const first = await ask(kim, 'forfeit');
    await ask(kim, 'withdrawal');
    await ask(lee, 'forfeit');
    const second = await ask(kim, 'forfeit');
    await storage.moves.refuse({ settlementId: first.settlementId, refusal: 'nothing is held' });
    await stage.settle();
    const of = (limit: number, before: string | null = null) =>
      storage.moves.forfeits({ group: kim, limit, before });
    assert.deepEqual(await of(5), [second, { ...first, refusal: 'nothing is held' }]);
    assert.deepEqual(await of(1), [second]);
    assert.deepEqual((await of(5, second.settlementId)).length, 1);
    assert.deepEqual(await storage.moves.forfeits({ group: ids.next('worker'), limit: 5, before: null }), []);
  },
};
