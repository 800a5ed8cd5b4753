import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sample } from './probe.ts';
import { soak } from './soak.ts';
import { grownMost, problemsOf } from './verdict.ts';

test('a class that grows with what is done is found, one that only breathes is not', () => {
  const sample = (webhooks: number, AbortSignal: number): Sample => ({
    webhooks,
    objects: { Map: 1_000 + (webhooks % 300), AbortSignal },
    heapBytes: 50_000_000,
    residentBytes: 100_000_000,
    standstillMs: 1,
    descriptors: 30,
    walBytes: 0,
    uploadBytes: 0,
  });
  assert.deepEqual(problemsOf([sample(100, 10), sample(1_000, 12)], { timed: true }), []);
  assert.deepEqual(problemsOf([sample(100, 10), sample(1_100, 1_010)], { timed: true }), [
    'AbortSignal: 1000 objects more after 1000 webhooks',
  ]);
});

test('under load the real process keeps nothing of what is over, stops in order, and the audit holds', async () => {
  const perRound = 600;
  const { samples, auditOk } = await soak({ rounds: 1, batch: 200, goesOn: (done) => done < perRound });
  const webhooks = samples.at(-1)!.webhooks - samples[0]!.webhooks;
  assert.ok(webhooks >= perRound, `${webhooks} webhooks`);
  assert.deepEqual(problemsOf(samples, { timed: false }), [], grownMost(samples, 10).join(', '));
  assert.ok(auditOk);
});
