import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fraction, type Random, seededRandom } from '@asg/runtime';
import { AdaptiveReplay } from './adaptive.ts';
import { figuresOf } from './figures.ts';
import type { OfflineQuestion } from './order.ts';

const judgedFrom = 30;
const goldTasks = 5;

/** 300 questions with 9 labels each, of 60 workers; `optionOf` draws a label. */
function questionsOf(
  random: Random,
  truthOf: () => number,
  optionOf: () => number,
): readonly OfflineQuestion[] {
  return Array.from({ length: 300 }, (_, i) => {
    const truth = truthOf();
    const workers = new Set<number>();
    while (workers.size < 9) workers.add(Math.floor(fraction(random) * 60));
    const answers = [...workers].map((worker) => ({ worker, option: optionOf() }));
    return { question: `${i}`, answers, truth, isJudged: true, isFull: false };
  });
}

/** Mean accuracy without gold and with five gold tasks, on the same other questions of twelve crowds. */
function accuracies(options: number, crowdOf: (random: Random) => readonly OfflineQuestion[]) {
  const crowds = Array.from({ length: 12 }, (_, i) => crowdOf(seededRandom(`crowd ${i}`)));
  return [0, goldTasks].map((gold) => {
    const runs = crowds.map((questions) =>
      new AdaptiveReplay(options, { targetConfidence: 0.95, maxLabels: 7 }, 1).run({
        options,
        gold: questions.slice(0, gold),
        questions: questions.slice(judgedFrom),
      }),
    );
    return figuresOf('', runs).accuracy ?? 0;
  });
}

test('five gold tasks of a crowd whose labels do not depend on the truth do little harm', () => {
  const frequent = (random: Random, share: number): number =>
    fraction(random) < share ? 0 : 1 + Math.floor(fraction(random) * 3);
  const [without, withGold] = accuracies(4, (random) =>
    questionsOf(
      random,
      () => frequent(random, 0.5),
      () => frequent(random, 0.6),
    ),
  );
  assert.ok(withGold! > without! - 0.06, `${without} without gold, ${withGold} with it`);
});

test('nor do they where nearly all labels are of one option', () => {
  const [without, withGold] = accuracies(2, (random) =>
    questionsOf(
      random,
      () => (fraction(random) < 0.66 ? 0 : 1),
      () => (fraction(random) < 0.9 ? 0 : 1),
    ),
  );
  assert.ok(withGold! > without! - 0.02, `${without} without gold, ${withGold} with it`);
});

test('gold teaches about the crowd, but is none of the tasks whose options are counted', () => {
  const gold = questionsOf(
    seededRandom('gold'),
    () => 0,
    () => 0,
  ).slice(0, goldTasks);
  const replay = new AdaptiveReplay(3, { targetConfidence: 0.95, maxLabels: 7 }, 1);
  replay.run({ options: 3, gold, questions: [] });
  const { tasks, classes, counted } = replay.view.statistics;
  assert.deepEqual([tasks, ...classes], [0, 0, 0, 0]);
  assert.ok(counted > 0);
});
