import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { planPayouts } from '../settlement/payouts.ts';
import { balanceOf, noBalanceSums, refundableSats } from './balance.ts';
import { costOfLabels, coverOf } from './cover.ts';
import { takesEntry } from './entry.ts';
import { ampleAllowance, coveredTasks, fittingTasks, type Purse, reservingOf } from './reservation.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const price = fc.record({
  payoutSats: fc.integer({ min: 1, max: 1_000_000 }).map(sats),
  feePercent: fc.integer({ min: 0, max: 100 }),
});
const nowMs = Date.UTC(2026, 10, 30);

function purse(enteredSats: number, change: Partial<Purse> = {}): Purse {
  const balance = balanceOf({ ...noBalanceSums, enteredSats });
  return { balance, limits: null, todaySats: 0, sandboxTodaySats: 0, ...change };
}

test('what a task costs is never more than its cap, whoever agrees and whatever prices are by then', () => {
  const labels = fc.integer({ min: 1, max: 25 });
  fc.assert(
    fc.property(labels, price, price, fc.double({ min: 0, max: 1, noNaN: true }), (most, own, now, part) => {
      const agreeing = Math.max(1, Math.round(part * most));
      const workerIds = Array.from({ length: agreeing }, (_, i) => `wrk_${i}`);
      const cover = coverOf(most, own, 'balance');
      const task = { taskId: 'tsk_1', workerIds, cover };
      const plan = planPayouts([task], new Map(), { ...now, payoutMinSats: sats(0) });
      assert.ok(plan.tasks[0]!.costSats <= cover.capSats);
      assert.equal(plan.tasks[0]!.costSats, costOfLabels(agreeing, own));
      assert.ok(plan.payees.every(({ earnedSats }) => earnedSats === own.payoutSats));
    }),
  );
});

test('a worker’s sum is that of each task’s own price, and all of it is paid or carried', () => {
  fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 20 }), amount, (prices, carried) => {
      const tasks = prices.map((own, i) => ({
        taskId: `tsk_${i}`,
        workerIds: ['wrk_1'],
        cover: coverOf(3, own, 'balance'),
      }));
      const rules = { payoutSats: sats(1), feePercent: 0, payoutMinSats: sats(5_000) };
      const plan = planPayouts(tasks, new Map([['wrk_1', sats(carried)]]), rules);
      const [payee] = plan.payees;
      const earned = prices.reduce((sum, { payoutSats }) => sum + payoutSats, 0);
      assert.equal(payee!.earnedSats, earned);
      assert.equal(payee!.paidSats + payee!.carriedOutSats, earned + carried);
      const costs = plan.tasks.reduce((sum, { costSats }) => sum + costSats, 0);
      assert.equal(costs, earned + plan.feeSats);
    }),
  );
});

test('entered and granted is free, reserved or spent, whatever was counted', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, amount, (entered, closed, open, paid, granted) => {
      const { enteredSats, upgradeGrantSats, freeSats, reservedSats, spentSats } = balanceOf({
        enteredSats: entered,
        takenSats: closed + open,
        closedSats: closed,
        paidSats: paid,
        upgradeGrantSats: granted,
        allowanceSats: 0,
        ownTakenSats: 0,
        ownBackSats: 0,
      });
      assert.equal(enteredSats + upgradeGrantSats, freeSats + reservedSats + spentSats);
      assert.equal(reservedSats, open);
    }),
  );
});

test('what is reserved is covered by what is free and the grant that comes with it, within every limit', () => {
  const terms = fc.option(fc.record({ allowanceSats: amount.map(sats), perDaySats: amount.map(sats) }));
  fc.assert(
    fc.property(amount, amount, terms, amount, amount, (free, wanted, allowance, today, ofAll) => {
      const limits = { spendPerDaySats: 600_000_000, balanceLowSats: null };
      const found = reservingOf(
        purse(free, { limits, todaySats: today, sandboxTodaySats: ofAll }),
        { sats: wanted, ownSats: 0 },
        allowance,
        nowMs,
      );
      if (found.kind === 'reserved') {
        assert.ok(free + found.grantSats >= wanted);
        assert.ok(found.grantSats <= (allowance?.allowanceSats ?? 0));
        assert.ok(wanted === 0 || today + wanted <= 600_000_000);
        assert.ok(wanted === 0 || allowance === null || ofAll + wanted <= allowance.perDaySats);
      } else if (found.kind === 'funds_short') {
        assert.equal(found.freeSats + found.missingSats, wanted);
        assert.ok(found.missingSats > 0);
      } else assert.ok(found.leftSats < wanted);
    }),
  );
});

test('as many of the first tasks go as the money that is named in the refusal covers', () => {
  const caps = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 30 });
  fc.assert(
    fc.property(caps, fc.integer({ min: 0, max: 20_000 }), (capsSats, freeSats) => {
      const count = fittingTasks(capsSats, { kind: 'funds_short', missingSats: 1, freeSats });
      const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
      assert.ok(sum(capsSats.slice(0, count)) <= freeSats);
      if (count < capsSats.length) assert.ok(sum(capsSats.slice(0, count + 1)) > freeSats);
    }),
  );
  assert.equal(fittingTasks([1, 2, 3], { kind: 'quota_exhausted', quotaLeft: 2 }), 2);
});

test('a sandbox account is told what it can submit now, to the task; others what their quota has', () => {
  const empty = purse(0);
  const terms = { allowanceSats: sats(2_000), perDaySats: sats(1e9) };
  assert.equal(coveredTasks(500, empty, 975, terms), 2);
  assert.equal(coveredTasks(500, empty, 975, { ...terms, allowanceSats: sats(0) }), 0);
  assert.equal(coveredTasks(500, empty, 975, { ...terms, perDaySats: sats(1_949) }), 1);
  assert.equal(coveredTasks(500, empty, 975, ampleAllowance), 500);
  assert.equal(coveredTasks(500, empty, 975, null), 500);
  const few = fc.integer({ min: 0, max: 20_000 });
  const limit = fc.option(few);
  const usual = (count: number) => ({ sats: count * 975, ownSats: 0 });
  fc.assert(
    fc.property(few, few, few, few, few, limit, (free, allowance, perDay, ofAll, today, spendPerDaySats) => {
      const allowed = { allowanceSats: sats(allowance), perDaySats: sats(perDay) };
      const limits = { spendPerDaySats, balanceLowSats: null };
      const now = purse(free, { limits, todaySats: today, sandboxTodaySats: ofAll });
      const count = coveredTasks(500, now, 975, allowed);
      assert.equal(reservingOf(now, usual(count), allowed, nowMs).kind, 'reserved');
      assert.notEqual(reservingOf(now, usual(count + 1), allowed, nowMs).kind, 'reserved');
    }),
  );
});

test('only a payment that never came may leave less than nothing', () => {
  const free = (freeSats: number) => ({ freeSats, enteredSats: freeSats, allowanceSats: 0, ownSats: 0 });
  assert.equal(takesEntry(free(10), { kind: 'refund', sats: -11 }), false);
  assert.equal(takesEntry(free(10), { kind: 'refund', sats: -10 }), true);
  assert.equal(takesEntry(free(0), { kind: 'deposit_reversed', sats: -1 }), true);
  assert.equal(takesEntry(free(-50), { kind: 'grant', sats: 1 }), true);
});

test('refunds and own people never take more than came in beside the allowance, whatever else was spent', () => {
  const step = fc.record({
    what: fc.constantFrom(
      'deposit',
      'allowance',
      'spend',
      'cancel',
      'refund',
      'own',
      'own cancelled',
      'own paid',
    ),
    by: fc.integer({ min: 1, max: 1_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let sums = noBalanceSums;
      let [deposited, refunded, ownOpen, ownPaid] = [0, 0, 0, 0];
      for (const { what, by } of steps) {
        const { enteredSats, takenSats, closedSats, paidSats, allowanceSats, ownTakenSats, ownBackSats } =
          sums;
        const { freeSats, reservedSats } = balanceOf(sums);
        const ended = Math.min(by, ownOpen);
        if (what === 'deposit') {
          deposited += by;
          sums = { ...sums, enteredSats: enteredSats + by };
        } else if (what === 'allowance')
          sums = { ...sums, enteredSats: enteredSats + by, allowanceSats: allowanceSats + by };
        else if (what === 'spend') sums = { ...sums, takenSats: takenSats + Math.min(by, freeSats) };
        else if (what === 'cancel')
          sums = { ...sums, closedSats: closedSats + Math.min(by, reservedSats - ownOpen) };
        else if (what === 'own') {
          const wanted = { sats: by, ownSats: by };
          if (reservingOf({ ...purse(0), balance: balanceOf(sums) }, wanted, null, nowMs).kind !== 'reserved')
            continue;
          ownOpen += by;
          sums = { ...sums, takenSats: takenSats + by, ownTakenSats: ownTakenSats + by };
        } else if (what === 'own cancelled') {
          ownOpen -= ended;
          sums = { ...sums, closedSats: closedSats + ended, ownBackSats: ownBackSats + ended };
        } else if (what === 'own paid') {
          const costSats = Math.floor(ended / 2);
          ownOpen -= ended;
          ownPaid += costSats;
          const ownBack = ownBackSats + ended - costSats;
          sums = {
            ...sums,
            closedSats: closedSats + ended,
            paidSats: paidSats + costSats,
            ownBackSats: ownBack,
          };
        } else if (takesEntry(balanceOf(sums), { kind: 'refund', sats: -by })) {
          refunded += by;
          sums = { ...sums, enteredSats: enteredSats - by };
        }
        assert.ok(refunded + ownOpen + ownPaid <= deposited);
      }
      const now = balanceOf(sums);
      assert.equal(now.ownSats, ownOpen + ownPaid);
      // All that is free may be refunded once other tasks have taken as much as the allowance.
      if (now.reservedSats + now.spentSats - now.ownSats >= now.allowanceSats)
        assert.equal(refundableSats(now), now.freeSats);
    }),
  );
});

test('what is short for own people is told by what came in beside the allowance', () => {
  const balance = balanceOf({
    ...noBalanceSums,
    enteredSats: 1_000,
    allowanceSats: 400,
    ownTakenSats: 250,
    takenSats: 250,
  });
  const wanted = (ownSats: number) =>
    reservingOf({ ...purse(0), balance }, { sats: 700, ownSats }, null, nowMs);
  assert.deepEqual(wanted(350), { kind: 'reserved', grantSats: 0 });
  assert.deepEqual(wanted(351), { kind: 'funds_short', missingSats: 1, freeSats: 350, isForOwn: true });
});
