import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fraction, seededRandom } from '@asg/runtime';
import { trendOf } from './trend.ts';

const bound = { share: 0.1, free: 2 };
const minutes = 30;

/** A figure of about 100 by the minute, of which `growth` more is there at the end; it is high while it warms up. */
function series(growth: number, seed: string): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: minutes }, (_, at) => {
    const warmUp = at < 4 ? 80 - 20 * at : 0;
    return 100 + warmUp + (growth * at) / (minutes - 1) + 6 * (fraction(random) - 0.5);
  });
}

test('what only breathes is flat, what grows by more than its bound is not, whatever the noise', () => {
  for (let seed = 0; seed < 50; seed++) {
    assert.equal(trendOf(series(0, `flat ${seed}`), bound).flat, true);
    assert.equal(trendOf(series(5, `below the bound ${seed}`), bound).flat, true);
    assert.equal(trendOf(series(25, `grows ${seed}`), bound).flat, false);
  }
});

test('one outlier is no trend, a fall is none, and a small one is none where the figure is small', () => {
  const calm = series(0, 'outlier');
  assert.equal(trendOf([...calm.slice(0, -1), 10_000], bound).flat, true);
  assert.equal(trendOf(series(-50, 'falls'), bound).flat, true);
  const climbing = Array.from({ length: minutes }, (_, at) => at / 20);
  assert.equal(trendOf(climbing, bound).flat, true);
  assert.equal(trendOf(climbing, { ...bound, free: 0 }).flat, false);
});

test('a handful of samples tells no trend', () => {
  assert.throws(() => trendOf([1, 2, 3, 4], bound), /at least 4/);
});
