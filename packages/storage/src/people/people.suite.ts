import assert from 'node:assert/strict';
import { type MailRecord, newMail, type Person } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import type { SessionRecord } from './sessions.ts';

const page = { limit: 10, after: null } as const;

function aMail({ nowMs }: Stage, mailId: string, createdAtMs = nowMs): MailRecord {
  return newMail({
    mailId,
    to: 'kim@example.com',
    realm: 'work',
    template: 'reset_password',
    language: 'de',
    values: { name: 'Kim' },
    createdAtMs,
    uselessAtMs: createdAtMs + 60_000,
  });
}

function aSession({ ids, nowMs }: Stage, personId: string, expiresAtMs = nowMs + 9_000): SessionRecord {
  return {
    hash: ids.hash(),
    sessionId: ids.next('session'),
    personId,
    revision: 0,
    openedAtMs: nowMs,
    expiresAtMs,
    device: 'Firefox on Linux',
    network: null,
  };
}

export const peopleSuite: Suite = {
  'a person is what the seed says until something of them changes, and of two changes at once one is made':
    async ({ storage, ids }) => {
      const personId = ids.next('worker');
      const seed: Person = {
        personId,
        realm: 'work',
        email: 'kim@example.com',
        passwordHash: 'old',
        revision: 0,
        devices: [],
      };
      const password = (passwordHash: string) =>
        storage.persons.change({ personId, seed, change: { set: 'password', passwordHash, revision: 0 } });
      assert.equal(await storage.persons.get(personId), null);
      const after = await Promise.all(['a', 'b', 'c'].map(password));
      const [first] = after;
      assert.equal(first?.revision, 1);
      assert.deepEqual(after, [first, first, first]);
      assert.deepEqual(await storage.persons.get(personId), first);
      const change = { set: 'device', device: 'd' } as const;
      const known = await storage.persons.change({ personId, seed, change });
      assert.deepEqual(known, { ...first, devices: ['d'] });
      assert.equal(await storage.persons.change({ personId: 'wrk_none', seed: null, change }), null);
    },

  'of those who claim an e-mail at once one has it, until it is released or taken over': async ({
    storage,
    ids,
  }) => {
    const emailKey = 'kim@example.com';
    const [one, two, three] = [ids.next('person'), ids.next('person'), ids.next('person')];
    const claim = (personId: string, instead: string | null = null) =>
      storage.addresses.claim({ emailKey, personId, instead });
    const [owner = '', same] = await Promise.all([one, two].map((personId) => claim(personId)));
    assert.equal(owner, same);
    assert.equal(await claim(three), owner);
    await storage.addresses.release({ emailKey, personId: three });
    assert.equal(await storage.addresses.owner(emailKey), owner);
    assert.equal(await claim(three, owner), three);
    await storage.addresses.release({ emailKey, personId: three });
    assert.equal(await storage.addresses.owner(emailKey), null);
  },

  'members are listed by organisation and by person; a person of the Console is made once': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const [customerId, otherId] = [ids.next('customer'), ids.next('customer')];
    const [personId, leeId] = [ids.next('person'), ids.next('person')];
    const owner = { personId, role: 'owner', sinceMs: nowMs } as const;
    const mine = { ...owner, customerId, hasKeysToReview: true } as const;
    const [theirs, other] = [
      { ...owner, customerId, personId: leeId },
      { ...owner, customerId: otherId },
    ];
    for (const member of [mine, theirs, other]) await storage.members.join(member);
    assert.deepEqual(await storage.members.join({ ...mine, sinceMs: nowMs + 1 }), mine);
    assert.deepEqual(await storage.members.ofCustomer({ ...page, group: customerId }), [mine, theirs]);
    assert.deepEqual(await storage.members.ofPerson({ ...page, group: personId }), [mine, other]);
    for (let i = 0; i < 2; i++) await storage.members.reviewedKeys({ customerId, personId });
    assert.deepEqual(await storage.members.get({ customerId, personId }), { ...owner, customerId });
    assert.equal(await storage.members.get({ customerId: otherId, personId: leeId }), null);
    const person: Person = {
      personId,
      realm: 'console',
      email: 'kim@example.com',
      passwordHash: 'old',
      revision: 0,
      devices: [],
    };
    assert.deepEqual(await storage.persons.make(person), person);
    assert.deepEqual(await storage.persons.make({ ...person, passwordHash: 'new' }), person);
  },

  'an invitation is claimed by one person, and closed; of owners one stays': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const customerId = ids.next('customer');
    const invitation = {
      invitationId: ids.next('invitation'),
      email: 'kim@example.com',
      emailKey: 'kim@example.com',
      role: 'analyst',
      by: ids.next('key'),
      createdAtMs: nowMs,
      expiresAtMs: nowMs + 10,
    } as const;
    const { invitationId } = invitation;
    const invite = () => storage.teams.invite({ customerId, invitation, date: '2026-12-01' });
    for (let i = 0; i < 2; i++) assert.equal(await invite(), 'invited');
    assert.deepEqual(await storage.teams.invitations({ customerId }), [invitation]);
    const [one, two] = [ids.next('person'), ids.next('person')];
    const claim = (personId: string) => storage.teams.claim({ customerId, invitationId, personId, nowMs });
    const claims = await Promise.all([one, two, one, two].map(claim));
    const winner = claims.find((found) => found !== null)?.claimedBy ?? '';
    assert.equal(claims.filter((found) => found !== null).length, 2);
    assert.deepEqual(await claim(winner), { ...invitation, claimedBy: winner });
    for (let i = 0; i < 2; i++) await storage.teams.close({ customerId, ids: [invitationId] });
    assert.equal(await claim(winner), null);
    assert.deepEqual(await storage.teams.invitations({ customerId }), []);
    const remove = (personId: string) =>
      storage.teams.removeOwner({ customerId, personId, seed: [one, two] });
    const left = await Promise.all([remove(one), remove(two)]);
    assert.equal(left.filter(Boolean).length, 1);
    const last = left[0] === true ? two : one;
    await storage.teams.addOwner({ customerId, personId: winner, seed: [] });
    await storage.teams.addOwner({ customerId, personId: ids.next('person'), seed: [] });
    assert.equal(await remove(last), true);
    const member = { customerId, personId: one, role: 'admin', sinceMs: nowMs } as const;
    await storage.members.join(member);
    for (let i = 0; i < 2; i++)
      assert.equal(
        (await storage.members.changeRole({ customerId, personId: one, role: 'analyst' }))?.role,
        'analyst',
      );
    for (let i = 0; i < 2; i++) await storage.members.remove({ customerId, personId: one });
    assert.equal(await storage.members.get({ customerId, personId: one }), null);
    assert.deepEqual(await storage.members.ofPerson({ ...page, group: one }), []);
  },

  'sessions of a person are listed from the oldest until they are ended': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const [personId, otherId] = [ids.next('worker'), ids.next('worker')];
    const [first, second] = [
      aSession(stage, personId, nowMs + 9_000),
      aSession(stage, personId, nowMs + 5_000),
    ];
    const other = aSession(stage, otherId, nowMs + 7_000);
    for (const session of [first, second, other, first]) await storage.personSessions.open(session);
    assert.deepEqual(await storage.personSessions.get(first.hash), first);
    const mine = () => storage.personSessions.ofPerson({ ...page, group: personId });
    assert.deepEqual(await mine(), [first, second]);
    assert.deepEqual(await storage.personSessions.byExpiry(page), [second, other, first]);
    assert.equal(await storage.personSessions.carryOver({ hash: first.hash, revision: 4 }), true);
    await storage.personSessions.end([second.hash, ids.hash()]);
    await storage.personSessions.end([second.hash]);
    assert.deepEqual(await mine(), [{ ...first, revision: 4 }]);
    assert.equal(await storage.personSessions.enter({ hash: first.hash, customerId: 'cust_1' }), true);
    assert.deepEqual(await mine(), [{ ...first, revision: 4, customerId: 'cust_1' }]);
    assert.equal(await storage.personSessions.get(second.hash), null);
    assert.equal(await storage.personSessions.carryOver({ hash: second.hash, revision: 4 }), false);
  },

  'a link of a mail stays as it was made until it is removed': async ({ storage, ids, nowMs }) => {
    const link = {
      hash: ids.hash(),
      purpose: 'reset',
      personId: 'wrk_1',
      email: 'kim@example.com',
      revision: 2,
      expiresAtMs: nowMs + 5,
    } as const;
    await storage.mailLinks.open(link);
    assert.deepEqual(await storage.mailLinks.open({ ...link, personId: 'wrk_2' }), link);
    const earlier = { ...link, hash: ids.hash(), expiresAtMs: nowMs + 4 };
    await storage.mailLinks.open(earlier);
    assert.deepEqual(await storage.mailLinks.byExpiry(page), [earlier, link]);
    await storage.mailLinks.remove([link.hash]);
    assert.equal(await storage.mailLinks.get(link.hash), null);
  },

  'a mail is queued once, due until it has ended, and removed only then': async (stage) => {
    const { storage, nowMs } = stage;
    const [one, two] = [aMail(stage, 'mai_1', nowMs + 2), aMail(stage, 'mai_2', nowMs + 1)];
    for (const mail of [one, two]) assert.deepEqual(await storage.mails.queue(mail), mail);
    assert.deepEqual(await storage.mails.queue({ ...one, to: 'eve@example.com' }), one);
    assert.deepEqual(await storage.mails.due(page), [two, one]);
    const attempt = { set: 'attempt', attempt: 1, dueAtMs: nowMs + 50 } as const;
    const change = { mailId: two.mailId, change: attempt };
    const begun = await Promise.all([storage.mails.change(change), storage.mails.change(change)]);
    assert.equal(begun.filter((isOurs) => isOurs).length, 1);
    const waiting = { ...two, attempts: 1, dueAtMs: nowMs + 50 };
    assert.deepEqual(await storage.mails.due(page), [one, waiting]);
    await storage.mails.remove([two.mailId]);
    assert.deepEqual(await storage.mails.get(two.mailId), waiting);
    const ended = { set: 'ended', state: 'sent', problem: null, atMs: nowMs + 60 } as const;
    assert.equal(await storage.mails.change({ mailId: two.mailId, change: ended }), true);
    assert.deepEqual(await storage.mails.due(page), [one]);
    assert.deepEqual(await storage.mails.ended(page), [{ ...waiting, state: 'sent', endedAtMs: nowMs + 60 }]);
    await storage.mails.remove([two.mailId]);
    assert.equal(await storage.mails.get(two.mailId), null);
    assert.equal(await storage.mails.change({ mailId: two.mailId, change: ended }), false);
  },
};
