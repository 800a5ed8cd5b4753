import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import {
  depositLifeMs,
  depositsPerDayMax,
  newWatch,
  watchAfterLook,
  watchAgain,
  withDepositSlot,
} from './deposit.ts';
import {
  type DepositPayment,
  foundPayment,
  isSweepable,
  isWatched,
  owedEntryId,
  type PaymentLook,
  paymentAfter,
  paymentEntered,
} from './payment.ts';

const coin = { txid: 'ab'.repeat(32), vout: 1, satoshis: sats(5_000), lockingScript: '76a914' };
const found = { depositId: 'dep_1', customerId: 'cust_1', coin, raw: '00', nowMs: 0, minSats: 1_000 };
const proofIn = (block: number) => ({
  blockHash: block.toString(16).padStart(64, '0'),
  blockHeight: block,
  bump: '',
  header: '',
});
const looks: fc.Arbitrary<PaymentLook> = fc.oneof(
  fc.constantFrom({ kind: 'absent' } as const, { kind: 'unmined' } as const),
  fc.record({
    kind: fc.constant('mined' as const),
    proof: fc.integer({ min: 1, max: 4 }).map(proofIn),
    depth: fc.integer({ min: 1, max: 120 }),
  }),
);
const steps = fc.array(fc.record({ look: looks, afterMs: fc.integer({ min: 0, max: 20 * 86_400_000 }) }));

test('whatever the network shows, what is entered adds up to the payment while it is credited, and to nothing else', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 7 }), (history, confirmations) => {
      let payment = foundPayment(null, found);
      const entries = new Map<string, number>();
      let nowMs = 0;
      for (const { look, afterMs } of history) {
        nowMs += afterMs;
        const before = payment;
        payment = paymentAfter(payment, look, { confirmations, nowMs });
        assert.equal(payment === before, payment.revision === before.revision);
        // Entering is repeated where its answer was lost: the id tells.
        const entryId = owedEntryId(payment);
        if (entryId !== null) {
          assert.ok(!entries.has(entryId));
          entries.set(entryId, (payment.owed === 'deposit' ? 1 : -1) * coin.satoshis);
          assert.ok(isWatched(payment));
          payment = paymentEntered(payment, payment.revision);
        }
        const entered = [...entries.values()].reduce((sum, one) => sum + one, 0);
        const isIn = look.kind === 'mined' && look.depth >= confirmations;
        assert.equal(entered, isIn ? coin.satoshis : 0);
        assert.equal(payment.state === 'credited', isIn);
        assert.equal(payment.proof !== null, look.kind === 'mined');
        if (isSweepable(payment)) assert.ok(look.kind === 'mined' && look.depth >= 6);
      }
    }),
  );
});

test('nothing changes while an entry is owed, and only the change that called for it is entered', () => {
  const mined = { kind: 'mined', proof: proofIn(1), depth: 1 } as const;
  const rules = { confirmations: 1, nowMs: 5 };
  const credited = paymentAfter(foundPayment(null, found), mined, rules);
  assert.equal(credited.owed, 'deposit');
  assert.equal(paymentAfter(credited, { kind: 'absent' }, rules), credited);
  assert.equal(paymentEntered(credited, credited.revision - 1), credited);
  const entered = paymentEntered(credited, credited.revision);
  assert.equal(entered.owed, null);
  assert.equal(paymentEntered(entered, entered.revision), entered);
});

test('what is too small is never credited; what was lost is waited for again once it is shown', () => {
  const rules = { confirmations: 1, nowMs: 0 };
  const mined = { kind: 'mined', proof: proofIn(1), depth: 9 } as const;
  const dust = foundPayment(null, { ...found, minSats: 5_001 });
  assert.equal(dust.state, 'too_small');
  assert.equal(paymentAfter(dust, mined, rules), dust);
  assert.equal(isWatched(dust), false);
  const day = 86_400_000;
  const absent = (payment: DepositPayment, nowMs: number) =>
    paymentAfter(payment, { kind: 'absent' }, { confirmations: 1, nowMs });
  const missed = absent(foundPayment(null, found), 0);
  assert.equal(absent(missed, 14 * day - 1), missed);
  const lost = absent(missed, 14 * day);
  assert.equal(lost.state, 'lost');
  assert.equal(isWatched(lost), false);
  const again = foundPayment(lost, found);
  assert.equal(again.state, 'waiting');
  assert.equal(foundPayment(again, found), again);
  assert.equal(paymentAfter(again, mined, rules).state, 'credited');
});

test('looks at a deposit become rarer and never end: a bounded number in its first day', () => {
  const pauseMinMs = 5_000;
  let watch = newWatch(0);
  let looksOfFirstDay = 0;
  let pauseMs = 0;
  for (let look = 0; look < 1_000; look++) {
    const nowMs = watch.dueAtMs;
    if (nowMs < depositLifeMs) looksOfFirstDay++;
    const after = watchAfterLook(watch, { nowMs, pauseMinMs });
    assert.ok(after.dueAtMs - nowMs >= pauseMinMs && after.dueAtMs - nowMs >= pauseMs);
    assert.equal(after.isSlow, nowMs >= depositLifeMs);
    pauseMs = after.dueAtMs - nowMs;
    watch = after;
  }
  assert.ok(looksOfFirstDay < 80, `${looksOfFirstDay} looks`);
  assert.equal(pauseMs, 7 * 86_400_000);
  const nowMs = watch.dueAtMs - 1;
  assert.deepEqual(watchAgain(watch, nowMs), { sinceMs: nowMs, dueAtMs: nowMs, isSlow: false });
  assert.equal(watchAgain(newWatch(nowMs), nowMs + 9_999), null);
});

test('a customer has so many slots in any day, and each deposit takes one', () => {
  const step = fc.record({ depositId: fc.integer({ min: 0, max: 60 }), afterMs: fc.nat(depositLifeMs / 8) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let slots: Parameters<typeof withDepositSlot>[0] = [];
      const opened = new Map<string, number>();
      let atMs = 0;
      for (const { depositId, afterMs } of steps) {
        atMs += afterMs;
        const slot = { depositId: `dep_${depositId}`, atMs };
        const ofDay = [...opened.values()].filter((then) => then + depositLifeMs > atMs).length;
        const isKnown = slots.some((one) => one.depositId === slot.depositId);
        const after = withDepositSlot(slots, slot);
        assert.equal(after === null, !isKnown && ofDay >= depositsPerDayMax);
        if (after === null || isKnown) continue;
        opened.set(slot.depositId, atMs);
        slots = after;
        assert.ok(slots.length <= depositsPerDayMax);
      }
    }),
  );
});
