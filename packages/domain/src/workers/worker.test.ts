import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedWorker, type WorkerChange, type WorkerRecord, walletOf, workerInStatus } from './worker.ts';

const worker: WorkerRecord = {
  workerId: 'wrk_a',
  email: 'a@example.com',
  passwordHash: '',
  status: 'active',
  profile: null,
  payout: { kind: 'paymail', paymail: 'a@example.com' },
  createdAtMs: 1,
};
const problem = { reason: 'host is away', atMs: 5 };

const aText = fc.constantFrom('a@example.com', 'b@example.com', 'c@example.com');
const aChange: fc.Arbitrary<WorkerChange> = fc.oneof(
  fc.record({
    set: fc.constant('payout' as const),
    payout: fc.option(fc.record({ kind: fc.constant('paymail' as const), paymail: aText })),
  }),
  fc.record({
    set: fc.constant('payoutProblem' as const),
    paymail: aText,
    problem: fc.option(fc.constant(problem)),
  }),
  fc.record({ set: fc.constant('withdrawal' as const), settlementId: aText, after: fc.option(aText) }),
);

test('a change sent again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(aChange), aChange, (changes, last) => {
      const before = changes.reduce(changedWorker, worker);
      const once = changedWorker(before, last);
      // A withdrawal that follows on itself would be its own successor: nobody asks for that.
      fc.pre(last.set !== 'withdrawal' || last.settlementId !== last.after);
      assert.deepEqual(changedWorker(once, last), once);
    }),
  );
});

test('a problem is noted only for the paymail that the worker is paid at', () => {
  const noted = changedWorker(worker, { set: 'payoutProblem', paymail: 'a@example.com', problem });
  assert.deepEqual(noted.payoutProblem, problem);
  assert.equal(changedWorker(worker, { set: 'payoutProblem', paymail: 'b@example.com', problem }), worker);
  assert.equal('payoutProblem' in changedWorker(noted, { set: 'payout', payout: null }), false);
});

test('of two withdrawals that follow on the same one only the first is the latest', () => {
  const first = changedWorker(worker, { set: 'withdrawal', settlementId: 'stl_1', after: null });
  assert.equal(first.withdrawalId, 'stl_1');
  assert.equal(changedWorker(first, { set: 'withdrawal', settlementId: 'stl_2', after: null }), first);
  const second = changedWorker(first, { set: 'withdrawal', settlementId: 'stl_2', after: 'stl_1' });
  assert.equal(second.withdrawalId, 'stl_2');
});

test('a worker is reinstated once, and by what is about their present suspension alone', () => {
  const suspension = { reason: 'too fast', atMs: 10 };
  const { worker: suspended, isReinstated } = workerInStatus(worker, suspension);
  assert.deepEqual([suspended.status, suspended.suspension, isReinstated], ['suspended', suspension, false]);
  assert.equal(workerInStatus(suspended, suspension).worker, suspended);

  assert.deepEqual(workerInStatus(suspended, null, 9), { worker: suspended, isReinstated: false });
  const lifted = workerInStatus(suspended, null, 10);
  const reinstated = { ...worker, holdFromMs: 10 };
  assert.deepEqual(lifted, { worker: reinstated, isReinstated: true });
  assert.deepEqual(workerInStatus(lifted.worker, null), { worker: reinstated, isReinstated: false });
});

test('workers who are paid at one place share a wallet', () => {
  assert.equal(walletOf({ kind: 'address', address: '1A' }), walletOf({ kind: 'address', address: '1A' }));
  assert.equal(walletOf({ kind: 'paymail', paymail: 'a@example.com' }), 'a@example.com');
});
