import assert from 'node:assert/strict';
import { test } from 'node:test';
import { togetherOf } from './pairs.ts';

test('options are counted alone and two together, and none as itself', () => {
  const found = togetherOf(['a', 'b', 'c'], [['a', 'b'], ['a'], [], ['b', 'a', 'other'], ['b', 'b']]);
  assert.deepEqual([found.sets, found.none, found.each], [5, 1, [3, 3, 0]]);
  assert.deepEqual(found.both, [
    [3, 2, 0],
    [2, 3, 0],
    [0, 0, 0],
  ]);
});
