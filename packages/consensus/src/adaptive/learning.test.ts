import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { adaptiveDefaults } from '../adaptive-defaults.ts';
import { unit } from './arithmetic.ts';
import { basisOf, checkedByGold } from './gold.ts';
import { expectedInformationGain } from './information.ts';
import { learnFrom } from './learning.ts';
import { logLikelihoodsOf, type TemplateView, viewOf } from './likelihood.ts';
import { decideAdaptive } from './policy.ts';
import { newTemplate, unknownWorker, type WorkerStatistics } from './statistics.ts';

/** A small crowd whose model is trained on its tasks. */
class Crowd {
  view: TemplateView;
  readonly workers = new Map<string, WorkerStatistics>();

  constructor(options: number) {
    this.view = viewOf(newTemplate(options));
  }

  of(name: string): WorkerStatistics {
    return this.workers.get(name) ?? unknownWorker;
  }

  label(name: string, option: number) {
    const worker = this.of(name);
    return { name, worker, option, column: logLikelihoodsOf(this.view, worker, option) };
  }

  /** Closes a task with these labels. */
  learn(given: Readonly<Record<string, number>>, truth: number | null = null): void {
    const labels = Object.entries(given).map(([name, option]) => this.label(name, option));
    const learned = learnFrom(this.view, { labels, truth });
    this.view = viewOf(learned.template);
    labels.forEach(({ name }, i) => {
      this.workers.set(name, learned.workers[i]!);
    });
  }
}

/** 200 tasks with two options: three who are mostly right, one who answers the opposite, one who always says 0. */
function mixedCrowd(): Crowd {
  const crowd = new Crowd(2);
  for (let i = 0; i < 200; i++) {
    const truth = (i * 7) % 13 < 6 ? 0 : 1;
    const wrongly = (n: number): number => (i % 10 === n ? 1 - truth : truth);
    crowd.learn({ good: wrongly(1), better: wrongly(4), best: truth, inverter: 1 - truth, sleepy: 0 });
  }
  return crowd;
}

test('an inverter’s label speaks for the opposite, a constant one says nothing, good ones weigh the most', () => {
  const crowd = mixedCrowd();
  const lean = (name: string): number => {
    const { column } = crowd.label(name, 0);
    return (column[0]! - column[1]!) / unit;
  };
  assert.ok(lean('good') > 1.2, `${lean('good')}`);
  assert.ok(lean('best') > lean('good'));
  assert.ok(lean('inverter') < -1.2, `${lean('inverter')}`);
  assert.ok(Math.abs(lean('sleepy')) < 0.2, `${lean('sleepy')}`);
});

test('the expected information gain of a label orders workers by how informative they are', () => {
  const crowd = mixedCrowd();
  const gains = (name: string): number => expectedInformationGain(crowd.view, crowd.of(name), [0.5, 0.5]);
  assert.ok(gains('best') > gains('good') && gains('good') > gains('sleepy'));
  assert.ok(gains('inverter') > gains('sleepy'), 'who is reliably wrong tells a lot');
  assert.ok(gains('sleepy') < 0.01 && gains('sleepy') >= 0);
  assert.ok(expectedInformationGain(crowd.view, crowd.of('best'), [1, 0]) < 1e-9, 'nothing is left to tell');
});

test('the order of a task’s labels does not matter for what is learned', () => {
  const answers = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 7 });
  fc.assert(
    fc.property(fc.array(answers, { minLength: 1, maxLength: 10 }), (tasks) => {
      const [forward, backward] = [new Crowd(4), new Crowd(4)];
      for (const task of tasks) {
        const given = task.map((option, i) => [`w${i}`, option] as const);
        forward.learn(Object.fromEntries(given));
        backward.learn(Object.fromEntries([...given].reverse()));
      }
      assert.deepEqual(backward.view.statistics, forward.view.statistics);
      assert.deepEqual(backward.of('w1'), forward.of('w1'));
    }),
  );
});

test('what is stored is whole numbers, and stays small however much a worker labels and however many options', () => {
  const crowd = new Crowd(50);
  for (let i = 0; i < 1500; i++) crowd.learn({ a: (i * 31) % 50, b: (i * 17) % 50, c: (i * 7) % 50 }, i % 50);
  const { statistics } = crowd.view;
  const numbers = [
    ...statistics.classes,
    ...statistics.confusion,
    ...statistics.spread,
    ...statistics.rowSpread,
    statistics.agreed,
    statistics.counted,
    statistics.tasks,
  ];
  assert.ok(numbers.every(Number.isSafeInteger));
  assert.ok(statistics.tasks <= 1001 * unit);
  for (const name of ['a', 'b', 'c']) {
    const { cells, counted, agreed } = crowd.of(name);
    assert.ok([...cells, counted, agreed].every(Number.isSafeInteger));
    assert.ok(cells.length <= 256, `${cells.length}`);
    assert.ok(counted <= 301 * unit && agreed <= counted);
    assert.ok(cells.every((cell, i) => i % 2 === 1 || i === 0 || cell > cells[i - 2]!));
  }
});

test('who was good and now answers at random loses their weight', () => {
  const crowd = new Crowd(2);
  const lean = (): number => {
    const { column } = crowd.label('sleeper', 0);
    return (column[0]! - column[1]!) / unit;
  };
  const task = (i: number, sleeper: (truth: number) => number): void => {
    const truth = (i * 5) % 11 < 5 ? 0 : 1;
    crowd.learn({ a: truth, b: i % 9 === 0 ? 1 - truth : truth, c: truth, sleeper: sleeper(truth) });
  };
  for (let i = 0; i < 100; i++) task(i, (truth) => truth);
  const awake = lean();
  for (let i = 100; i < 500; i++) task(i, (truth) => (i % 2 === 0 ? truth : 1 - truth));
  assert.ok(awake > 2 && lean() < awake / 2.5, `${awake} then ${lean()}`);
});

test('where gold shows that counting votes is better than the model, votes are counted; chance is not enough', () => {
  // The crowd agreed on the opposite of everything for long: the model has learned to turn answers round.
  const crowd = new Crowd(2);
  for (let i = 0; i < 60; i++) crowd.learn({ a: i % 2, b: i % 2, c: i % 2 }, 1 - (i % 2));
  const policy = { policy: 'adaptive', ...adaptiveDefaults } as const;
  const gold = (truth: number): void => {
    const labels = ['a', 'b', 'c'].map((name) => crowd.label(name, truth));
    crowd.view = viewOf(checkedByGold(crowd.view, labels, truth, policy));
  };
  const decide = () => {
    const labels = ['a', 'b', 'c'].map((name) => crowd.label(name, 1));
    return decideAdaptive(labels, basisOf(crowd.view), policy);
  };
  for (let i = 0; i < 3; i++) gold(i % 2);
  const early = decide();
  assert.ok(early.kind === 'decided' && early.option === 0);
  for (let i = 0; i < 10; i++) gold(i % 2);
  const late = decide();
  assert.ok(late.kind === 'decided' && late.option === 1 && late.workerCount === 2);
  assert.ok(late.confidence > 0.9, 'as often as the votes were right on gold');
});
