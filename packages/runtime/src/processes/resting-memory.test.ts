import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Activity } from '../concurrency/activity.ts';
import { RestingMemory } from './resting-memory.ts';

test('memory is given back once in each quiet time, and not while something happens', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  const activity = new Activity({ nowMs: () => nowMs }, 5_000);
  let given = 0;
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    t.mock.timers.tick(ms);
    await turn();
  };
  using _resting = new RestingMemory(activity, () => given++, 30_000);
  await pass(20_000);
  activity.note();
  await pass(10_000);
  assert.equal(given, 0, 'something happened ten seconds ago');
  await pass(20_000);
  assert.equal(given, 1);
  await pass(600_000);
  assert.equal(given, 1, 'once in a quiet time');
  activity.note();
  await pass(30_000);
  assert.equal(given, 2);
});
