import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calibrated, decisionCurve, newCalibration, topOf, withCheckedPosterior } from './calibration.ts';
import { isEnough, stopRule } from './stop-rule.ts';

/** What some gold made of a template: posteriors that were right or wrong. */
const curves = fc
  .record({
    options: fc.integer({ min: 2, max: 6 }),
    checks: fc.array(
      fc.record({ posterior: fc.double({ min: 0.5, max: 1, noNaN: true }), isRight: fc.boolean() }),
      {
        maxLength: 40,
      },
    ),
    alike: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ options, checks, alike }) => {
    let calibration = newCalibration(options);
    for (const { posterior, isRight } of checks)
      calibration = withCheckedPosterior(calibration, 'gold', posterior, isRight ? 1 : 0);
    for (let i = 0; i < alike; i++) calibration = withCheckedPosterior(calibration, 'gold', 0.98, 1);
    return decisionCurve(calibration);
  });
const shares = fc.double({ min: 0.01, max: 0.999, noNaN: true });

test('what is enough for a target is enough for every lower one, whatever gold has shown', () => {
  fc.assert(
    fc.property(curves, shares, shares, shares, (curve, posterior, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      if (isEnough(posterior, { curve, stopRule }, high)) {
        assert.ok(isEnough(posterior, { curve, stopRule }, low));
      }
    }),
    { numRuns: 300 },
  );
});

test('what is enough stays enough at a surer posterior', () => {
  fc.assert(
    fc.property(curves, shares, shares, shares, (curve, one, other, target) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      if (isEnough(less, { curve, stopRule }, target)) {
        assert.ok(isEnough(more, { curve, stopRule }, target));
      }
    }),
    { numRuns: 300 },
  );
});

function afterGold(right: number, wrong: number) {
  let calibration = newCalibration(4);
  for (let i = 0; i < right; i++) calibration = withCheckedPosterior(calibration, 'gold', 0.98, 1);
  for (let i = 0; i < wrong; i++) calibration = withCheckedPosterior(calibration, 'gold', 0.98, 0);
  return decisionCurve(calibration);
}

/** The posterior from which on labels are enough. */
function stopAt(basis: Parameters<typeof isEnough>[1], target: number): number {
  let posterior = 0.5;
  while (posterior < 1 && !isEnough(posterior, basis, target)) posterior += 0.001;
  return posterior;
}

test('the first rule stopped earlier where gold puts the target out of reach; this one does not', () => {
  const curve = afterGold(92, 8);
  const top = topOf(curve);
  const [within, beyond] = [top - 0.01, top + 0.01];
  assert.ok(stopAt({ curve }, within) > stopAt({ curve }, beyond) + 0.01);
  assert.ok(stopAt({ curve, stopRule }, within) < stopAt({ curve, stopRule }, beyond));
});

test('a target well within reach is reached: the claim at the stop is at most a hundredth below', () => {
  const curve = afterGold(196, 4);
  for (const target of [0.8, 0.85, 0.9, 0.93]) {
    const claim = calibrated(curve, stopAt({ curve, stopRule }, target));
    assert.ok(claim > target - 0.01, `${target}: ${claim}`);
  }
});

test('without gold the posterior itself must reach the target', () => {
  const curve = decisionCurve(newCalibration(3));
  assert.ok(!isEnough(0.949, { curve, stopRule }, 0.95));
  assert.ok(isEnough(0.951, { curve, stopRule }, 0.95));
});
