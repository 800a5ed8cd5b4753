import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { mutations } from './mutations.ts';
import { runSeed } from './run.ts';

const seeds = 25;
const root = new URL('../../', import.meta.url);

test(`${seeds} histories full of faults: everybody is paid exactly once, and the audit proves it`, async (t) => {
  const sums = { tasks: 0, settlements: 0, replaced: 0, faults: 0 };
  for (let seed = 1; seed <= seeds; seed++) {
    const result = await runSeed(seed).catch((error: unknown) => {
      const repeat = `npm run simulate -- --first-seed ${seed} --seeds 1`;
      throw new Error(`seed ${seed} (repeat: ${repeat})`, { cause: error });
    });
    sums.tasks += result.tasks;
    sums.settlements += result.settlements;
    sums.replaced += result.replaced;
    for (const count of result.faults.values()) sums.faults += count;
  }
  assert.ok(sums.replaced > 0 && sums.settlements > seeds && sums.faults > seeds * 10);
  t.diagnostic(JSON.stringify(sums));
});

test('the same seed plays the same history', async () => {
  const [one, two] = [await runSeed(7), await runSeed(7)];
  assert.deepEqual(two, one);
});

test('each mutation still finds the text that it changes, once', () => {
  for (const { name, edits } of mutations) {
    for (const { file, find } of edits) {
      const source = readFileSync(new URL(file, root), 'utf8');
      assert.equal(source.split(find).length, 2, `${name}: ${file} must hold once: ${find}`);
    }
  }
});
