import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answersMax,
  areBeyondChance,
  type ItemAnswer,
  type ItemAnswers,
  meetingsWith,
  noErrors,
  withAnswer,
  withMeetings,
} from './shared-errors.ts';

const answersTo = (...options: readonly number[]): readonly ItemAnswer[] =>
  options.map((option, i) => ({ workerId: `w${i}`, option }));

/** After so many shared errors of two, then so many different answers; of so many others at each, as many err alike. */
function after(same: number, different: number, { others = 4, alike = 0 } = {}) {
  let errors = noErrors;
  for (let i = 0; i < same + different; i++) {
    const met = [
      { workerId: 'a', partnerId: 'b', isSame: i < same },
      ...Array.from({ length: others }, (_, j) => ({
        workerId: 'a',
        partnerId: `c${j}`,
        isSame: j < alike,
      })),
    ];
    errors = withMeetings(errors, `t${i}`, met);
  }
  return errors.partners.b;
}

test('it takes some thirty shared errors, and hardly an error that is not shared', () => {
  assert.equal(areBeyondChance(after(28, 0), undefined), false);
  assert.equal(areBeyondChance(after(29, 0), undefined), true);
  assert.equal(areBeyondChance(after(15, 0), after(14, 0)), true);
  assert.equal(areBeyondChance(after(29, 1), undefined), false);
  assert.equal(areBeyondChance(after(80, 20), undefined), false, 'people who are wrong in the same way');
  assert.equal(areBeyondChance(undefined, undefined), false);
});

test('errors that most people make say little, those that all make nothing', () => {
  assert.equal(areBeyondChance(after(60, 0, { others: 18, alike: 17 }), undefined), false);
  assert.equal(areBeyondChance(after(500, 0, { others: 31, alike: 31 }), undefined), false);
  assert.equal(after(500, 3, { others: 120, alike: 120 })?.evidence, 0);
});

test('what the partner answered themselves does not make it an answer that many give', () => {
  assert.equal(after(30, 0, { others: 0 })?.evidence, after(30, 0, { others: 9, alike: 5 })?.evidence);
  assert.equal(areBeyondChance(after(29, 0, { others: 1 }), undefined), true);
  assert.equal(areBeyondChance(after(29, 0, { others: 1, alike: 1 }), undefined), false);
});

test('right answers, and wrong ones that nobody gave before, meet nobody', () => {
  const before = answersTo(0, 1, 0, 1);
  assert.deepEqual(meetingsWith({ workerId: 'x', option: 0 }, before, 0), []);
  assert.deepEqual(meetingsWith({ workerId: 'x', option: 2 }, before, 0), []);
  const met = meetingsWith({ workerId: 'x', option: 1 }, before, 0);
  assert.deepEqual(
    met.map(({ partnerId, isSame }) => [partnerId, isSame]),
    [
      ['w0', false],
      ['w1', true],
      ['w2', false],
      ['w3', true],
    ],
  );
});

test('a task counts once, and partners are bounded: who shares most stays', () => {
  let errors = noErrors;
  for (let i = 0; i < 400; i++) {
    const met = ['twin', `stranger-${i}`].map((partnerId) => ({
      workerId: 'a',
      partnerId,
      isSame: true,
    }));
    const next = withMeetings(errors, `t${i}`, met);
    assert.equal(withMeetings(next, `t${i}`, met), next);
    assert.ok(Object.keys(next.partners).length <= 32 && next.lately.length <= 64);
    errors = next;
  }
  assert.equal(errors.partners.twin?.same, 400);
});

test('answers to an item are remembered in order, each worker’s once, the latest of too many', () => {
  let found: ItemAnswers | null = null;
  for (let i = 0; i < 2 * answersMax; i++) {
    const answer = { workerId: `w${i}`, option: i % 3 };
    const put = withAnswer(found, answer);
    assert.equal(put.before.at(-1)?.workerId, i === 0 ? undefined : `w${i - 1}`);
    assert.deepEqual(withAnswer(put.after, answer).after, put.after);
    found = put.after;
    assert.ok(found.answers.length <= answersMax);
  }
});
