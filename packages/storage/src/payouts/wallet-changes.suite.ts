import assert from 'node:assert/strict';
import type { WalletChange } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const page = { limit: 10, after: null } as const;

const aChange = ({ nowMs }: Stage, workerId: string, fromMs: number): WalletChange => ({
  workerId,
  to: { kind: 'address', address: `of ${workerId}` },
  askedAtMs: nowMs,
  fromMs,
  isTaken: false,
});

export const walletChangeSuite: Suite = {
  'a new wallet waits until it is due, taken away or replaced, and once it is taken nothing stops it': async (
    stage,
  ) => {
    const { storage, ids, nowMs } = stage;
    const { walletChanges } = storage;
    const [one, two] = [ids.next('worker'), ids.next('worker')];
    const first = aChange(stage, one, nowMs + 20);
    assert.equal(await walletChanges.get(one), null);
    assert.deepEqual(await walletChanges.ask(first), first);
    const other = aChange(stage, two, nowMs + 10);
    await walletChanges.ask(other);
    assert.deepEqual(await walletChanges.due(page), [other, first]);
    assert.equal(await walletChanges.take({ workerId: one, nowMs: nowMs + 19 }), null);
    const second = { ...first, fromMs: nowMs + 5 };
    assert.deepEqual(await walletChanges.ask(second), second);
    assert.deepEqual(await walletChanges.due(page), [second, other]);
    const taken = { ...second, isTaken: true };
    for (let i = 0; i < 2; i++)
      assert.deepEqual(await walletChanges.take({ workerId: one, nowMs: nowMs + 5 }), taken);
    assert.deepEqual(await walletChanges.ask(first), taken);
    assert.deepEqual(await walletChanges.drop(one), taken);
    await walletChanges.finish({ ...taken, askedAtMs: nowMs + 1 });
    assert.deepEqual(await walletChanges.get(one), taken, 'it was another one that is written down');
    for (let i = 0; i < 2; i++) await walletChanges.finish(taken);
    assert.equal(await walletChanges.get(one), null);
    for (let i = 0; i < 2; i++) assert.equal(await walletChanges.drop(two), null);
    assert.deepEqual(await walletChanges.due(page), []);
    assert.equal(await walletChanges.take({ workerId: two, nowMs: nowMs + 99 }), null);
  },
};
