import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allSettlements, bench, seenBatch, settle, verifiedTasks } from '../../testing/settlement-bench.ts';
import { Lanes } from './lanes.ts';

test('lanes pay at the same time, each from a coin of its own, and a blocked one does not hold the others up', async (t) => {
  const parts = await bench(t);
  parts.fund(900_000);
  await verifiedTasks(parts, 30);
  parts.clock.advance(1_000);
  await settle(parts.newSettler({ batchTasksMax: 10, lanes: 2 }));
  const made = await allSettlements(parts);
  assert.deepEqual(made.map((one) => one.laneId).sort(), ['lane-1', 'lane-1', 'lane-2']);
  assert.ok(made.every((one) => one.state === 'seen'));
});

test('a fan-out makes coins that other lanes take once they are mined; a consolidation gathers what is spare', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler({ lanes: 3, batchTasksMax: 5 });
  const move = { workerId: null, requestedAtMs: parts.clock.nowMs(), refusal: null };
  const fanOutId = parts.context.ids.next('settlement');
  await seenBatch(parts, settler);
  await parts.storage.moves.request({ ...move, settlementId: fanOutId, purpose: 'fan_out', coins: 4 });
  await settle(settler);
  const fanOut = await parts.storage.settlement.get(fanOutId);
  assert.equal(fanOut?.state, 'seen');
  assert.equal(fanOut.outputs.length, 4);
  parts.chain.mine();
  await verifiedTasks(parts, 15);
  parts.clock.advance(1_000);
  await settle(settler);
  const lanes = new Set((await allSettlements(parts)).map((one) => one.laneId));
  assert.deepEqual([...lanes].sort(), ['lane-1', 'lane-2', 'lane-3']);
  const gatherId = parts.context.ids.next('settlement');
  await parts.storage.moves.request({
    ...move,
    settlementId: gatherId,
    purpose: 'consolidation',
    coins: 100,
  });
  await settle(settler);
  assert.equal(
    (await parts.storage.settlement.get(gatherId))?.inputs.length,
    3,
    'the lane and two spare coins',
  );
  const tooBig = parts.context.ids.next('settlement');
  await parts.storage.moves.request({ ...move, settlementId: tooBig, purpose: 'fan_out', coins: 100 });
  await settle(settler);
  assert.match((await parts.storage.moves.get(tooBig))?.refusal ?? '', /satoshis are missing/);
});

test('lanes are taken again where another process could have them, and stay held where none can', async (t) => {
  const { context, storage, clock } = await bench(t);
  const tokenOf = async () => (await storage.lanes.get('lane-1'))?.token;
  for (const [isAlone, tokens] of [
    [false, [1, 2]],
    [true, [3, 3]],
  ] as const) {
    const lanes = new Lanes(context, { holder: 'a', lanes: 1, isAlone });
    assert.equal(await lanes.hold(), true);
    const first = await tokenOf();
    clock.advance(3_600_000);
    assert.equal(await lanes.hold(), true);
    assert.deepEqual([first, await tokenOf()], tokens);
  }
});
