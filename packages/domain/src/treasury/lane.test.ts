import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { acquiredLane, heldLane, type LaneRecord, laneAfter, laneAfterRevival } from './lane.ts';

const coin = (name: string) => ({ txid: name, vout: 0, satoshis: sats(1_000), lockingScript: '51' });
const held = (lane: LaneRecord | null, holder: string, nowMs: number): LaneRecord | null =>
  acquiredLane(lane, { laneId: 'lane', holder, nowMs, holdMs: 10 });

test('a lane has one holder at a time, and its token only grows', () => {
  const steps = fc.array(fc.record({ holder: fc.constantFrom('a', 'b', 'c'), afterMs: fc.nat(15) }));
  fc.assert(
    fc.property(steps, (given) => {
      let lane = null as LaneRecord | null;
      let nowMs = 0;
      for (const { holder, afterMs } of given) {
        nowMs += afterMs;
        const before = lane;
        const after = held(before, holder, nowMs);
        const isOthers: boolean = before !== null && before.holder !== holder && before.heldUntilMs > nowMs;
        assert.equal(after === null, isOthers);
        if (after === null) continue;
        assert.equal(after.token, (before?.token ?? 0) + 1);
        lane = after;
      }
    }),
  );
});

test('a lane that is held on keeps who made its coin, and forgets it with another coin', () => {
  const lane = laneAfter(held(null, 'a', 0)!, { settlementId: 'stl_1', change: coin('aa'), lanePosition: 3 });
  assert.deepEqual([lane.coin?.txid, lane.settlementId, lane.position], ['aa', 'stl_1', 3]);
  const request = { laneId: 'lane', token: 1, untilMs: 99 };
  const same = heldLane(lane, { ...request, coin: coin('aa'), minedPosition: 2 });
  assert.deepEqual([same.settlementId, same.minedPosition, same.heldUntilMs], ['stl_1', 2, 99]);
  const other = heldLane(lane, { ...request, coin: coin('bb') });
  assert.deepEqual([other.settlementId, other.minedPosition], [null, 0]);
});

test('a settlement without change leaves its lane alone', () => {
  const lane = held(null, 'a', 0)!;
  const settlement = { settlementId: 'stl_1', change: null, lanePosition: 0 };
  assert.equal(laneAfter(lane, settlement), lane);
  assert.equal(laneAfterRevival(lane, settlement, true), lane);
});

test('a lane continues from the change of what was revived, unless that is spent', () => {
  const lane = laneAfter(held(null, 'a', 0)!, { settlementId: 'stl_2', change: coin('bb'), lanePosition: 5 });
  const revived = { settlementId: 'stl_1', change: coin('aa'), lanePosition: 4 };
  const back = laneAfterRevival(lane, revived, false);
  assert.deepEqual([back.coin?.txid, back.settlementId, back.position], ['aa', 'stl_1', 4]);
  const spent = laneAfterRevival(lane, revived, true);
  assert.deepEqual([spent.coin, spent.settlementId, spent.position], [null, null, 4]);
});
