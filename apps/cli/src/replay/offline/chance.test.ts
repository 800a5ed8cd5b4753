import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorByChance } from './chance.ts';
import type { Outcome } from './outcome.ts';

const outcomes = (questions: number, runs: number, confidence: number): readonly Outcome[] =>
  Array.from({ length: questions * runs }, (_, i) => ({
    question: `q${i % questions}`,
    option: 0,
    confidence,
    posterior: confidence,
    labels: 3,
    isRight: true,
  }));

test('the error by chance is that of so many questions, and more runs of them do not lower it', () => {
  const one = errorByChance(outcomes(100, 1, 0.8)) ?? 0;
  // The mean distance of the share right from 0.8: 0.8 standard deviations of 0.04.
  assert.ok(Math.abs(one - 0.032) < 0.006, `${one}`);
  assert.ok(Math.abs((errorByChance(outcomes(100, 4, 0.8)) ?? 0) - one) < 1e-9);
  const many = errorByChance(outcomes(1_600, 1, 0.8)) ?? 0;
  assert.ok(many < one / 2.5, `${many}`);
  assert.equal(errorByChance(outcomes(50, 1, 1)), 0);
  assert.equal(errorByChance([]), null);
});
