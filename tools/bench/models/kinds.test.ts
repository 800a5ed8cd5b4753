import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindRun } from './kinds.ts';

const tasks = 300;

for (const kind of ['comparison', 'multi_label', 'rating'] as const)
  test(`${kind}: a good model saves labels, and one that knows nothing costs nothing`, () => {
    const good = kindRun(kind, 'good', tasks, 1);
    assert.ok(good.beside.labels < 0.85 * good.alone.labels, JSON.stringify(good));
    assert.ok(good.beside.near > good.alone.near - 0.01, JSON.stringify(good));
    for (const bad of ['at random', 'repeats the first label'] as const) {
      const { alone, beside } = kindRun(kind, bad, tasks, 1);
      assert.ok(beside.labels < 1.05 * alone.labels, bad + JSON.stringify({ alone, beside }));
      assert.ok(beside.near > alone.near - 0.01, bad + JSON.stringify({ alone, beside }));
    }
  });
