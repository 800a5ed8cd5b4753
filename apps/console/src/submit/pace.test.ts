import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paceOf, secondsFor } from './pace.ts';

const job = (tasks_settled: number, seconds: number, status: 'completed' | 'failed' = 'completed') => ({
  status,
  tasks_settled,
  created_at: '2026-04-09T10:00:00.000Z',
  ended_at: new Date(Date.parse('2026-04-09T10:00:00.000Z') + seconds * 1_000).toISOString(),
});

test('the pace is that of the middle job that was completed', () => {
  assert.equal(paceOf([]), null);
  assert.equal(paceOf([job(10, 10, 'failed'), job(0, 10), job(5, 0)]), null);
  assert.equal(paceOf([job(100, 10), job(100, 100), job(100, 50)]), 2);
});

test('a forecast follows the pace, and is never shorter than one task took', () => {
  assert.equal(secondsFor(100, 2, 10), 50);
  assert.equal(secondsFor(1, 2, 10), 10);
  assert.equal(secondsFor(1, null, 10), 10);
  assert.equal(secondsFor(2, null, 10), null);
  assert.equal(secondsFor(2, null, null), null);
});
