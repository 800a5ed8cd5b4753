import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemsAhead, lookAgainMs, nextPace } from './pace.ts';

const leaseMs = 600_000;

test('a fast worker holds more items than a slow one, and nobody more than can be done in half a lease', () => {
  assert.equal(itemsAhead(null, leaseMs), 3);
  assert.equal(itemsAhead(1_000, leaseMs), 6);
  assert.equal(itemsAhead(100_000, leaseMs), 3);
  assert.equal(itemsAhead(400_000, leaseMs), 1);
});

test('the pace follows what the worker does now', () => {
  let pace = nextPace(null, 10_000);
  assert.equal(pace, 10_000);
  for (let i = 0; i < 20; i++) pace = nextPace(pace, 1_000);
  assert.ok(pace < 1_100);
});

test('an empty queue is asked after 5 seconds, then ever more rarely, and once a minute at the least', () => {
  const waits = Array.from({ length: 12 }, (_, i) => lookAgainMs(i + 1, 0.5));
  assert.equal(waits[0], 5_000);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(waits.at(-1), 60_000);
  assert.ok(lookAgainMs(1, 0) < lookAgainMs(1, 1), 'not all workers ask at the same moment');
});
