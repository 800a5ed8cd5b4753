import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';

export const consoleSessionSuite: Suite = {
  'a session of the Console is found by its hash until it is ended': async ({ storage, ids, nowMs }) => {
    const aSession = () => ({ hash: ids.hash(), proof: ids.hash(), expiresAtMs: nowMs + 60_000 });
    const [one, other] = [aSession(), aSession()];
    for (const session of [one, other, one]) await storage.sessions.openConsole({ session, nowMs });
    assert.deepEqual(await storage.sessions.ofConsole(one.hash), one);
    await storage.sessions.endConsole(one.hash);
    await storage.sessions.endConsole(one.hash);
    assert.equal(await storage.sessions.ofConsole(one.hash), null);
    assert.deepEqual(await storage.sessions.ofConsole(other.hash), other);
  },
};
