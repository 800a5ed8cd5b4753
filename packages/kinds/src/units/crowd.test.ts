import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownWorker } from '@asg/consensus';
import fc from 'fast-check';
import { comparison } from '../comparison/comparison.ts';
import { multiLabel } from '../multi-label/multi-label.ts';
import { rating } from '../rating/rating.ts';
import { type CrowdModel, type GivenAnswers, newCrowdModel, taught, weighed } from './crowd.ts';
import { fromPlaces, toPlaces } from './places.ts';

const pair = { items: ['one', 'two'], mayTie: true };
const scale = { from: 1, to: 5, tolerance: 1 };

/** The worker and the crowd after so many tasks whose truth is known. */
function after(
  tasks: readonly { readonly truth: readonly number[]; readonly said: Omit<GivenAnswers, 'worker'> }[],
  first: CrowdModel,
) {
  let [model, worker] = [first, unknownWorker];
  for (const { truth, said } of tasks) {
    const given = { ...said, worker };
    const next = taught(model, [{ ...given, columns: weighed(model, given) }], truth);
    model = next.model;
    worker = next.workers[0] ?? worker;
  }
  return { model, worker };
}

test('a worker who always says left tells nothing by it, and something by the exception', () => {
  const tasks = Array.from({ length: 60 }, (_, i) => {
    const order = i % 4 < 2 ? [0, 1, 2] : [1, 0, 2];
    // The item on the left: the first one, or where they are swapped the second.
    return { truth: [i % 2], said: { answers: [i % 4 < 2 ? 0 : 1], order } };
  });
  const { model, worker } = after(tasks, newCrowdModel(comparison.units(pair)));
  const lead = (answer: number, order: readonly number[]): number => {
    const [column = []] = weighed(model, { answers: [answer], worker, order });
    return (column[answer] ?? 0) - (column[1 - answer] ?? 0);
  };
  for (const order of [
    [0, 1, 2],
    [1, 0, 2],
  ]) {
    const left = order.indexOf(0);
    assert.ok(Math.abs(lead(left, order)) < 15_000, `left says ${lead(left, order)}`);
    assert.ok(lead(1 - left, order) > Math.abs(lead(left, order)));
  }
});

test('a matrix turned to places and back is the same', () => {
  const cells = fc
    .uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 16 })
    .map((found) => found.sort((a, b) => a - b).flatMap((cell) => [cell, 1 + cell]));
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  fc.assert(
    fc.property(cells, order, (given, places) => {
      const worker = { agreed: 1, counted: 2, cells: given };
      assert.deepEqual(fromPlaces(toPlaces(worker, places), places), worker);
      assert.deepEqual(toPlaces(fromPlaces(worker, places), places), worker);
    }),
  );
});

test('sensitivity and specificity of a worker hold for every option', () => {
  const spec = { options: ['a', 'b', 'c'], bar: 32_768 };
  // Overlooks half of what is there, and never ticks what is not.
  const tasks = Array.from({ length: 60 }, (_, i) => ({
    truth: [1, i % 2, 0],
    said: { answers: [i % 2, 0, 0] },
  }));
  const { model, worker } = after(tasks, newCrowdModel(multiLabel.units(spec)));
  const columns = weighed(model, { answers: [1, 0, 1], worker });
  const lead = (place: number, answer: number): number =>
    (columns[place]?.[answer] ?? 0) - (columns[place]?.[1 - answer] ?? 0);
  assert.ok(lead(0, 1) > 2 * lead(1, 0), 'what they tick is there, what they do not is in doubt');
  assert.ok(lead(2, 1) > 65_536, 'the same for an option that they never ticked');
});

test('who is harsh on a scale is understood, and who always says the middle tells nothing', () => {
  const known = (steps: number, said: (truth: number) => number) =>
    after(
      Array.from({ length: 80 }, (_, i) => 1 + ((i * 7) % steps)).map((truth) => ({
        truth: rating.answers(truth, scale),
        said: { answers: rating.answers(said(truth), scale) },
      })),
      newCrowdModel(rating.units(scale)),
    );
  const { model } = known(5, (truth) => truth);
  const likeliest = (steps: number, said: (truth: number) => number, step: number): readonly number[] => {
    const { worker } = known(steps, said);
    return weighed(model, { answers: rating.answers(step, scale), worker })[0] ?? [];
  };
  for (const steps of [5, 3]) {
    // Of three steps the truth was never a five, and the label never a four.
    const harsh = likeliest(steps, (truth) => Math.max(1, truth - 1), 4);
    assert.equal(harsh.indexOf(Math.max(...harsh)), 4, 'four of a harsh worker is a five');
  }
  const middle = likeliest(5, () => 3, 3);
  assert.ok(Math.max(...middle) - Math.min(...middle) < 20_000, `${middle.join()}`);
});
