import assert from 'node:assert/strict';
import { type FactorChange, factorsOf, type Passkey, type Person, tookCode } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

function aPasskey({ ids, nowMs }: Stage, counter = 0): Passkey {
  return {
    passkeyId: ids.next('passkey'),
    credentialId: ids.hash(),
    publicKey: 'pQEC',
    counter,
    transports: ['internal'],
    name: 'Phone',
    addedAtMs: nowMs,
    lastUsedAtMs: null,
  };
}

/** A person whose factors change, each change as of the revision that is given. */
function aPerson({ storage, ids }: Stage) {
  const personId = ids.next('worker');
  const seed: Person = {
    personId,
    realm: 'work',
    email: 'kim@example.com',
    passwordHash: 'old',
    revision: 0,
    devices: [],
  };
  const change = async (one: FactorChange, revision = 0): Promise<Person> => {
    const after = await storage.persons.change({
      personId,
      seed,
      change: { set: 'factors', change: one, revision },
    });
    assert.ok(after !== null);
    return after;
  };
  return { personId, change };
}

export const factorsSuite: Suite = {
  'of answers of a passkey to one question at once one counts, and of those with one count one': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const { personId, change } = aPerson(stage);
    const passkey = aPasskey(stage, 3);
    const { credentialId } = passkey;
    for (let i = 0; i < 2; i++) await change({ do: 'addPasskey', passkey });
    const use = (challenge: string, counter: number, by: string) =>
      change({
        do: 'usePasskey',
        credentialId,
        counter,
        answered: { challenge, untilMs: nowMs + 60, by },
        atMs: nowMs,
      });
    const counts = (after: readonly Person[], by: string) =>
      after.some((one) => factorsOf(one).answered.some((answer) => answer.by === by));
    const same = await Promise.all(['a', 'b', 'c'].map((by, i) => use('q', 4 + i, by)));
    assert.equal(['a', 'b', 'c'].filter((by) => counts(same, by)).length, 1);
    const counter = factorsOf((await storage.persons.get(personId)) ?? {}).passkeys[0]?.counter ?? 0;
    const copies = await Promise.all(['d', 'e'].map((by) => use(`q ${by}`, counter + 1, by)));
    assert.equal(['d', 'e'].filter((by) => counts(copies, by)).length, 1);
    const stored = factorsOf((await storage.persons.get(personId)) ?? {});
    assert.deepEqual(stored.passkeys, [{ ...passkey, counter: counter + 1, lastUsedAtMs: nowMs }]);
    const gone = await change({ do: 'removePasskey', passkeyId: passkey.passkeyId, by: 'f' });
    assert.deepEqual([gone.revision, factorsOf(gone).passkeys], [1, []]);
    assert.deepEqual(await change({ do: 'addPasskey', passkey }), gone, 'of before that');
  },

  'a code, and a recovery code, is taken by one of those who give it at once': async (stage) => {
    const { storage, nowMs } = stage;
    const { personId, change } = aPerson(stage);
    const wrong = { count: 0, lastAtMs: nowMs, by: '' };
    const recovery = ['one', 'two'].map((hash) => ({ hash, usedBy: null }));
    const codes = { sealed: 'v1.x', sinceMs: nowMs, taken: [{ step: 7, by: '' }], wrong, recovery };
    const on = await Promise.all(
      ['a', 'b'].map((by) => change({ do: 'addCodes', codes: { ...codes, sealed: by }, by, atMs: nowMs })),
    );
    assert.equal(new Set(on.map((one) => factorsOf(one).endedBy)).size, 1);
    assert.ok(on.every(({ revision }) => revision === 1));
    const took = async (tries: readonly string[], of: (by: string) => FactorChange) => {
      await Promise.all(tries.map((by) => change(of(by), 1)));
      const after = factorsOf((await storage.persons.get(personId)) ?? {});
      return tries.filter((by) => tookCode(after, by)).length;
    };
    assert.equal(await took(['c', 'd', 'e'], (by) => ({ do: 'useCode', step: 8, by, atMs: nowMs })), 1);
    assert.equal(await took(['f', 'g'], (by) => ({ do: 'useRecovery', hash: 'one', by })), 1);
    const guesses = Array.from({ length: 9 }, (_, i) => `guess ${i}`);
    assert.equal(await took(guesses, (by) => ({ do: 'useCode', step: null, by, atMs: nowMs })), 0);
    const stored = factorsOf((await storage.persons.get(personId)) ?? {}).codes;
    assert.equal(stored?.wrong.count, 5, 'further ones are not looked at');
    assert.equal(await took(['h'], (by) => ({ do: 'useCode', step: 9, by, atMs: nowMs })), 0);
    assert.equal(await took(['i'], (by) => ({ do: 'useCode', step: 9, by, atMs: nowMs + 900_000 })), 1);
    const off = await change({ do: 'removeCodes', by: 'j' }, 1);
    assert.deepEqual([off.revision, factorsOf(off).codes], [2, null]);
  },
};
