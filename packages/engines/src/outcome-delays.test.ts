import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverOf, houseCustomerId, sats, type Task } from '@asg/domain';
import fc from 'fast-check';
import { OutcomeDelays } from './outcome-delays.ts';

const closedUnpaid = (customerId: string, ...delaysMs: readonly number[]): Task =>
  ({
    customerId,
    closedAtMs: 1_000_000,
    labels: delaysMs.map((delayMs) => ({ workerId: 'wrk_a', option: 0, atMs: 1_000_000 - delayMs })),
  }) as unknown as Task;

/** Of a customer with money of their own. */
const closed = (customerId: string, ...delaysMs: readonly number[]): Task => ({
  ...closedUnpaid(customerId, ...delaysMs),
  cover: coverOf(3, { payoutSats: sats(1), feePercent: 0 }, 'balance'),
});

/** All that can be drawn. */
const drawable = (delays: OutcomeDelays): ReadonlySet<number> =>
  new Set(Array.from({ length: 2_000 }, (_, i) => delays.draw(i / 2_000)));

test('what is drawn is what was seen of ordinary tasks, and nothing else once enough was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 400_000, max: 900_000 }), { minLength: 6, maxLength: 40 }),
      (seen) => {
        const delays = new OutcomeDelays();
        delays.saw([closed('cust_1', ...seen), closed(houseCustomerId, 5)]);
        assert.deepEqual(drawable(delays), new Set(seen));
      },
    ),
  );
});

test('it draws from the first, remembers the latest alone, and never more than so many', () => {
  const delays = new OutcomeDelays();
  assert.ok([...drawable(delays)].every((ms) => ms >= 0 && ms <= 180_000));
  for (let i = 0; i < 5_000; i++) delays.saw([closed(`cust_${i % 10}`, i)]);
  const now = drawable(delays);
  assert.deepEqual([now.size, Math.min(...now), Math.max(...now)], [600, 4_400, 4_999]);
});

test('one customer is a tenth of it at most, and puts nobody’s pay off for months', () => {
  const delays = new OutcomeDelays();
  for (let i = 0; i < 540; i++) delays.saw([closed(`cust_${i % 9}`, 60_000 + i)]);
  for (let i = 0; i < 5_000; i++) delays.saw([closed('cust_hasty', 0), closed('cust_slow', 30 * 86_400_000)]);
  const drawn = Array.from({ length: 600 }, (_, i) => delays.draw(i / 600));
  assert.equal(drawn.filter((ms) => ms === 0).length, 60);
  assert.ok(drawn.every((ms) => ms <= 7 * 86_400_000));
});

test('accounts without money of their own set the delays only while there is hardly anybody else', () => {
  const delays = new OutcomeDelays();
  const strangers = (): void => {
    for (let i = 0; i < 3_000; i++) delays.saw([closedUnpaid(`cust_${i % 10}`, 1)]);
  };
  strangers();
  assert.deepEqual(drawable(delays), new Set([1]));
  delays.saw([closed('cust_paying', ...Array.from({ length: 20 }, (_, i) => 60_000 + i))]);
  strangers();
  const drawn = Array.from({ length: 60 }, (_, i) => delays.draw(i / 60));
  assert.equal(drawn.filter((ms) => ms === 1).length, 40);
  for (let i = 0; i < 60; i++) delays.saw([closed(`cust_paying_${i % 2}`, 50_000 + i)]);
  strangers();
  assert.ok([...drawable(delays)].every((ms) => ms >= 50_000));
});
