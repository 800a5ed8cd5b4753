import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type CodeFactor,
  changedFactors,
  codeWaitMs,
  type FactorChange,
  type Factors,
  liveCodes,
  noFactors,
  type Passkey,
  passkeysMax,
  tookCode,
} from './factors.ts';
import { changedPerson, factorsOf, type Person } from './person.ts';

const nowMs = 1_000_000;
const codes: CodeFactor = {
  sealed: 'v1.x',
  sinceMs: nowMs,
  taken: [{ step: 10, by: 'first' }],
  wrong: { count: 0, lastAtMs: nowMs, by: '' },
  recovery: [{ hash: 'one', usedBy: null }],
};
const withCodes: Factors = { ...noFactors, codes };
const passkey = (number: number): Passkey => ({
  passkeyId: `pky_${number}`,
  credentialId: `credential ${number}`,
  publicKey: 'pQEC',
  counter: 0,
  transports: [],
  name: 'Phone',
  addedAtMs: nowMs,
  lastUsedAtMs: null,
});
const person: Person = {
  personId: 'wrk_1',
  realm: 'work',
  email: 'kim@example.com',
  passwordHash: 'old',
  revision: 3,
  devices: [],
};
const useCode = (step: number | null, by: string, atMs = nowMs): FactorChange => ({
  do: 'useCode',
  step,
  by,
  atMs,
});

test('steps of codes are taken in their order, each once, and whoever repeats one does not guess', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 5, max: 30 }), { maxLength: 40 }), (steps) => {
      let factors = withCodes;
      let latest = 10;
      for (const [index, step] of steps.entries()) {
        factors = changedFactors(factors, useCode(step, `try ${index}`));
        assert.equal(tookCode(factors, `try ${index}`), step > latest);
        latest = Math.max(latest, step);
      }
      assert.equal(factors.codes?.wrong.count, 0);
      assert.ok((factors.codes?.taken.length ?? 0) <= 3);
    }),
  );
});

test('however wrong codes come, no more than five and one in each quarter of an hour are looked at', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 300 }), (pauses) => {
      let [factors, atMs] = [withCodes, nowMs];
      for (const [index, pause] of pauses.entries()) {
        atMs += pause;
        factors = changedFactors(factors, useCode(null, `guess ${index}`, atMs));
      }
      const count = factors.codes?.wrong.count ?? 0;
      assert.ok(count <= 5 + Math.floor((atMs - nowMs) / 900_000), `${count}`);
    }),
  );
});

test('the same try again changes nothing, and a right code forgives the wrong ones', () => {
  const wrong = changedFactors(withCodes, useCode(null, 'a'));
  assert.equal(changedFactors(wrong, useCode(null, 'a')), wrong);
  const right = changedFactors(wrong, useCode(11, 'b'));
  assert.equal(right.codes?.wrong.count, 0);
  assert.equal(changedFactors(right, useCode(11, 'b')), right);
  assert.ok(tookCode(right, 'b') && !tookCode(right, 'a'));
  let waits = right;
  for (let i = 0; i < 5; i++) waits = changedFactors(waits, useCode(null, `guess ${i}`));
  assert.ok(waits.codes !== null);
  assert.deepEqual([codeWaitMs(waits.codes, nowMs), codeWaitMs(waits.codes, nowMs + 900_000)], [900_000, 0]);
  assert.equal(changedFactors(waits, useCode(12, 'c')), waits);
  const recovered = changedFactors(waits, { do: 'useRecovery', hash: 'one', by: 'd' });
  assert.ok(tookCode(recovered, 'd'), 'a recovery code does not wait');
  assert.equal(changedFactors(recovered, { do: 'useRecovery', hash: 'one', by: 'e' }), recovered);
});

test('what the operator ends is over then, unless a code or a recovery code came before', () => {
  const ending = changedFactors(withCodes, { do: 'endCodes', atMs: nowMs + 50 });
  assert.equal(changedFactors(ending, { do: 'endCodes', atMs: nowMs + 90 }), ending);
  assert.notEqual(liveCodes(ending, nowMs + 49), null);
  assert.equal(liveCodes(ending, nowMs + 50), null);
  const uses: readonly FactorChange[] = [useCode(11, 'a'), { do: 'useRecovery', hash: 'one', by: 'a' }];
  for (const use of uses) assert.notEqual(liveCodes(changedFactors(ending, use), nowMs + 50), null);
  assert.notEqual(liveCodes(changedFactors(ending, useCode(null, 'a')), nowMs + 49), null);
  const anew: FactorChange = { do: 'addCodes', codes, by: 'b', atMs: nowMs + 50 };
  assert.equal(changedFactors(ending, { ...anew, atMs: nowMs + 49 }), ending);
  assert.equal(liveCodes(changedFactors(ending, anew), nowMs + 50), codes);
});

test('passkeys are so many at most; what removes one, and what turns codes on or off, ends sessions', () => {
  let after = person;
  const change = (one: FactorChange): void => {
    after = changedPerson(after, { set: 'factors', change: one, revision: after.revision });
  };
  for (let i = 0; i < passkeysMax + 3; i++) change({ do: 'addPasskey', passkey: passkey(i % 12) });
  assert.deepEqual([factorsOf(after).passkeys.length, after.revision], [passkeysMax, 3]);
  change({ do: 'removePasskey', passkeyId: 'pky_1', by: 'a' });
  assert.equal(after.revision, 4);
  change({ do: 'removePasskey', passkeyId: 'pky_1', by: 'b' });
  assert.equal(after.revision, 4, 'there is none');
  change({ do: 'addCodes', codes, by: 'c', atMs: nowMs });
  change(useCode(11, 'd'));
  change({ do: 'renewRecovery', hashes: ['two'] });
  assert.equal(after.revision, 5);
  change({ do: 'removeCodes', by: 'e' });
  assert.deepEqual([after.revision, factorsOf(after).endedBy], [6, 'e']);
  const stale = { set: 'factors', change: { do: 'addPasskey', passkey: passkey(40) }, revision: 5 } as const;
  assert.equal(changedPerson(after, stale), after, 'as of before');
});

test('a new password leaves passkeys and codes as they are', () => {
  const before = { ...person, factors: { ...withCodes, passkeys: [passkey(1)] } };
  const after = changedPerson(before, { set: 'password', passwordHash: 'new', revision: 3 });
  assert.equal(after.factors, before.factors);
});

test('who locks the account of a thief leaves them no passkey, and no codes of since then', () => {
  const before = { ...person, factors: { ...withCodes, passkeys: [passkey(1)] } };
  const locked = (sinceMs: number) =>
    factorsOf(changedPerson(before, { set: 'locked', passwordHash: 'none', sinceMs }));
  assert.deepEqual([locked(nowMs + 1).passkeys, locked(nowMs + 1).codes], [[], codes]);
  assert.equal(locked(nowMs).codes, null);
});
