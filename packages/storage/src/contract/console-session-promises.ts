import assert from 'node:assert/strict';
import type { Promises } from './storage-contract.ts';

export const consoleSessionPromises: Promises = {
  'a session of the Console is found by its hash until it is ended': async ({ storage, ids, nowMs }) => {
    const aSession = () => ({ hash: ids.hash(), proof: ids.hash(), expiresAtMs: nowMs + 60_000 });
    const [one, other] = [aSession(), aSession()];
    for (const session of [one, other, one]) await storage.openConsoleSession({ session, nowMs });
    assert.deepEqual(await storage.consoleSession(one.hash), one);
    await storage.endConsoleSession(one.hash);
    await storage.endConsoleSession(one.hash);
    assert.equal(await storage.consoleSession(one.hash), null);
    assert.deepEqual(await storage.consoleSession(other.hash), other);
  },
};
