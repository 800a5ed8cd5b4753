import assert from 'node:assert/strict';
import { dueTasks } from '../contract/due-tasks.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';

export const reservationSuite: Suite = {
  'decided tasks wait for payment, the longest waiting first': async (stage) => {
    const since = stage.nowMs + 1;
    const taskIds = await dueTasks(stage, 3);
    assert.deepEqual(await stage.storage.settlement.paymentQueue(2, stage.nowMs), {
      oldestSinceMs: since,
      count: 2,
    });
    assert.deepEqual(await stage.storage.settlement.paymentQueue(9, stage.nowMs), {
      oldestSinceMs: since,
      count: 3,
    });
    const reserved = await stage.reserve(await stage.lane(), stage.ids.next('settlement'), 2);
    assert.deepEqual(
      reserved.map((task) => task.taskId),
      taskIds.slice(0, 2),
    );
    await stage.settle();
    assert.deepEqual(await stage.storage.settlement.paymentQueue(9, stage.nowMs), {
      oldestSinceMs: since + 2,
      count: 1,
    });
  },

  'what is due later waits until then': async (stage) => {
    await stage.open(await stage.customer());
    await addGold(stage, 2);
    const dueAtMs = stage.nowMs + 60_000;
    const workerId = stage.ids.next('worker');
    const meet = async () => {
      const draws = claimTrust(stage, 'gold').draws.map((draw) => ({ ...draw, delayMs: 60_000 }));
      const [met] = await meetGold(stage, workerId, 'cat', 1, {
        trust: claimTrust(stage, 'gold', { draws }),
      });
      return met!;
    };
    const [first, second] = [await meet(), await meet()];
    assert.deepEqual(first.payment, { kind: 'due', sinceMs: dueAtMs });
    const lane = await stage.lane();
    const reserve = async () =>
      (await stage.reserve(lane, stage.ids.next('settlement'))).map(({ taskId }) => taskId);
    stage.nowMs = dueAtMs - 1;
    assert.equal(await stage.storage.settlement.paymentQueue(9, stage.nowMs), null);
    assert.deepEqual(await reserve(), []);
    const [due] = await dueTasks(stage, 1);
    const earlier = dueAtMs - 1;
    assert.deepEqual(await stage.storage.settlement.paymentQueue(9, earlier), null);
    stage.nowMs = dueAtMs;
    const queue = await stage.storage.settlement.paymentQueue(9, dueAtMs);
    assert.deepEqual(queue, { oldestSinceMs: dueAtMs, count: 3 });
    assert.deepEqual(new Set(await reserve()), new Set([first.taskId, second.taskId, due]));
  },

  'a task is reserved for one settlement, however many reserve at once': async (stage) => {
    const taskIds = await dueTasks(stage, 9);
    const lanes = [await stage.lane('lane-0'), await stage.lane('lane-1'), await stage.lane('lane-2')];
    const reserved = (
      await Promise.all(lanes.map((lane) => stage.reserve(lane, stage.ids.next('settlement'), 4)))
    ).flat();
    const ids = reserved.map((task) => task.taskId);
    assert.equal(new Set(ids).size, ids.length);
    // A store without transactions may leave some for the next round when settlers race; never one for two.
    assert.ok(ids.every((id) => taskIds.includes(id)));
  },

  'a reservation sent again gives the same tasks': async (stage) => {
    await dueTasks(stage, 5);
    const lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const first = (await stage.reserve(lane, settlementId, 3)).map((task) => task.taskId);
    const again = (await stage.reserve(lane, settlementId, 3)).map((task) => task.taskId);
    assert.equal(first.length, 3);
    assert.deepEqual(again, first);
  },

  'a released reservation gives its tasks back, and to another settlement': async (stage) => {
    const taskIds = await dueTasks(stage, 2);
    const lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    await stage.reserve(lane, settlementId);
    for (let i = 0; i < 2; i++) await stage.storage.settlement.release(settlementId);
    await stage.settle();
    const again = await stage.reserve(lane, stage.ids.next('settlement'));
    assert.deepEqual(
      again.map((task) => task.taskId),
      taskIds,
    );
  },
};
