import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kinds } from './faults.ts';
import { runSeed } from './run.ts';

/** A word, a fee that is refused later, a look-up that hangs, a path that leads nowhere: the rest is played by hand. */
const seeds = [1, 4, 21, 25];

for (const seed of seeds)
  test(`a provider that misbehaves delays no others (npm run simulate:providers -- --first-seed ${seed} --seeds 1)`, async (t) => {
    const { slowestTimes, tasks, fault } = await runSeed(seed);
    assert.ok(tasks > 50 && slowestTimes <= 3);
    t.diagnostic(`${fault}: ${slowestTimes.toFixed(2)} times as long`);
  });

test('fifty seeds inject every kind of fault', () => assert.ok(kinds > 20 && kinds <= 50));
