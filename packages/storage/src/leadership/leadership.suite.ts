import assert from 'node:assert/strict';
import type { HoldLeadership } from '@asg/domain';
import type { Suite } from '../contract/suite.ts';

const holdMs = 10_000;
const name = 'sweep';

export const leadershipSuite: Suite = {
  'one process leads at a time, however many ask at once': async ({ storage, nowMs }) => {
    assert.equal(await storage.leadership.get(name), null);
    const asked = ['a', 'b', 'c', 'd'].map((holder) =>
      storage.leadership.hold({ name, holder, nowMs, holdMs, note: null }),
    );
    const held = (await Promise.all(asked)).filter((term) => term !== null);
    assert.equal(held.length, 1);
    assert.equal(held[0]!.untilMs, nowMs + holdMs);
    assert.deepEqual(await storage.leadership.get(name), held[0]);
  },

  'the leader renews it under the same token, with a new end and a new note': async ({ storage, nowMs }) => {
    const first = await storage.leadership.hold({ name, holder: 'a', nowMs, holdMs, note: 'one' });
    const kept = await storage.leadership.hold({ name, holder: 'a', nowMs: nowMs + 1, holdMs, note: 'two' });
    assert.deepEqual(kept, { ...first, untilMs: nowMs + 1 + holdMs, note: 'two' });
    assert.deepEqual(await storage.leadership.get(name), kept);
  },

  'once its term is over another process may take it, under a higher token': async ({ storage, nowMs }) => {
    const ask = (holder: string, atMs: number) =>
      storage.leadership.hold({ name, holder, nowMs: atMs, holdMs, note: null });
    const first = await ask('a', nowMs);
    assert.equal(await ask('b', nowMs + holdMs - 1), null);
    const taken = await ask('b', nowMs + holdMs);
    assert.ok(taken!.token > first!.token);
    assert.equal(await ask('a', nowMs + holdMs), null);
    assert.equal((await storage.leadership.get(name))?.holder, 'b');
    const back = await ask('a', nowMs + 2 * holdMs);
    assert.ok(back!.token > taken!.token);
  },

  'leadership given up is free at once; a process that lost it gives nothing up': async ({
    storage,
    nowMs,
  }) => {
    const ask = (holder: string, change: Partial<HoldLeadership> = {}) =>
      storage.leadership.hold({ name, holder, nowMs, holdMs, note: null, ...change });
    await ask('a');
    assert.equal((await ask('a', { holdMs: 0 }))?.untilMs, nowMs);
    const taken = await ask('b');
    assert.equal(taken?.holder, 'b');
    assert.equal(await ask('a', { holdMs: 0 }), null);
    assert.deepEqual(await storage.leadership.get(name), taken);
    assert.notEqual(
      await storage.leadership.hold({ name: 'other', holder: 'a', nowMs, holdMs, note: null }),
      null,
    );
  },
};
