import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ampleAllowance, sats } from '@asg/domain';
import { Conditions, createLogger, ManualClock } from '@asg/runtime';
import { sandboxNote } from '../settings/money-settings.ts';
import { openStore } from '../stores/open.ts';
import { readinessOf } from './readiness.ts';

const clock = new ManualClock(Date.UTC(2026, 0, 5));

/** Readiness over a real store. */
async function ready(parts: { conditions?: Conditions; closed?: boolean; sandbox?: string | null }) {
  const store = await openStore({ store: { kind: 'sqlite', path: ':memory:' }, dataDir: '.' }, 'local');
  await using storage = store.storage;
  if (parts.closed) await storage[Symbol.asyncDispose]();
  const conditions = parts.conditions ?? new Conditions({ clock, log: createLogger('silent') });
  const { sandbox = null } = parts;
  return await readinessOf({ store, clock, conditions, process: 'this', sandbox });
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

test('where sandbox accounts cannot submit tasks it says so, and which setting is 0', async () => {
  const none = { allowanceSats: sats(0), perDaySats: sats(0) };
  const sandbox = sandboxNote({ allowance: none });
  assert.match(sandbox ?? '', /SANDBOX_ALLOWANCE_SATS and SANDBOX_SPEND_PER_DAY_SATS are 0/);
  const { ready: isReady, checks } = await ready({ sandbox });
  assert.deepEqual([isReady, checks.sandbox], [true, { ok: true, detail: sandbox }]);
  assert.match(sandboxNote({ allowance: { ...none, allowanceSats: sats(9) } }) ?? '', /PER_DAY_SATS is 0/);
  assert.equal(sandboxNote({ allowance: ampleAllowance }), null);
});
