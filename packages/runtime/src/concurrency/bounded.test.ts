import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapBounded, Semaphore } from './bounded.ts';

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Counts how many run at once. */
function meter() {
  const seen = { now: 0, most: 0 };
  return {
    seen,
    work: async (value: number): Promise<number> => {
      seen.most = Math.max(seen.most, ++seen.now);
      await tick();
      seen.now--;
      return value * 2;
    },
  };
}

test('results come in the order of the items, with no more under way than allowed', async () => {
  const { seen, work } = meter();
  assert.deepEqual(await mapBounded([1, 2, 3, 4, 5], 2, work), [2, 4, 6, 8, 10]);
  assert.equal(seen.most, 2);
});

test('after a failure nothing is begun, and what is under way is waited for', async () => {
  const done: number[] = [];
  const work = async (value: number): Promise<void> => {
    await tick();
    if (value === 1) throw new Error('one');
    await tick();
    done.push(value);
  };
  await assert.rejects(mapBounded([1, 2, 3, 4], 2, work), /one/);
  assert.deepEqual(done, [2]);
});

test('a gate lets no more through than its limit, and opens again after a failure', async () => {
  const semaphore = new Semaphore(2);
  const { seen, work } = meter();
  await assert.rejects(
    semaphore.run(() => Promise.reject(new Error('no'))),
    /no/,
  );
  await Promise.all([1, 2, 3, 4, 5].map((value) => semaphore.run(() => work(value))));
  assert.equal(seen.most, 2);
});
