import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsIn } from './columns.ts';

test('items stand beside each other where each has room to be read, and one at a time elsewhere', () => {
  const desk = { width: 45, height: 50 };
  assert.deepEqual(
    [2, 3, 4, 5, 6].map((count) => columnsIn(desk, count, true)),
    [2, 3, 2, 3, 3],
  );
  const small = { width: 36, height: 38 };
  assert.deepEqual(
    [2, 3, 4, 5, 6].map((count) => columnsIn(small, count, true)),
    [2, 2, 2, 0, 0],
  );
  assert.equal(columnsIn(small, 6, false), 2, 'nothing stands above them');
  const phone = { width: 22, height: 20 };
  assert.deepEqual(
    [2, 6].map((count) => columnsIn(phone, count, false)),
    [0, 0],
  );
});
