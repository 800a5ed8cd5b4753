import assert from 'node:assert/strict';
import { aCoin } from '../contract/builders.ts';
import type { Suite } from '../contract/suite.ts';

const holdMs = 60_000;

export const laneSuite: Suite = {
  'a lane is held by one settler at a time': async ({ storage, nowMs }) => {
    const claims = ['a', 'b', 'c', 'd'].map((holder) =>
      storage.lanes.acquire({ laneId: 'lane-0', holder, nowMs, holdMs }),
    );
    const held = (await Promise.all(claims)).filter((lane) => lane !== null);
    assert.equal(held.length, 1);
    assert.deepEqual(await storage.lanes.get('lane-0'), held[0]);
    assert.equal(held[0]!.heldUntilMs, nowMs + holdMs);
    assert.equal(held[0]!.coin, null);
  },

  'after the hold another may take the lane, and every acquisition has a higher token': async (stage) => {
    const { storage, nowMs } = stage;
    const acquire = (holder: string, at: number) =>
      storage.lanes.acquire({ laneId: 'lane-0', holder, nowMs: at, holdMs });
    const first = await acquire('a', nowMs);
    const again = await acquire('a', nowMs + 1);
    assert.ok(again!.token > first!.token);
    assert.equal(await acquire('b', nowMs + holdMs), null);
    const other = await acquire('b', nowMs + 1 + holdMs);
    assert.ok(other!.token > again!.token);
    assert.equal(other!.holder, 'b');
  },

  'the newest token sets the coin and extends the hold; an older one is refused': async (stage) => {
    const old = await stage.lane();
    const lane = await stage.lane();
    const coin = aCoin(stage.ids);
    const hold = { laneId: lane.laneId, token: lane.token, untilMs: stage.nowMs + 5 * holdMs, coin };
    assert.equal(await stage.storage.lanes.hold(hold), 'held');
    assert.equal(await stage.storage.lanes.hold({ ...hold, token: old.token, coin: null }), 'fenced');
    const stored = await stage.storage.lanes.get(lane.laneId);
    assert.deepEqual(stored?.coin, coin);
    assert.equal(stored?.heldUntilMs, stage.nowMs + 5 * holdMs);
    assert.equal(stored?.settlementId, null);
    assert.equal(await stage.storage.lanes.hold({ ...hold, minedPosition: 3 }), 'held');
    assert.equal(await stage.storage.lanes.hold(hold), 'held');
    assert.equal((await stage.storage.lanes.get(lane.laneId))?.minedPosition, 3);
    assert.equal(await stage.storage.lanes.hold({ ...hold, laneId: 'no such lane' }), 'fenced');
  },

  'what an older token reserved and never stored is free again': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    const old = await stage.lane();
    const before = stage.ids.next('settlement');
    assert.equal((await stage.reserve(old, before)).length, 1);
    const lane = await stage.lane();
    await stage.settle();
    assert.equal((await stage.task(taskId!)).payment.kind, 'due');
    const { laneId, token } = old;
    const late = { settlementId: before, laneId, token, limit: 10, nowMs: stage.nowMs };
    assert.equal(await stage.storage.settlement.reserve(late), 'fenced');
    assert.equal((await stage.reserve(lane, stage.ids.next('settlement'))).length, 1);
  },
};
