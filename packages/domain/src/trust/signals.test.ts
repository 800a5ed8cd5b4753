import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noSignals, raisedSignals, signalsAfterLabel, type WorkerSignals } from './signals.ts';

const startMs = Date.UTC(2026, 0, 1);
const alone = { walletAccounts: 1, sharesErrors: false, isLinked: false };

/** After labels at these moments, in ms after the start; the position changes each time unless it is given. */
function after(times: readonly number[], position?: number): WorkerSignals {
  return times.reduce(
    (signals, ms, i) =>
      signalsAfterLabel(signals, { type: 'moderation', position: position ?? i % 2, nowMs: startMs + ms }),
    noSignals,
  );
}

const every = (ms: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => i * ms);

test('answers faster than the item can be read are a signal, at once typed ones of some minutes are not', () => {
  assert.deepEqual(raisedSignals(after(every(100, 300)), alone), ['too_fast']);
  assert.deepEqual(raisedSignals(after(every(1_000, 300)), alone), []);
  const offline = [...every(2_000, 30), ...Array.from({ length: 20 }, () => 30 * 2_000)];
  assert.deepEqual(raisedSignals(after(offline), alone), []);
});

test('who slows down is forgotten to have been fast', () => {
  const hasty = every(50, 300);
  const end = hasty.at(-1)!;
  assert.deepEqual(
    raisedSignals(after([...hasty, ...every(3_000, 200).map((ms) => end + 3_000 + ms)]), alone),
    [],
  );
});

test('the same position all the time is a signal', () => {
  assert.deepEqual(raisedSignals(after(every(3_000, 29), 2), alone), []);
  assert.deepEqual(raisedSignals(after(every(3_000, 30), 2), alone), ['one_option']);
});

test('the mean time between labels is reported, with long pauses cut short', () => {
  assert.ok(Math.abs(after(every(4_000, 500)).paceMs - 4_000) < 20);
  assert.ok(after([...every(4_000, 500), 500 * 4_000 + 3_600_000]).paceMs < 5_000);
});

test('what is known of the account is a signal of its own', () => {
  assert.deepEqual(raisedSignals(noSignals, alone), []);
  assert.deepEqual(raisedSignals(noSignals, { ...alone, sharesErrors: true }), ['lock_step']);
  assert.deepEqual(raisedSignals(noSignals, { ...alone, walletAccounts: 2 }), ['shared_wallet']);
  assert.deepEqual(raisedSignals(noSignals, { ...alone, isLinked: true }), ['linked']);
});
