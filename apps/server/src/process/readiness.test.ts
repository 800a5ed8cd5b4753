import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conditions, createLogger, ManualClock } from '@asg/runtime';
import { openStore } from '../stores/open.ts';
import { readinessOf } from './readiness.ts';

const clock = new ManualClock(Date.UTC(2026, 0, 5));

/** Readiness over a real store. */
async function ready(parts: { conditions?: Conditions; closed?: boolean }) {
  const store = await openStore({ store: { kind: 'sqlite', path: ':memory:' }, dataDir: '.' }, 'local');
  await using storage = store.storage;
  if (parts.closed) await storage[Symbol.asyncDispose]();
  const conditions = parts.conditions ?? new Conditions({ clock, log: createLogger('silent') });
  return await readinessOf({ store, clock, conditions, process: 'this' });
}

test('a store that does not answer is failing, and nothing else is', async () => {
  const fine = await ready({});
  assert.deepEqual([fine.ready, Object.values(fine.checks).map(({ ok }) => ok)], [true, [true, true, true]]);
  const broken = await ready({ closed: true });
  assert.deepEqual([broken.ready, broken.checks.store!.severity], [false, 'failing']);
});

test('a condition is a check by its name, and makes the process not ready only where it is failing', async () => {
  const conditions = new Conditions({ clock, log: createLogger('silent') });
  conditions.report('look_up', { severity: 'degraded', detail: 'HTTP 429' });
  const degraded = await ready({ conditions });
  assert.equal(degraded.ready, true);
  assert.deepEqual(degraded.checks.look_up, { ok: false, severity: 'degraded', detail: 'HTTP 429' });
  conditions.report('store', { severity: 'failing', detail: 'the disk is full' });
  const failing = await ready({ conditions });
  assert.equal(failing.ready, false);
  assert.equal(failing.checks.store!.detail, 'the disk is full');
});
