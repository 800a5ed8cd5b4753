import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from './steps.ts';

const keysOf = (from: number, to: number): readonly string[] => stepsOf({ from, to }).map(({ key }) => key);

test('a digit chooses the step of that name; where no step has such a name, by its place', () => {
  assert.deepEqual(keysOf(1, 5), ['1', '2', '3', '4', '5']);
  assert.deepEqual(keysOf(-2, 2), ['', '', '0', '1', '2']);
  assert.deepEqual(keysOf(8, 11), ['8', '9', '', '']);
  assert.deepEqual(keysOf(-100, -98), ['1', '2', '3']);
  assert.deepEqual(keysOf(-100, -80).slice(8, 10), ['9', '']);
});

test('the steps are in the order of the scale, each with its text', () => {
  const steps = stepsOf({ from: -1, to: 1, labels: ['bad', 'so-so', 'good'] });
  assert.deepEqual(
    steps.map(({ value, label }) => [value, label]),
    [
      [-1, 'bad'],
      [0, 'so-so'],
      [1, 'good'],
    ],
  );
});
