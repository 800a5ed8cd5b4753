import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedCrowd, simulatedWorker } from './simulated-worker.ts';

const asked = { options: ['a', 'b', 'c'], items: [], tie: false, scale: null, classes: [] };
const right = (label: string) => ({ kind: 'choice', label }) as const;
const items = Array.from({ length: 4000 }, (_, i) => `item ${i}`);

test('a simulated worker is right as often as their skill says, and else gives each other option equally often', () => {
  const worker = simulatedWorker('kim', 0.7, 'seed');
  const answers = items.map((item) => worker.answer(item, asked, right('b')));
  const share = (option: string): number =>
    answers.filter((answer) => 'label' in answer && answer.label === option).length / answers.length;
  assert.ok(Math.abs(share('b') - 0.7) < 0.03);
  assert.ok(Math.abs(share('a') - 0.15) < 0.03);
  assert.ok(Math.abs(share('c') - 0.15) < 0.03);
});

test('the same seed gives the same answers in any order, and another seed gives others', () => {
  const answers = (seed: string, list: readonly string[]) => {
    const worker = simulatedWorker('kim', 0.5, seed);
    return list.map((item) => worker.answer(item, asked, right('a')));
  };
  const some = items.slice(0, 100);
  assert.deepEqual(answers('1', some.toReversed()).toReversed(), answers('1', some));
  assert.notDeepEqual(answers('1', some), answers('2', some));
});

test('a crowd’s skills run from the lowest to the highest', () => {
  const skills = simulatedCrowd(3, 0.6, 1, 'seed').map(({ skill }) => skill);
  assert.deepEqual(skills, [0.6, 0.8, 1]);
});
