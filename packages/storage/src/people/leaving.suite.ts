import assert from 'node:assert/strict';
import { type AppealRecord, newMail, type Person, type ReportRecord } from '@asg/domain';
import { aSettlement, aWorker } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const page = { limit: 100, after: null } as const;
/** What nobody may find again. */
const personal = {
  email: 'Kim.Doe@private.example',
  newEmail: 'kim@elsewhere.example',
  name: 'Kimberly Q. Doe',
  phone: 'v1.sealed.+49305550123',
  paymail: 'kimdoe@pay.example',
  words: 'I looked at it twice',
  network: '203.0.113.99',
  pushHost: 'push.private.example',
  subscription: 'v1.sealed.subscription',
} as const;

/** A worker of whom the store knows everything that it can. */
async function aKnownWorker(stage: Stage) {
  const { storage, ids, nowMs } = stage;
  const { worker } = aWorker(ids);
  const { workerId } = worker;
  const { email, newEmail, name, phone, paymail, words, network, pushHost: host, subscription } = personal;
  const emailKey = email.toLowerCase();
  await storage.workers.register({ worker: { ...worker, email }, emailKey });
  const profile = {
    displayName: name,
    country: 'DE',
    primaryLanguage: 'de',
    languages: [],
    sealedPhone: phone,
  };
  await storage.workers.change({ workerId, change: { set: 'profile', profile } });
  await storage.workers.change({ workerId, change: { set: 'payout', payout: { kind: 'paymail', paymail } } });
  const problem = { reason: `${paymail} is unknown there`, atMs: nowMs };
  await storage.workers.change({ workerId, change: { set: 'payoutProblem', paymail, problem } });
  await storage.workers.setStatus({
    workerId,
    suspension: { reason: `${name} answers blindly`, atMs: nowMs },
  });
  const seed: Person = {
    personId: workerId,
    realm: 'work',
    email,
    passwordHash: 'hash',
    revision: 0,
    devices: [],
  };
  const change = { set: 'newEmail', email: newEmail, revision: 0 } as const;
  await storage.persons.change({ personId: workerId, seed, change });
  const appeal: AppealRecord = {
    appealId: ids.next('appeal'),
    workerId,
    about: { kind: 'suspension', sinceMs: nowMs, reason: `${name} answers blindly` },
    message: words,
    openedAtMs: nowMs,
    answer: null,
  };
  await storage.appeals.open({ appeal, openMax: 5 });
  const report: ReportRecord = {
    reportId: ids.next('report'),
    workerId,
    taskId: ids.next('task'),
    customerId: 'cust_1',
    goldId: null,
    reason: 'other',
    note: words,
    reportedAtMs: nowMs,
    verdict: null,
  };
  await storage.reports.make(report);
  const device = { deviceId: ids.hash(), host, sealed: subscription, language: 'de' } as const;
  await storage.pushes.add({ workerId, device: { ...device, addedAtMs: nowMs, failures: 0 } });
  const hash = ids.hash();
  await storage.personSessions.open({
    hash,
    sessionId: ids.next('session'),
    personId: workerId,
    revision: 0,
    openedAtMs: nowMs,
    expiresAtMs: nowMs + 60_000,
    device: `${name}’s phone`,
    network,
  });
  await storage.links.seen({ accountId: workerId, range: '203.0.113.0/24', atMs: nowMs, isNew: true });
  await storage.mailLinks.open({
    hash: ids.hash(),
    purpose: 'email',
    personId: workerId,
    email: newEmail,
    revision: 0,
    expiresAtMs: nowMs + 60_000,
  });
  const mail = newMail({
    mailId: 'mai_leaving',
    to: ` ${email}`,
    realm: 'work',
    template: 'email_changing',
    language: 'de',
    values: { newEmail },
    createdAtMs: nowMs,
    uselessAtMs: nowMs + 60_000,
  });
  await storage.mails.queue(mail);
  return { workerId, emailKey, appeal, report, mail };
}

/** All that the port tells of the worker, as one text. */
async function allOf(
  { storage }: Stage,
  { workerId, emailKey, appeal, report }: Awaited<ReturnType<typeof aKnownWorker>>,
): Promise<string> {
  const all = await Promise.all([
    storage.workers.get(workerId),
    storage.workers.byEmail(emailKey),
    storage.workers.list({ limit: 100, before: null }),
    storage.workers.paidAt({ kind: 'paymail', paymail: personal.paymail }, 10),
    storage.persons.get(workerId),
    storage.persons.leaving(page),
    storage.personSessions.ofPerson({ ...page, group: workerId }),
    storage.personSessions.byExpiry(page),
    storage.mails.due(page),
    storage.mails.ended(page),
    storage.mails.toAddress({ ...page, group: emailKey }),
    storage.mailLinks.byExpiry(page),
    storage.mailLinks.ofPerson({ ...page, group: workerId }),
    storage.links.get(workerId),
    storage.appeals.get(appeal.appealId),
    storage.appeals.ofWorker(workerId, { limit: 10, before: null }),
    storage.appeals.waiting({ limit: 10, before: null }),
    storage.reports.get(report.reportId),
    storage.reports.ofWorker({ ...page, group: workerId }),
    storage.payouts.payees([workerId]),
    storage.pushes.get(workerId),
    storage.pushes.due(page),
  ]);
  return JSON.stringify(all);
}

export const leavingSuite: Suite = {
  'whoever leaves is in no record any more, and their e-mail is free': async (stage) => {
    const { storage, nowMs } = stage;
    const known = await aKnownWorker(stage);
    const { workerId, emailKey, mail, appeal, report } = known;
    const before = await allOf(stage, known);
    for (const text of Object.values(personal)) assert.ok(before.includes(text), `${text} is there before`);

    const change = (change: Parameters<typeof storage.persons.change>[0]['change']) =>
      storage.persons.change({ personId: workerId, seed: null, change });
    await change({ set: 'leaving', askedAtMs: nowMs, dueAtMs: nowMs + 9, revision: 0 });
    assert.deepEqual(
      (await storage.persons.leaving(page)).map(({ personId }) => personId),
      [workerId],
    );
    await change({ set: 'erasing', atMs: nowMs + 9 });
    for (let again = 0; again < 2; again++) {
      const found = await storage.mails.toAddress({ ...page, group: emailKey });
      assert.deepEqual(found, again === 0 ? [mail] : []);
      await storage.mails.erase(found.map(({ mailId }) => mailId));
      const links = await storage.mailLinks.ofPerson({ ...page, group: workerId });
      await storage.mailLinks.remove(links.map(({ hash }) => hash));
      const sessions = await storage.personSessions.ofPerson({ ...page, group: workerId });
      await storage.personSessions.end(sessions.flatMap((one) => one?.hash ?? []));
      await storage.appeals.erase(appeal.appealId);
      await storage.reports.erase(report.reportId);
      await storage.links.forgetPlaces(workerId);
      await storage.pushes.remove({ workerId, deviceId: null });
      const after = await storage.workers.leave({ workerId, atMs: nowMs + 10 });
      assert.deepEqual([after?.email, after?.leftAtMs, after?.status], ['', nowMs + 10, 'suspended']);
      await storage.workers.change({ workerId, change: { set: 'payout', payout: null } });
      await change({ set: 'left', atMs: nowMs + 11 });
    }
    // What was on its way when they left brings nothing back.
    const profile = { displayName: personal.name, country: 'DE', primaryLanguage: 'de', languages: [] };
    await storage.workers.change({ workerId, change: { set: 'profile', profile } });
    const seed = { personId: workerId, realm: 'work', email: personal.email } as const;
    const old: Person = { ...seed, passwordHash: 'hash', revision: 1, devices: [] };
    const late = { set: 'device', device: 'd' } as const;
    await storage.persons.change({ personId: workerId, seed: old, change: late });
    await stage.settle();
    const after = (await allOf(stage, known)).toLowerCase();
    for (const text of Object.values(personal))
      assert.ok(!after.includes(text.toLowerCase()), `${text} is still there: ${after}`);
    assert.equal((await storage.appeals.get(appeal.appealId))?.openedAtMs, nowMs, 'what was contested stays');
    assert.equal((await storage.reports.get(report.reportId))?.reason, 'other');

    const next = { ...aWorker(stage.ids), emailKey };
    assert.equal(await storage.workers.register(next), 'registered');
    await storage.workers.leave({ workerId, atMs: nowMs + 12 });
    assert.equal((await storage.workers.byEmail(emailKey))?.workerId, next.worker.workerId);
    assert.equal(await storage.workers.leave({ workerId: stage.ids.next('worker'), atMs: nowMs }), null);
  },

  'a paymail is taken out of what paid it once that is final, and out of what its host is told': async (
    stage,
  ) => {
    const { storage } = stage;
    const [taskId] = await stage.open(await stage.customer());
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    const lane = await stage.lane();
    const settlementId = stage.ids.next('settlement');
    const tasks = await stage.reserve(lane, settlementId);
    const plain = aSettlement(stage.ids, tasks, { settlementId, laneId: lane.laneId, coin: lane.coin! });
    const paid = (address: string) => ({ address, reference: `ref of "${address}"` });
    const [first, second, ...others] = plain.payees;
    const payees = [
      { ...first!, paymail: paid('kim@pay.example') },
      { ...second!, paymail: paid('lee@pay.example') },
      ...others,
    ];
    const settlement = { ...plain, payees };
    assert.equal(await storage.settlement.store({ settlement, token: lane.token }), 'stored');
    await stage.advance(settlementId, 'broadcasting', 'seen', 'mined');
    const { workerId } = first!;
    assert.equal(await storage.settlement.forgetPaymail({ settlementId, workerId }), 'live');
    await stage.advance(settlementId, 'final');
    for (let again = 0; again < 2; again++) {
      assert.equal(await storage.settlement.forgetPaymail({ settlementId, workerId }), 'forgotten');
      await storage.paymail.forget({ settlementId, workerId });
    }
    const found = await storage.settlement.get(settlementId);
    assert.ok(!JSON.stringify(found).includes('kim'), 'not in the batch');
    assert.deepEqual(found?.payees[1], payees[1], 'another’s is as it was');
    assert.deepEqual(found?.payees[0]?.outputs, first?.outputs, 'and what was paid');
    assert.deepEqual([found?.state, found?.txid, found?.root], ['final', plain.txid, plain.root]);
    const delivery = await storage.paymail.get(settlementId, workerId);
    assert.deepEqual([delivery?.paymail, delivery?.reference, delivery?.state], ['', '', 'given_up']);
    const due = { host: 'pay.example', nowMs: stage.nowMs, limit: 10 };
    assert.deepEqual(
      (await storage.paymail.due(due)).map(({ paymail }) => paymail),
      ['lee@pay.example'],
    );
    const nobody = { settlementId, workerId: stage.ids.next('worker') };
    assert.equal(await storage.settlement.forgetPaymail(nobody), 'forgotten');
    await storage.paymail.forget(nobody);
  },

  'an account has a mark no more once it is dropped': async ({ storage, ids }) => {
    const mark = { kind: 'wallet', hash: ids.hash() } as const;
    const [one, other] = [ids.next('worker'), ids.next('worker')];
    assert.deepEqual(await storage.marks.get(mark), []);
    for (const accountId of [one, other]) await storage.marks.put({ ...mark, accountId });
    for (let again = 0; again < 2; again++) await storage.marks.drop({ ...mark, accountId: one });
    assert.deepEqual(await storage.marks.get(mark), [other]);
    await storage.marks.drop({ ...mark, accountId: other });
    assert.deepEqual(await storage.marks.get(mark), []);
  },
};
