import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { unit } from './arithmetic.ts';
import {
  type Calibration,
  calibrated,
  canReach,
  decisionCurve,
  newCalibration,
  withCheckedPosterior,
} from './calibration.ts';
import { isEnough, stopRule } from './stop-rule.ts';

/** Gold tasks where the same claim was right in the given share of cases. */
function afterGold(options: number, posterior: number, rightShare: number, tasks: number): Calibration {
  let calibration = newCalibration(options);
  for (let i = 0; i < tasks; i++) {
    const isRight = Math.floor((i + 1) * rightShare) > Math.floor(i * rightShare);
    calibration = withCheckedPosterior(calibration, 'gold', posterior, isRight ? 1 : 0);
  }
  return calibration;
}

const checks = fc.array(
  fc.record({
    by: fc.constantFrom('gold' as const, 'full' as const),
    posterior: fc.double({ min: 0, max: 1, noNaN: true }),
    isRight: fc.boolean(),
    weight: fc.constantFrom(1, 0.4),
  }),
  { maxLength: 40 },
);

test('whatever was checked, higher posteriors never get a lower confidence, and none more than certainty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 50 }), checks, (options, given) => {
      let calibration = newCalibration(options);
      for (const { by, posterior, isRight, weight } of given) {
        calibration = withCheckedPosterior(calibration, by, posterior, isRight ? 1 : 0, weight);
      }
      let before = 0;
      for (let step = 0; step <= 100; step++) {
        const share = calibrated(calibration, step / 100);
        assert.ok(share >= before && share <= 1, `${step}: ${before} then ${share}`);
        before = share;
      }
      assert.ok(calibration.resolvable >= 0 && calibration.resolvable <= unit);
      assert.ok(calibration.curve.every(Number.isInteger));
    }),
    { numRuns: 50 },
  );
});

test('a posterior of 0.97 that is right 67 times in a hundred is calibrated to two thirds', () => {
  const few = calibrated(afterGold(4, 0.97, 0.67, 5), 0.97);
  const many = calibrated(afterGold(4, 0.97, 0.67, 300), 0.97);
  assert.ok(few > 0.67 && few < calibrated(newCalibration(4), 0.97), `${few}`);
  assert.ok(Math.abs(many - 0.67) < 0.02, `${many}`);
});

test('posteriors that are always right stay as they are, so that a target can be reached', () => {
  const calibration = afterGold(2, 0.99, 1, 300);
  assert.ok(calibrated(calibration, 0.99) > 0.97);
  assert.ok(canReach(decisionCurve(calibration), 0.95));
  assert.ok(
    !canReach(decisionCurve(newCalibration(2)), 0.5),
    'without gold nothing is known to be reachable',
  );
});

test('where gold shows that the uncertainty is in the tasks, no more labels are asked for', () => {
  const hopeless = afterGold(4, 0.97, 0.6, 200);
  assert.ok(hopeless.resolvable < 0.65 * unit);
  assert.ok(!isEnough(0.93, { curve: decisionCurve(newCalibration(4)), stopRule }, 0.95));
  assert.ok(isEnough(0.93, { curve: decisionCurve(hopeless), stopRule }, 0.95));
});

test('fully labelled tasks show where early claims fail, and say nothing about how far all labels are right', () => {
  let calibration = newCalibration(2);
  for (let i = 0; i < 200; i++) calibration = withCheckedPosterior(calibration, 'full', 0.8, i % 2);
  const before = newCalibration(2);
  assert.ok(calibrated(calibration, 0.8) < calibrated(before, 0.8) - 0.05);
  assert.ok(Math.abs(calibrated(calibration, 1) - calibrated(before, 1)) < 0.05);
});
