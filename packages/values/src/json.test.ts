import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRecord, isWhole } from './json.ts';

test('parsed values are recognised by their shape', () => {
  assert.deepEqual([{}, [], null, 'a', 1].map(isRecord), [true, false, false, false, false]);
  assert.deepEqual(
    [0, -1, 1.5, Number.NaN, 2 ** 53, '1'].map((value) => isWhole(value)),
    [true, false, false, false, false, false],
  );
  assert.deepEqual([isWhole(5, 5, 6), isWhole(7, 5, 6)], [true, false]);
});
