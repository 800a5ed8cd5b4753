import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakes, toldBy } from './mistakes.ts';

test('a share is told with the tasks that it is of, and none of hardly any', () => {
  const confusion = [
    [45, 5, 0.1],
    [0.2, 0.4, 0],
    [0, 0, 0],
  ];
  const [cat, dog, none] = mistakes(['cat', 'dog', 'none'], confusion);
  assert.deepEqual(cat, {
    option: 'cat',
    seen: 50.1,
    right: 45 / 50.1,
    instead: [{ option: 'dog', count: 5, share: 5 / 50.1 }],
  });
  assert.deepEqual([toldBy(4, 1), toldBy(5, 1), toldBy(9, null)], [null, 1, null]);
  assert.deepEqual([dog?.right, dog?.instead, none?.right, none?.seen], [null, [], null, 0]);
});
