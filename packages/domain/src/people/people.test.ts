import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changedMail, newMail } from './mail.ts';
import { isValidLink, type MailLink, setsPassword } from './mail-link.ts';
import { changedPerson, devicesMax, type Person, type PersonChange } from './person.ts';
import { isLiveSession } from './session.ts';

const person: Person = {
  personId: 'wrk_1',
  realm: 'work',
  email: 'kim@example.com',
  passwordHash: 'old',
  revision: 3,
  devices: [],
};
const link: MailLink = {
  hash: 'ab',
  purpose: 'reset',
  personId: 'wrk_1',
  email: person.email,
  revision: 3,
  expiresAtMs: 100,
};

test('of two new passwords that were asked for at once one is set, and the same again changes nothing', () => {
  const first = changedPerson(person, { set: 'password', passwordHash: 'a', revision: 3 });
  assert.deepEqual([first.passwordHash, first.revision], ['a', 4]);
  assert.equal(changedPerson(first, { set: 'password', passwordHash: 'b', revision: 3 }), first);
});

test('a password that is hashed anew ends nothing, and takes the place of no other password', () => {
  const after = changedPerson(person, { set: 'rehashed', from: 'old', passwordHash: 'new' });
  assert.deepEqual(after, { ...person, passwordHash: 'new' });
  const other = changedPerson(person, { set: 'password', passwordHash: 'a', revision: 3 });
  assert.equal(changedPerson(other, { set: 'rehashed', from: 'old', passwordHash: 'new' }), other);
});

test('a new password ends sessions and links of before, also one that is being opened with the old one', () => {
  const after = changedPerson(person, { set: 'password', passwordHash: 'a', revision: 3 });
  const session = { revision: person.revision, expiresAtMs: 50 };
  assert.equal(isLiveSession(session, person, 49), true);
  assert.equal(isLiveSession(session, person, 50), false);
  assert.equal(isLiveSession(session, after, 49), false);
  assert.equal(isValidLink(link, person, 99), true);
  assert.equal(isValidLink(link, after, 99), false);
  assert.equal(isValidLink({ ...link, purpose: 'verify' }, after, 99), true);
  assert.equal(isValidLink(link, person, 100), false);
});

test('an e-mail changes to the latest that was asked for, and links to the one before are worth nothing', () => {
  const { revision } = person;
  const asked = changedPerson(person, { set: 'newEmail', email: 'a@example.com', revision });
  const other = changedPerson(asked, { set: 'newEmail', email: 'b@example.com', revision });
  const stale = { set: 'email', email: 'a@example.com', atMs: 9 } as const;
  assert.equal(changedPerson(other, stale), other);
  assert.equal(isValidLink({ ...link, purpose: 'email', email: 'a@example.com' }, other, 99), false);
  assert.equal(isValidLink({ ...link, purpose: 'email', email: 'b@example.com' }, other, 99), true);
  assert.equal(
    changedPerson(person, { set: 'newEmail', email: 'a@example.com', revision: revision - 1 }),
    person,
    'a new password came before',
  );
  const moved = changedPerson(other, { set: 'email', email: 'b@example.com', atMs: 9 });
  assert.deepEqual(moved, { ...person, email: 'b@example.com', verifiedAtMs: 9, recoveredAtMs: 9, turns: 1 });
  assert.equal(isValidLink(link, moved, 99), false);
  assert.equal(changedPerson(moved, { set: 'verified', email: person.email, atMs: 10 }), moved);
});

test('who was locked out by the link of a mail gets in by a link alone, once there is a new password', () => {
  const lock = { set: 'locked', passwordHash: 'nobody’s', sinceMs: 0 } as const;
  const locked = changedPerson(person, lock);
  assert.deepEqual([locked.isLocked, locked.revision], [true, 4]);
  assert.equal(changedPerson(locked, lock), locked);
  assert.equal(isValidLink({ ...link, purpose: 'wallet', email: 'before@example.com' }, locked, 99), true);
  const set = { set: 'password', passwordHash: 'a', revision: 4, recoveredAtMs: 9 } as const;
  const { isLocked, recoveredAtMs } = changedPerson(locked, set);
  assert.deepEqual([isLocked, recoveredAtMs], [undefined, 9]);
});

test('the latest devices are remembered, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 100 }), (used) => {
      let after = person;
      for (const number of used) after = changedPerson(after, { set: 'device', device: `d${number}` });
      const latest = [...new Set(used.toReversed())].slice(0, devicesMax).toReversed();
      assert.deepEqual(
        after.devices,
        latest.map((number) => `d${number}`),
      );
    }),
  );
});

test('an attempt at a mail is made by one, and what has ended stays as it ended', () => {
  const mail = newMail({
    mailId: 'm',
    to: 'kim@example.com',
    realm: 'work',
    template: 'reset_password',
    language: 'en',
    values: {},
    createdAtMs: 5,
    uselessAtMs: 50,
  });
  const begun = changedMail(mail, { set: 'attempt', attempt: 1, dueAtMs: 20 });
  assert.deepEqual([begun.attempts, begun.dueAtMs], [1, 20]);
  assert.equal(changedMail(begun, { set: 'attempt', attempt: 1, dueAtMs: 30 }), begun);
  assert.equal(changedMail(begun, { set: 'problem', attempt: 2, problem: 'late', dueAtMs: 9 }), begun);
  const sent = changedMail(begun, { set: 'ended', state: 'sent', problem: null, atMs: 6 });
  assert.equal(changedMail(sent, { set: 'ended', state: 'failed', problem: 'no', atMs: 7 }), sent);
});

test('the link of a wallet sets a password after its lock alone, as nothing else of the way in changed', () => {
  const { revision } = person;
  const ofWallet: MailLink = { ...link, purpose: 'wallet', turns: 0 };
  const lock: PersonChange = { set: 'locked', passwordHash: 'nobody’s', sinceMs: 0 };
  const passkey = {
    passkeyId: 'k',
    credentialId: 'c',
    publicKey: '',
    counter: 1,
    transports: [],
    name: '',
    addedAtMs: 1,
    lastUsedAtMs: null,
  };
  const withKey = changedPerson(person, {
    set: 'factors',
    change: { do: 'addPasskey', passkey },
    revision,
  });
  const after = (...changes: readonly PersonChange[]): boolean =>
    setsPassword(ofWallet, changes.reduce(changedPerson, person));
  assert.equal(after(), false);
  assert.equal(after(lock), true);
  assert.equal(
    after({ set: 'device', device: 'd' }, { set: 'verified', email: person.email, atMs: 1 }, lock),
    true,
  );
  assert.equal(after(lock, { ...lock, passwordHash: 'again' }), true);
  assert.equal(after({ set: 'signedOut', revision }, lock), false);
  assert.equal(after({ set: 'password', passwordHash: 'a', revision }, lock), false);
  assert.equal(after(lock, { set: 'password', passwordHash: 'a', revision: revision + 1 }), false);
  assert.equal(after({ set: 'factors', change: { do: 'addPasskey', passkey }, revision }, lock), false);
  const there = [
    { set: 'newEmail', email: 'a@example.com', revision },
    { set: 'email', email: 'a@example.com', atMs: 2 },
  ] as const;
  const back = [
    { set: 'newEmail', email: person.email, revision },
    { set: 'email', email: person.email, atMs: 3 },
  ] as const;
  assert.equal(after(...there, ...back, lock), false);
  const { turns: _, ...ofBefore } = ofWallet;
  assert.equal(setsPassword(ofBefore, changedPerson(person, lock)), false);
  const answered = { challenge: 'x', untilMs: 9, by: 'b' };
  const use = { do: 'usePasskey', credentialId: 'c', counter: 2, answered, atMs: 2 } as const;
  const used = changedPerson(withKey, { set: 'factors', change: use, revision });
  assert.deepEqual([withKey.turns, used.turns], [1, 1]);
});
