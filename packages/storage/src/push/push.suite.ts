import assert from 'node:assert/strict';
import { type PushDevice, pushDevicesMax, pushFailuresMax } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const page = { limit: 10, after: null } as const;

const aDevice = ({ nowMs }: Stage, n: number, change: Partial<PushDevice> = {}): PushDevice => ({
  deviceId: String(n).repeat(32),
  host: 'push.example.com',
  sealed: `v1.sealed.${n}`,
  language: 'de',
  addedAtMs: nowMs,
  failures: 0,
  ...change,
});

export const pushSuite: Suite = {
  'a worker has so many devices and no more, each once, and is in the list while there is one': async (
    stage,
  ) => {
    const { storage, ids, nowMs } = stage;
    const { pushes } = storage;
    const workerId = ids.next('worker');
    assert.equal(await pushes.get(workerId), null);
    const first = await pushes.add({ workerId, device: aDevice(stage, 0) });
    assert.deepEqual(first, { workerId, devices: [aDevice(stage, 0)], toldAtMs: null, lookAtMs: nowMs });
    assert.deepEqual(await pushes.due(page), [first]);
    for (let n = 1; n <= pushDevicesMax; n++) await pushes.add({ workerId, device: aDevice(stage, n) });
    const again = aDevice(stage, 2, { sealed: 'v1.sealed.anew', addedAtMs: nowMs + 5 });
    const { devices } = await pushes.add({ workerId, device: again });
    const kept = [1, 3, 4, 5].map((n) => aDevice(stage, n));
    assert.deepEqual(devices, [...kept, again], 'the first gave its place, the one added anew is the last');
    assert.equal((await pushes.remove({ workerId, deviceId: again.deviceId }))?.devices.length, 4);
    assert.equal((await pushes.remove({ workerId, deviceId: 'f'.repeat(32) }))?.devices.length, 4);
    for (let i = 0; i < 2; i++) assert.equal(await pushes.remove({ workerId, deviceId: null }), null);
    assert.deepEqual([await pushes.get(workerId), await pushes.due(page)], [null, []]);
  },

  'a worker is told by one look alone, and what services do not take is forgotten': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const { pushes } = storage;
    const [workerId, other] = [ids.next('worker'), ids.next('worker')];
    await pushes.add({ workerId: other, device: aDevice(stage, 9, { addedAtMs: nowMs + 30 }) });
    for (let n = 1; n < 4; n++) await pushes.add({ workerId, device: aDevice(stage, n) });
    const look = { workerId, fromMs: nowMs, toMs: nowMs + 100, toldAtMs: nowMs + 1 };
    assert.equal(await pushes.look(look), true);
    assert.equal(await pushes.look(look), true, 'the same, sent again');
    assert.equal(await pushes.look({ ...look, toMs: nowMs + 101, toldAtMs: nowMs + 2 }), false);
    assert.equal(await pushes.look({ ...look, workerId: ids.next('worker') }), false);
    assert.deepEqual(
      (await pushes.due(page)).map((one) => [one.workerId, one.lookAtMs, one.toldAtMs]),
      [
        [other, nowMs + 30, null],
        [workerId, nowMs + 100, nowMs + 1],
      ],
    );
    const was = { addedAtMs: nowMs, failures: 0, isGone: false };
    const end = {
      workerId,
      outcomes: [
        { ...was, deviceId: aDevice(stage, 1).deviceId, isGone: true },
        { ...was, deviceId: aDevice(stage, 2).deviceId, failures: 3 },
        { ...was, deviceId: aDevice(stage, 3).deviceId, addedAtMs: nowMs - 1, isGone: true },
      ],
    };
    for (let i = 0; i < 2; i++) await pushes.end(end);
    const left = [aDevice(stage, 2, { failures: 3 }), aDevice(stage, 3)];
    assert.deepEqual((await pushes.get(workerId))?.devices, left, 'one that was added anew stays');
    const over = left.map(({ deviceId }) => ({ ...was, deviceId, failures: pushFailuresMax }));
    await pushes.end({ workerId, outcomes: over });
    assert.equal(await pushes.get(workerId), null);
    await pushes.end({ workerId, outcomes: over });
  },

  'the server has one key pair, whoever makes it': async ({ storage }) => {
    assert.equal(await storage.pushKeys.get(null), null);
    const keys = (n: number) => ({ publicKey: `public ${n}`, sealedPrivateKey: `v1.sealed.${n}` });
    const made = await Promise.all([1, 2, 3].map((n) => storage.pushKeys.put(keys(n))));
    assert.equal(new Set(made.map(({ publicKey }) => publicKey)).size, 1);
    assert.deepEqual(await storage.pushKeys.get(null), made[0]);
  },

  'it is seen whether there is a task for a worker, and none is taken': async (stage) => {
    const { work } = stage.storage;
    const workerId = stage.ids.next('worker');
    const seek = (change: object = {}) =>
      work.seek({ workerId, nowMs: stage.nowMs, languages: ['en'], ...change });
    assert.equal(await seek(), false);
    const customerId = await stage.customer();
    const [german] = await stage.open(customerId, 1, { language: 'de' });
    assert.deepEqual([await seek(), await seek({ languages: ['de-at'] })], [false, true]);
    assert.equal(await seek({ languages: ['de'], memberOf: [customerId] }), false);
    await stage.open(customerId, 1, { language: 'fr', sensitive: true });
    const french = { languages: ['fr'] };
    assert.deepEqual([await seek(french), await seek({ ...french, sensitive: true })], [false, true]);
    await stage.open(customerId, 1, { crowd: { ownUntilMs: null } });
    assert.deepEqual([await seek(), await seek({ pools: [customerId] })], [false, true]);
    const question = 'a'.repeat(32);
    await stage.open(customerId, 1, { qualification: { question, percent: 80 } });
    assert.equal(await seek({ qualified: [{ question, percent: 79 }] }), false);
    assert.equal(await seek({ qualified: [{ question, percent: 80 }] }), true);
    const claimed = await stage.claim(workerId, { languages: ['de'], count: 5 });
    assert.deepEqual(
      claimed.map(({ taskId }) => taskId),
      [german],
    );
    assert.equal(await seek({ languages: ['de'] }), false, 'they hold it');
  },
};
