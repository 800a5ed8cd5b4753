import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kinds } from '@asg/kinds';
import { barDefault, barsOf, medianOf, stepsOf, stepText } from './scale.ts';

test('bars that the form offers are those that the rules take, and the default is theirs', () => {
  for (let from = -3; from <= 3; from++)
    for (let to = from - 1; to <= from + 25; to++) {
      const scale = { from, to };
      const taken = (bar: number) => kinds.rating.parseSpec({ scale, agreement_bar: bar }).ok;
      const ours = barsOf(scale);
      for (let bar = 0; bar < 12; bar++)
        assert.equal(ours.includes(bar), taken(bar), `${from} to ${to}: ${bar}`);
      const found = kinds.rating.parseSpec({ scale });
      assert.equal(found.ok, stepsOf(scale).length > 0);
      if (found.ok) assert.equal(barDefault(scale), found.value.tolerance);
    }
});

test('a step is told with its number and what it means', () => {
  const scale = { from: -1, to: 1, labels: ['bad', 'so-so', 'good'] };
  assert.deepEqual(
    [-1, 1].map((step) => stepText(step, scale)),
    ['-1: bad', '1: good'],
  );
  assert.equal(stepText(7, { from: 1, to: 9 }), '7');
});

test('the median is the step that half of the ratings are no higher than', () => {
  assert.equal(medianOf([]), null);
  assert.equal(
    medianOf([
      [1, 0],
      [2, 0],
    ]),
    null,
  );
  assert.equal(
    medianOf([
      [5, 1],
      [1, 1],
      [3, 1],
    ]),
    3,
  );
  assert.equal(
    medianOf([
      [1, 2],
      [4, 2],
    ]),
    1,
  );
  assert.equal(
    medianOf([
      [1, 2],
      [4, 3],
      [5, 0],
    ]),
    4,
  );
});
