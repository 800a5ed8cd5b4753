import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSeed } from '../simulation/run.ts';
import { freshName, openStore } from './stores.ts';

const seeds = Number(process.env.AEROSPIKE_SEEDS ?? 100);
const atOnce = 2;

test(`${seeds} histories of settlement full of faults: everybody is paid exactly once`, async (t) => {
  const sums = { tasks: 0, settlements: 0, replaced: 0, faults: 0 };
  let next = 1;
  const play = async (): Promise<void> => {
    while (next <= seeds) {
      const seed = next++;
      const result = await runSeed(seed, () => openStore(freshName())).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      sums.tasks += result.tasks;
      sums.settlements += result.settlements;
      sums.replaced += result.replaced;
      for (const count of result.faults.values()) sums.faults += count;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, play));
  assert.ok(sums.settlements > seeds / 2 && sums.faults > seeds);
  t.diagnostic(JSON.stringify(sums));
});
