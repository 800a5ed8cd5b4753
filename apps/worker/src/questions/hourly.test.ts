import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourlySats } from './hourly.ts';

test('what a question pays an hour is told to two digits, and not where nothing is known or paid', () => {
  assert.equal(hourlySats(325, 8), 150_000);
  assert.equal(hourlySats(1, 47), 77);
  assert.equal(hourlySats(1, 300), 12);
  assert.deepEqual([hourlySats(325, null), hourlySats(0, 8), hourlySats(325, 0)], [null, null, null]);
});
