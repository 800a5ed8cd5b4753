import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import type { AppealRecord } from '../trust/appeal.ts';
import { changedWorker, type WorkerChange, type WorkerRecord, workerInStatus } from '../workers/worker.ts';
import { forfeitVerdict, partsOf } from './forfeit.ts';
import {
  closedHold,
  continuedHold,
  type HoldRecord,
  type HoldRules,
  heldBackFrom,
  heldUntilMs,
  isReached,
  maturityOf,
  nextLookMs,
} from './maturity.ts';

const dayMs = 86_400_000;
const rules: HoldRules = { goldRight: 20, holdMs: 14 * dayMs, appealMs: 7 * dayMs, countMs: dayMs };
const worker: WorkerRecord = {
  workerId: 'wrk_1',
  email: 'kim@example.com',
  passwordHash: '',
  status: 'active',
  profile: null,
  payout: null,
  createdAtMs: 0,
};
const hold: HoldRecord = {
  workerId: 'wrk_1',
  firstId: 'stl_5',
  fromMs: 0,
  rightAnswers: 0,
  countedAtMs: 0,
  heldAtMs: 0,
  isFree: false,
  lookAtMs: 0,
  withdrawalId: null,
  forfeitId: null,
};
const someHold = fc.record({
  fromMs: fc.nat(30 * dayMs),
  rightAnswers: fc.nat(30),
  lookAtMs: fc.option(fc.nat(40 * dayMs)),
});
const someRules = fc.record({
  goldRight: fc.integer({ min: 1, max: 30 }),
  holdMs: fc.integer({ min: 1, max: 30 * dayMs }),
  appealMs: fc.nat(30 * dayMs),
  countMs: fc.integer({ min: 1_000, max: dayMs }),
});

test('right answers or time alone make a worker mature, whichever comes first, and never a suspended one', () => {
  fc.assert(
    fc.property(someHold, someRules, fc.nat(60 * dayMs), (part, given, nowMs) => {
      const one = { ...hold, ...part };
      const expected = one.rightAnswers >= given.goldRight || nowMs - one.fromMs >= given.holdMs;
      assert.equal(isReached(worker, one, given, nowMs), expected);
      const { worker: suspended } = workerInStatus(worker, { reason: 'r', atMs: nowMs });
      assert.equal(isReached(suspended, one, given, nowMs + 99 * dayMs), false);
      assert.ok(nextLookMs(worker, one, given, nowMs) <= Math.max(nowMs + given.countMs, one.fromMs));
      // Whoever waits for it is looked at no later than the moment when it is reached.
      assert.ok(nextLookMs(worker, one, given, nowMs) <= heldUntilMs(worker, one, given));
    }),
  );
});

test('what is missing is told exactly, and nothing is held back where there is no rule, no hold or no need', () => {
  fc.assert(
    fc.property(someHold, someRules, (part, given) => {
      const one = { ...hold, ...part };
      assert.deepEqual(maturityOf(worker, one, null), { kind: 'mature' });
      assert.deepEqual(maturityOf(worker, null, given), { kind: 'mature' });
      assert.deepEqual(maturityOf({ ...worker, maturedAtMs: 1 }, one, given), { kind: 'mature' });
      assert.deepEqual(maturityOf(worker, closedHold(one), given), { kind: 'mature' });
      assert.deepEqual(maturityOf(worker, { ...one, isFree: true }, given), { kind: 'mature' });
      if (one.lookAtMs === null) return;
      const rightMissing = Math.max(0, given.goldRight - one.rightAnswers);
      const untilMs = one.fromMs + given.holdMs;
      const told = { kind: 'maturing', rightMissing, untilMs, contestUntilMs: null };
      assert.deepEqual(maturityOf(worker, one, given), told);
      assert.equal(heldBackFrom(worker, one, given), 'stl_5');
    }),
  );
});

test('maturity stays through misses and wallets; only a suspension takes it, and days begin anew with it', () => {
  const changes: fc.Arbitrary<WorkerChange> = fc.oneof(
    fc.constant({ set: 'payout', payout: null } as const),
    fc.constant({ set: 'withdrawal', settlementId: 'stl_1', after: null } as const),
    fc.nat(9).map((atMs) => ({ set: 'matured', atMs }) as const),
  );
  fc.assert(
    fc.property(fc.array(changes), fc.nat(50 * dayMs), (given, atMs) => {
      const mature = changedWorker(worker, { set: 'matured', atMs: 7 });
      const after = given.reduce(changedWorker, mature);
      assert.equal(after.maturedAtMs, 7);
      const { worker: suspended } = workerInStatus(after, { reason: 'r', atMs });
      assert.equal(suspended.maturedAtMs, undefined);
      assert.equal(changedWorker(suspended, { set: 'matured', atMs }), suspended);
      const { worker: again } = workerInStatus(suspended, null);
      assert.equal(isReached(again, hold, rules, atMs + rules.holdMs - 1), false);
      assert.equal(isReached(again, hold, rules, atMs + rules.holdMs), true);
    }),
  );
});

test('a plan begins a hold or goes on with it; what it held before is held on', () => {
  const begun = { ...hold, firstId: 'stl_9', heldAtMs: 10 * dayMs, lookAtMs: 10 * dayMs };
  assert.equal(continuedHold(null, begun), begun);
  assert.equal(continuedHold(closedHold(hold), begun), begun);
  assert.equal(continuedHold({ ...hold, isFree: true }, begun), begun);
  assert.deepEqual(continuedHold(hold, begun), { ...hold, heldAtMs: begun.heldAtMs });
  const fresh = { ...hold, heldAtMs: begun.heldAtMs - 1_000 };
  assert.equal(continuedHold(fresh, begun), fresh, 'not worth a write');
});

test('held pay is forfeited only after an uncontested or rightly contested suspension of one who had not earned it', () => {
  const answers = [null, { upheld: true, text: 't', atMs: 0 }, { upheld: false, text: 't', atMs: 0 }];
  fc.assert(
    fc.property(
      someHold,
      someRules,
      fc.nat(60 * dayMs),
      fc.nat(60 * dayMs),
      fc.option(fc.constantFrom(...answers)),
      fc.boolean(),
      (part, given, atMs, laterMs, answer, isContested) => {
        const one = { ...hold, ...part };
        const nowMs = atMs + laterMs;
        const appeal: AppealRecord | null = isContested
          ? {
              appealId: 'apl_1',
              workerId: 'wrk_1',
              about: { kind: 'suspension', sinceMs: atMs, reason: 'r' },
              message: 'm',
              openedAtMs: atMs,
              answer,
            }
          : null;
        const verdict = forfeitVerdict({ reason: 'r', atMs }, one, appeal, given, nowMs);
        const wasReached = isReached(worker, one, given, atMs);
        if (wasReached) assert.equal(verdict.kind, 'theirs');
        else if (appeal !== null && appeal.answer?.upheld !== false) assert.equal(verdict.kind, 'waits');
        else if (appeal !== null) assert.equal(verdict.kind, 'due');
        else if (laterMs >= given.appealMs) assert.equal(verdict.kind, 'due');
        else assert.deepEqual(verdict, { kind: 'later', atMs: atMs + given.appealMs });
      },
    ),
  );
});

test('customers get what they paid, no more and no less; what the house paid is in nobody’s part', () => {
  const pays = fc.array(
    fc.record({
      customerId: fc.constantFrom('cust_a', 'cust_b', null),
      paySats: fc.nat(1_000).map(sats),
    }),
  );
  fc.assert(
    fc.property(pays, (given) => {
      const parts = partsOf(given);
      const sum = (lines: readonly number[]): number => lines.reduce((total, one) => total + one, 0);
      const house = given.filter((one) => one.customerId === null).map((one) => one.paySats);
      assert.equal(sum([...parts.values()]) + sum(house), sum(given.map((one) => one.paySats)));
      for (const [customerId, part] of parts) {
        const own = given.filter((one) => one.customerId === customerId).map((one) => one.paySats);
        assert.equal(part, sum(own));
      }
    }),
  );
});
