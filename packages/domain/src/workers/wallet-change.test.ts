import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type WalletOwner, walletWaitMs } from './wallet-change.ts';
import { changedWorker, type PayoutTarget, type WorkerRecord } from './worker.ts';

const rules = { noticeMs: 10, holdMs: 30, largeSats: 1_000, recoveredMs: 70 };
const old = { kind: 'address', address: 'old' } as const;
const next = { kind: 'paymail', paymail: 'next@example.com' } as const;
const nowMs = 1_000;
const worker: WorkerRecord = {
  workerId: 'wrk_a',
  email: 'a@example.com',
  passwordHash: '',
  status: 'active',
  profile: null,
  payout: old,
  createdAtMs: 1,
};
const fresh = { worker: { payout: null }, restingSats: 999, isVerified: false } as const;
const paid = { worker: { payout: old }, restingSats: 999, isVerified: true } as const;
const waitOf = (owner: WalletOwner, to: PayoutTarget = next) => walletWaitMs(owner, to, rules, nowMs);

test('the first wallet is in force at once, unless much is held, or something after a reset', () => {
  assert.equal(waitOf(fresh), 0);
  assert.equal(waitOf({ ...fresh, restingSats: 1_000 }), 30);
  assert.equal(waitOf({ ...fresh, recoveredAtMs: nowMs - 69 }), 30);
  assert.equal(waitOf({ ...fresh, recoveredAtMs: nowMs - 70 }), 0);
  assert.equal(waitOf({ ...fresh, restingSats: 0, recoveredAtMs: nowMs }), 0);
});

test('another wallet waits for its notice, and longer where that may reach nobody, or only a thief', () => {
  assert.equal(waitOf(paid), 10);
  assert.equal(waitOf({ ...paid, restingSats: 1_000 }), 30);
  assert.equal(waitOf({ ...paid, isVerified: false }), 30);
  assert.equal(waitOf({ ...paid, recoveredAtMs: nowMs }), 30);
  assert.equal(waitOf(paid, { ...old }), 0, 'it is the one that they have');
  assert.equal(waitOf({ ...paid, worker: { payout: null, walletAtMs: 1 } }), 10, 'they took one away before');
  assert.equal(walletWaitMs(paid, next, null, nowMs), 0);
});

test('no detour makes a wallet of a worker who had one come into force at once', () => {
  const step = fc.oneof(
    fc.constant({ set: 'payout', payout: null } as const),
    fc.constant({ set: 'payout', payout: old } as const),
    fc.record({ set: fc.constant('walletStopped' as const), sinceMs: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const after = steps.reduce<WorkerRecord>(
        (before, change, index) => changedWorker(before, { ...change, atMs: index + 1 }),
        worker,
      );
      assert.ok(waitOf({ ...paid, worker: after }) >= rules.noticeMs);
    }),
  );
});

test('a wallet that was set after the mail is taken away by its link, an earlier one is not', () => {
  const since50 = { ...worker, walletAtMs: 50 };
  const stop = (sinceMs: number) => changedWorker(since50, { set: 'walletStopped', sinceMs, atMs: 60 });
  assert.deepEqual([stop(50).payout, stop(50).walletAtMs], [null, 60]);
  assert.equal(stop(51), since50);
});
