import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { claimShare, levelToShow, type ShownLevel, shownAfter } from './shown-level.ts';
import { noSignals, signalsAfterLabel, withoutGold } from './signals.ts';
import {
  goldBeforeFloor,
  goldBeforeSuspension,
  goldShare,
  isKeptFrom,
  overallScore,
  standing,
  templateScore,
  trustLevel,
} from './standing.ts';
import { noTrust, type TrustSums } from './sums.ts';

const rules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
const startMs = Date.UTC(2026, 0, 1);

const answered = (right: number, missed: number, options = 2): TrustSums => ({
  ...noTrust,
  goldRight: right,
  goldMissed: missed,
  weightMicros: (right + missed) * 1_000_000,
  creditMicros: right * 1_000_000 - Math.round((missed * 1_000_000) / (options - 1)),
});

test('no worker is restricted by the crowd alone, nor suspended before many gold answers', () => {
  const contradicted = { ...noTrust, disagreed: 500, weightMicros: 200_000_000, creditMicros: -200_000_000 };
  assert.equal(standing(contradicted, rules), 'open');
  assert.equal(isKeptFrom(contradicted, contradicted, rules), false);
  assert.equal(standing(answered(0, goldBeforeFloor - 1), rules), 'open');
  assert.equal(standing(answered(0, goldBeforeFloor), rules), 'gold_only');
  assert.equal(standing(answered(0, goldBeforeSuspension - 1), rules), 'gold_only');
  assert.equal(standing(answered(0, goldBeforeSuspension), rules), 'suspended');
  assert.equal(standing(answered(0, 50), { ...rules, floor: 0 }), 'open', 'a floor of 0 keeps nobody');
});

test('who answers right recovers, on a template and over all', () => {
  const fallen = answered(1, 5);
  assert.equal(standing(fallen, rules), 'gold_only');
  assert.equal(standing(answered(20, 5), rules), 'open');
  const good = answered(30, 0);
  assert.ok(isKeptFrom(good, answered(0, 8), rules), 'good at other things');
  assert.ok(!isKeptFrom(good, noTrust, rules));
  assert.ok(templateScore(good, noTrust) > templateScore(fallen, noTrust));
});

test('who answered well once and does no more gets gold alone after three misses of four, until they answer right', () => {
  const trusted = answered(200, 2);
  for (const latest of ['', '0', '00', '1100', '1010', '1001'])
    assert.equal(standing(trusted, rules, latest), 'open', latest);
  for (const latest of ['000', '1000', '0100', '0010', '0001', '0000'])
    assert.equal(standing(trusted, rules, latest), 'gold_only', latest);
  assert.equal(standing(trusted, { ...rules, floor: 0 }, '0000'), 'open', 'a floor of 0 keeps nobody');
  const share = (latest: string): number => goldShare(trusted, trusted, rules, latest);
  assert.equal(share('1111'), rules.goldShareMin);
  assert.ok(share('1110') >= rules.goldShareNew / 4 && share('1100') > share('1110'));
  assert.equal(share('0000'), rules.goldShareNew);
  let signals = noSignals;
  for (const isRight of [true, false, null, false, true, false])
    signals = signalsAfterLabel(signals, { type: 'moderation', position: 0, nowMs: startMs, isRight });
  assert.equal(signals.gold, '0010');
  assert.equal(withoutGold(signals).gold, undefined);
});

test('levels rise with evidence and score, and with them what one may hold', () => {
  assert.equal(trustLevel(noTrust, rules), 'new');
  assert.equal(trustLevel(answered(0, 5), rules), 'review');
  assert.equal(trustLevel(answered(7, 3), rules), 'fair');
  assert.equal(trustLevel(answered(9, 0), rules), 'reliable');
  assert.equal(trustLevel(answered(30, 1), rules), 'trusted');
  const known = [answered(0, 5), answered(7, 3), noTrust, answered(9, 0), answered(30, 1)];
  const shown = known.map((sums) => levelToShow(trustLevel(sums, rules), standing(sums, rules)));
  assert.deepEqual(shown, ['fair', 'fair', 'new', 'reliable', 'trusted'], 'who gets gold alone cannot tell');
  const shares = shown.map((level) => claimShare(level, rules));
  assert.equal(new Set(shares).size, 4);
  assert.equal(claimShare('new', { ...rules, floor: 0 }), 1);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});

test('gold is frequent for who is new or near the floor, and rare for who is proven', () => {
  const share = (sums: TrustSums): number => goldShare(sums, sums, rules);
  assert.equal(share(noTrust), 0.9);
  assert.equal(share(answered(goldBeforeFloor - 1, 0)), 0.9);
  assert.ok(share(answered(goldBeforeFloor, 0)) <= rules.goldShareNew);
  assert.ok(share(answered(8, 0)) < share(answered(goldBeforeFloor, 0)));
  assert.equal(share(answered(500, 5)), rules.goldShareMin);
  // Of two options, so that who is right so often is this much better than chance.
  const ofScore = (score: number): number => share(answered(500 * (1 + score), 500 * (1 - score)));
  assert.ok(ofScore(0.75) < 0.1 && ofScore(0.65) > 0.3);
  assert.equal(ofScore(0.5), 0.9);
  assert.equal(goldShare(noTrust, noTrust, { ...rules, floor: 0.9 }), 0.9);
});

test('where the operator gives gold to all alike, nobody’s share tells how they stand or how long they are there', () => {
  const even = { ...rules, goldShareMin: rules.goldShareNew };
  for (const sums of [noTrust, answered(2, 0), answered(20, 0), answered(60, 20), answered(80, 60)])
    assert.equal(goldShare(sums, sums, even), even.goldShareNew);
  const none = { ...rules, goldShareNew: 0, goldShareMin: 0 };
  for (const sums of [noTrust, answered(60, 20)]) assert.equal(goldShare(sums, sums, none), 0);
});

test('what a worker sees of their level follows what is known of them, a while later', () => {
  const at = (nowMs: number) => ({ nowMs, delayMs: 60_000 });
  let shown: ShownLevel = shownAfter(null, 'new', at(0));
  assert.deepEqual(shown, { level: 'new', changesAtMs: null });
  assert.equal(shownAfter(shown, 'new', at(5)), shown);
  shown = shownAfter(shown, 'reliable', at(10));
  assert.deepEqual(shown, { level: 'new', changesAtMs: 60_010 });
  // Whatever is answered meanwhile moves neither the moment nor the level.
  assert.equal(shownAfter(shown, 'suspended', at(60_009)), shown);
  assert.deepEqual(shownAfter(shown, 'fair', at(60_010)), { level: 'fair', changesAtMs: null });
});

test('scores stay from 0 to 1 whatever happens', () => {
  const sums = fc.record({
    right: fc.nat(1_000),
    missed: fc.nat(1_000),
    options: fc.integer({ min: 2, max: 50 }),
  });
  fc.assert(
    fc.property(sums, sums, (one, two) => {
      const [overall, template] = [one, two].map(({ right, missed, options }) =>
        answered(right, missed, options),
      );
      for (const score of [overallScore(overall!), templateScore(overall!, template!)])
        assert.ok(score >= 0 && score <= 1);
    }),
  );
});
