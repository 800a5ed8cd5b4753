import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { hourlySats, isWalletWanted, paySums, workedMs } from './pay-sums.ts';

const amount = fc.nat(2_100_000_000_000_000 / 8).map(sats);

test('the three sums are all that was earned, but for what went back', () => {
  fc.assert(
    fc.property(amount, amount, amount, amount, amount, (toWallet, held, part, carried, forfeited) => {
      const pending = sats(Math.min(held, part));
      const sums = paySums({
        paidSats: sats(toWallet + held + forfeited),
        heldSats: held,
        carriedSats: carried,
        pendingSats: pending,
        forfeitedSats: forfeited,
      });
      assert.deepEqual(sums, {
        pendingSats: pending,
        maturedSats: held - pending + carried,
        paidSats: toWallet,
      });
    }),
  );
});

test('a wallet is asked for once as much is held as is sent at once', () => {
  const of = (hasWallet: boolean, held: number) =>
    isWalletWanted({ hasWallet, heldSats: sats(held) }, sats(200));
  assert.deepEqual([of(false, 199), of(false, 200), of(true, 200)], [false, true, false]);
  assert.equal(isWalletWanted({ hasWallet: false, heldSats: sats(0) }, sats(0)), false);
});

test('work is counted from label to label, without breaks, whatever the order', () => {
  const minute = 60_000;
  assert.equal(workedMs([0]), null);
  assert.equal(workedMs([0, 6 * minute]), null, 'a break alone says nothing');
  assert.equal(workedMs([0, minute, 2 * minute]), 3 * minute);
  // Two sittings of three labels, a minute each: the night between them is no work.
  const night = 600 * minute;
  const moments = [0, minute, 2 * minute, night, night + minute, night + 2 * minute];
  assert.equal(workedMs(moments), 6 * minute);
  assert.equal(workedMs(moments.toReversed()), 6 * minute);
  const gaps = fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(gaps, (given) => {
      let now = 0;
      const moments = [0, ...given.map((gap) => (now += gap))];
      const worked = workedMs(moments);
      if (worked !== null) assert.ok(worked >= 0 && worked <= moments.length * 5 * minute);
    }),
  );
});

test('pay by the hour needs ten minutes of work', () => {
  assert.equal(hourlySats(650, 20 * 60_000), 1_950);
  assert.equal(hourlySats(650, 10 * 60_000 - 1), null);
  assert.equal(hourlySats(650, null), null);
});
