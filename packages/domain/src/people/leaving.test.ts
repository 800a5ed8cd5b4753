import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isGone, leavingLookMs } from './leaving.ts';
import { changedPerson, type Person, type PersonChange } from './person.ts';

const person: Person = {
  personId: 'wrk_1',
  realm: 'work',
  email: 'kim@example.com',
  passwordHash: 'hash',
  revision: 3,
  newEmail: 'kim@new.example',
  devices: ['d'],
};
const asked = { set: 'leaving', askedAtMs: 10, dueAtMs: 100, revision: 3 } as const;

const aTime = fc.integer({ min: 0, max: 200 });
const aChange: fc.Arbitrary<PersonChange> = fc.oneof(
  fc.record({
    set: fc.constant('leaving' as const),
    askedAtMs: aTime,
    dueAtMs: aTime,
    revision: fc.integer({ min: 0, max: 6 }),
  }),
  fc.constant({ set: 'staying' as const }),
  fc.record({ set: fc.constant('erasing' as const), atMs: aTime }),
  fc.record({ set: fc.constant('left' as const), atMs: aTime }),
  fc.record({ set: fc.constant('looked' as const), lookAtMs: fc.option(aTime) }),
  fc.record({ set: fc.constant('put_off' as const), dueAtMs: aTime }),
  fc.constant({ set: 'device' as const, device: 'e' }),
  fc.constant({ set: 'former' as const, customerId: 'cust_1' }),
  fc.record({
    set: fc.constant('password' as const),
    passwordHash: fc.constantFrom('a', 'b'),
    revision: fc.integer({ min: 0, max: 6 }),
  }),
);

test('asking to leave ends sessions of before, and asked again the earlier moment counts', () => {
  const leaving = changedPerson(person, asked);
  assert.deepEqual([leaving.leaving, leaving.revision], [{ askedAtMs: 10, dueAtMs: 100 }, 4]);
  assert.equal(changedPerson(leaving, { ...asked, revision: 4, dueAtMs: 200 }), leaving);
  assert.equal(changedPerson(leaving, { ...asked, dueAtMs: 50 }).leaving?.dueAtMs, 50);
  assert.equal(changedPerson(person, { ...asked, revision: 2 }), person, 'a new password came in between');
  assert.deepEqual(changedPerson(leaving, { set: 'staying' }), { ...person, revision: 4, turns: 1 });
});

test('whoever asks to leave is erased when it is due, never before, and nothing brings them back', () => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 30 }), (changes) => {
      let one = person;
      for (const change of changes) {
        const before = one;
        one = changedPerson(before, change);
        if (!isGone(before) && isGone(one)) {
          assert.ok(change.set === 'erasing' && before.leaving !== undefined);
          assert.ok(change.atMs >= before.leaving.dueAtMs, 'not before it is due');
        }
        assert.ok(!isGone(before) || isGone(one), 'for good');
        if (one.left === undefined) continue;
        const { personId, realm, revision, left } = one;
        const nothing = { personId, realm, email: '', passwordHash: '', revision, devices: [], left };
        assert.deepEqual(one, nothing);
        assert.equal(leavingLookMs(one), left.lookAtMs);
      }
    }),
    { numRuns: 1_000 },
  );
});
