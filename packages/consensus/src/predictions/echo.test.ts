import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { softmax } from '../adaptive/arithmetic.ts';
import {
  newPredictor,
  type PredictorStatistics,
  predictionColumn,
  taughtPredictor,
  weightOf,
} from './predictor.ts';

const unit = 65_536;
const labelsOfTask = 10;

/** What is known of a model after so many tasks of three options, each with ten labels of people right three times in four. */
function watched(
  tasks: number,
  seed: number,
  says: (truth: number, labels: readonly number[], chance: () => number) => number,
): PredictorStatistics {
  // Numerical Recipes' generator: the same numbers everywhere.
  let state = seed;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let known = newPredictor(3);
  for (let i = 0; i < tasks; i++) {
    const truth = Math.floor(chance() * 3);
    const labels = Array.from({ length: labelsOfTask }, () => given(truth, 0.75, chance));
    const people = [0, 1, 2].map((option) =>
      Math.round(labels.filter((label) => label === option).length * Math.log(6) * unit),
    );
    const option = says(truth, labels, chance);
    known = taughtPredictor(known, [
      { prediction: { model: 'm', option }, people, all: people, alone: labels },
    ]);
  }
  return known;
}

/** The right option so often, else one of the two others. */
function given(truth: number, accuracy: number, chance: () => number): number {
  return chance() < accuracy ? truth : (truth + 1 + Math.floor(chance() * 2)) % 3;
}

function mostOf(labels: readonly number[]): number {
  const counts = [0, 1, 2].map((option) => labels.filter((label) => label === option).length);
  return counts.indexOf(Math.max(...counts));
}

const seeds = fc.integer({ min: 1, max: 2 ** 31 });

test('a model that repeats a task’s first labels counts nothing, however often it is right', () => {
  for (const first of [1, 3]) {
    const share = shareOf((seed) => watched(100, seed, (_, labels) => mostOf(labels.slice(0, first))));
    assert.ok(share < 0.1, `the first ${first}: ${share}`);
  }
});

test('one that knows by itself counts soon', () => {
  for (const accuracy of [0.8, 0.9]) {
    const share = shareOf((seed) => watched(150, seed, (truth, _, chance) => given(truth, accuracy, chance)));
    assert.ok(share > 0.9, `right ${accuracy}: ${share}`);
  }
});

/** The share of forty models that count. */
function shareOf(modelOf: (seed: number) => PredictorStatistics): number {
  const models = Array.from({ length: 40 }, (_, seed) => modelOf(1 + seed * 7_919));
  return models.filter((known) => weightOf(known) > 0).length / models.length;
}

test('before twenty-five tasks that were decided without it none counts, and none ever for more than one right nine times in ten', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 200 }), (seed, tasks) => {
      const known = watched(tasks, seed, (truth) => truth);
      if (tasks < 25) assert.equal(weightOf(known), 0);
      const shares = softmax(predictionColumn(known, { model: 'm', option: 1 }));
      assert.ok((shares[1] ?? 0) < 0.9001, `${shares[1]}`);
    }),
    { numRuns: 50 },
  );
});

test('one that says what most labels say counts for no more than one right four times in five', () => {
  const known = watched(200, 1, (_, labels) => mostOf(labels));
  const [, share = 0] = softmax(predictionColumn(known, { model: 'm', option: 1 }));
  assert.ok(share < 0.8001, `${share}`);
});
