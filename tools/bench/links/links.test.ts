import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchLinks } from './links.ts';

test('of like-minded people hardly anybody is taken for another, of accounts behind one program nearly all', async () => {
  const figures = await benchLinks([], 2);
  const aims = figures.filter(({ aim }) => aim !== undefined);
  assert.equal(aims.length, 6);
  assert.deepEqual(
    aims.filter(({ reached }) => reached !== true),
    [],
  );
});
