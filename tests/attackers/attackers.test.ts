import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adversaries } from './adversaries/index.ts';
import { type Figure, verdictOf } from './figures.ts';
import { Randomness } from './randomness.ts';
import { auc, aucs } from './spotting/classifier.ts';
import { newObservation, note, noteKinship, type Observation } from './spotting/observation.ts';

/** Observations in which gold shows, if at all, by what `tell` notes. */
function observed(tell: (observation: Observation, isGold: boolean, noise: number) => void): Observation[] {
  const randomness = new Randomness(1, 'observed');
  return Array.from({ length: 800 }, (_, index) => {
    const isGold = randomness.chance(0.4);
    const observation = newObservation(isGold, index % 8, `item ${index}`);
    for (let at = 0; at < 20; at++) observation.features.fields.set(`noise ${at}`, randomness.share());
    tell(observation, isGold, randomness.share());
    return observation;
  });
}

test('an AUC is 1 where gold scores highest, 0 where it scores lowest, and half where scores say nothing', () => {
  const scored = (...scores: readonly number[]) => scores.map((score, at) => ({ score, isGold: at < 2 }));
  assert.equal(auc(scored(3, 4, 1, 2)), 1);
  assert.equal(auc(scored(1, 2, 3, 4)), 0);
  assert.equal(auc(scored(1, 1, 1, 1)), 0.5);
  assert.throws(() => auc(scored(1, 2)), RangeError);
});

test('a tell is found in the family where it is, also a faint one, and noise tells nothing', () => {
  const plain = aucs(observed(() => {}));
  assert.ok(Math.abs(plain.get('everything')! - 0.5) < 0.05);
  const late = aucs(
    observed(({ features }, isGold, noise) => features.timing.set('claim', noise + (isGold ? 0.3 : 0))),
  );
  assert.ok(late.get('timing')! > 0.65 && late.get('everything')! > 0.6);
  assert.ok(Math.abs(late.get('fields')! - 0.5) < 0.05);
});

test('a name that is close to its neighbours’ names is noticed', () => {
  const observations = observed((observation, isGold, noise) => {
    const end = Math.floor(noise * 2 ** 40)
      .toString(36)
      .padStart(8, '0');
    note(observation, 'ids', 'name', `asn_${isGold ? end : '00000000'}${end}`, 0);
  });
  noteKinship(observations);
  assert.ok(aucs(observations).get('ids')! > 0.95);
});

test('a figure that luck moves is judged by its mean, any other seed by seed, and what is no number by neither', () => {
  const told = (judged: Figure['judged'], ...values: readonly number[]) =>
    verdictOf(
      values.map((value, seed) => ({
        seed,
        figure: { name: 'lost', value, unit: 'points', bound: { atMost: 1 }, judged },
      })),
    );
  assert.equal(told('mean', 0, 1.9).isKept, true);
  assert.equal(told('mean', 0.5, 1.9).isKept, false);
  assert.deepEqual([told('each', 0, 1.9).isKept, told('each', 0, 1.9).beyond], [false, [1]]);
  assert.equal(told('each', Number.NaN).isKept, false);
  assert.equal(told('mean', 0, Number.NaN).isKept, false);
});

test('the same seed tells the same story', async () => {
  const story = adversaries['cancel loops']!;
  assert.deepEqual(await story(3), await story(3));
});
