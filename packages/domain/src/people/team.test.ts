import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Invitation,
  invitationsMax,
  noTeam,
  type Team,
  withInvitation,
  withOwner,
  withoutOwner,
} from './team.ts';

const invitation: Invitation = {
  invitationId: 'inv_1',
  email: 'Kim@example.com',
  emailKey: 'kim@example.com',
  role: 'analyst',
  by: 'per_1',
  createdAtMs: 5,
  expiresAtMs: 100,
};

test('whatever is asked in whatever order, an owner is left', () => {
  const people = fc.constantFrom('a', 'b', 'c');
  const step = fc.record({ adds: fc.boolean(), person: people });
  fc.assert(
    fc.property(fc.array(people, { minLength: 1 }), fc.array(step), (seed, steps) => {
      let team: Team = noTeam;
      for (const { adds, person } of steps) {
        team = adds ? withOwner(team, person, seed) : (withoutOwner(team, person, seed) ?? team);
        assert.notEqual(team.owners?.length, 0);
      }
    }),
  );
});

test('the same invitation again changes nothing, and a later one takes the place of an earlier to the same e-mail', () => {
  const { team } = withInvitation(noTeam, invitation, '2026-12-01');
  assert.equal(withInvitation(team, invitation, '2026-12-01').team, team);
  const later = { ...invitation, invitationId: 'inv_2' };
  const after = withInvitation(team, later, '2026-12-01').team;
  assert.deepEqual([after.invitations, after.invited.count], [[later], 2]);
});

test('a day has its most, and what has ended makes room', () => {
  let team = noTeam;
  const one = (i: number): Invitation => ({
    ...invitation,
    invitationId: `inv_${i}`,
    emailKey: `${i}@example.com`,
  });
  for (let i = 0; i < invitationsMax.aDay; i++) team = withInvitation(team, one(i), '2026-12-01').team;
  assert.equal(withInvitation(team, one(99), '2026-12-01').outcome, 'too_many');
  assert.equal(withInvitation(team, one(99), '2026-12-02').outcome, 'too_many', 'so many wait');
  const late = { ...one(99), createdAtMs: 100, expiresAtMs: 200 };
  assert.deepEqual(withInvitation(team, late, '2026-12-02').team.invitations, [late]);
});
