import assert from 'node:assert/strict';
import { type AppealRecord, type AppealSubject, houseCustomerId, noTrust, redressTaskId } from '@asg/domain';
import { aWorker } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, meetGold } from '../contract/trust-stage.ts';

function anAppeal(stage: Stage, workerId: string, about: AppealSubject): AppealRecord {
  return {
    appealId: stage.ids.next('appeal'),
    workerId,
    about,
    message: 'I was right.',
    openedAtMs: stage.nowMs,
    answer: null,
  };
}

const aMiss = (stage: Stage): AppealSubject => ({ kind: 'label', taskId: stage.ids.next('task') });

export const appealSuite: Suite = {
  'a subject is contested once, and only so many wait at a time': async (stage) => {
    const { storage } = stage;
    const workerId = stage.ids.next('worker');
    const subject = aMiss(stage);
    const appeal = anAppeal(stage, workerId, subject);
    const open = (one: AppealRecord) => storage.appeals.open({ appeal: one, openMax: 2 });
    assert.equal(await open(appeal), 'opened');
    assert.equal(await open(appeal), 'opened');
    assert.equal(await open(anAppeal(stage, workerId, subject)), 'contested');
    const second = anAppeal(stage, workerId, aMiss(stage));
    assert.equal(await open(second), 'opened');
    const third = anAppeal(stage, workerId, aMiss(stage));
    assert.equal(await open(third), 'too_many');
    assert.deepEqual(await storage.appeals.ofWorker(workerId, { limit: 10, before: null }), [second, appeal]);
    const answer = { appealId: appeal.appealId, upheld: false, text: 'No.', nowMs: stage.nowMs };
    await storage.appeals.answer(answer);
    assert.equal(await open(third), 'opened');
    assert.deepEqual(await storage.appeals.waiting({ limit: 10, before: null }), [third, second]);
    assert.deepEqual(await storage.appeals.waiting({ limit: 1, before: third.appealId }), [second]);
    assert.deepEqual(
      await storage.appeals.ofWorker(stage.ids.next('worker'), { limit: 10, before: null }),
      [],
    );
  },

  'what is contested of some labels is found, each in its place': async (stage) => {
    const { storage } = stage;
    const workerId = stage.ids.next('worker');
    const tasks = Array.from({ length: 4 }, () => stage.ids.next('task'));
    const about = (taskId = ''): AppealSubject => ({ kind: 'label', taskId });
    const [first, second] = [
      anAppeal(stage, workerId, about(tasks[1])),
      anAppeal(stage, workerId, about(tasks[3])),
    ];
    const suspension = anAppeal(stage, workerId, { kind: 'suspension', sinceMs: 1, reason: 'r' });
    const another = anAppeal(stage, stage.ids.next('worker'), about(tasks[0]));
    for (const appeal of [first, second, suspension, another])
      await storage.appeals.open({ appeal, openMax: 5 });
    assert.deepEqual(await storage.appeals.ofLabels(workerId, tasks), [null, first, null, second]);
    const { appealId } = second;
    const answer = await storage.appeals.answer({ appealId, upheld: false, text: 'No.', nowMs: stage.nowMs });
    assert.deepEqual(await storage.appeals.ofLabels(workerId, tasks.toReversed()), [
      answer,
      null,
      first,
      null,
    ]);
    assert.deepEqual(await storage.appeals.ofLabels(workerId, []), []);
  },

  'the first answer is final': async (stage) => {
    const { storage } = stage;
    const appeal = anAppeal(stage, stage.ids.next('worker'), aMiss(stage));
    await storage.appeals.open({ appeal, openMax: 5 });
    const { appealId } = appeal;
    const answered = await storage.appeals.answer({
      appealId,
      upheld: false,
      text: 'No.',
      nowMs: stage.nowMs,
    });
    assert.deepEqual(answered, { ...appeal, answer: { upheld: false, text: 'No.', atMs: stage.nowMs } });
    const other = await storage.appeals.answer({
      appealId,
      upheld: true,
      text: 'Yes.',
      nowMs: stage.nowMs + 1,
    });
    assert.deepEqual(other, answered);
    assert.deepEqual(await storage.appeals.get(appealId), answered);
    assert.equal(
      await storage.appeals.answer({ appealId: 'apl_none', upheld: true, text: '', nowMs: 1 }),
      null,
    );
    assert.equal(await storage.appeals.get('apl_none'), null);
  },

  'a gold miss that is conceded is paid, and counts as right': async (stage) => {
    const { storage } = stage;
    await stage.open(await stage.customer());
    await addGold(stage, 1);
    const workerId = stage.ids.next('worker');
    const [miss] = await meetGold(stage, workerId, 'dog', 1);
    const appeal = anAppeal(stage, workerId, { kind: 'label', taskId: miss!.taskId });
    await storage.appeals.open({ appeal, openMax: 5 });
    for (let i = 0; i < 2; i++)
      await storage.appeals.answer({
        appealId: appeal.appealId,
        upheld: true,
        text: 'Yes.',
        nowMs: stage.nowMs,
      });
    await stage.settle();
    assert.deepEqual((await stage.task(miss!.taskId)).payment, { kind: 'due', sinceMs: stage.nowMs });
    const trust = await storage.trust.sums(workerId);
    assert.deepEqual([trust.goldRight, trust.goldMissed, trust.creditMicros], [1, 0, 1_000_000]);
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    assert.equal((await storage.workers.totals(workerId)).paidLabels, 1);
  },

  'any other label that is conceded is paid once, by a task of the house': async (stage) => {
    const { storage } = stage;
    const customerId = await stage.customer(10);
    const [taskId] = await stage.open(customerId);
    await stage.labels(taskId!, 'cat', 'cat', 'dog');
    const before = await stage.task(taskId!);
    const { workerId } = before.labels[2]!;
    const appeal = anAppeal(stage, workerId, { kind: 'label', taskId: taskId! });
    const { appealId } = appeal;
    await storage.appeals.open({ appeal, openMax: 5 });
    stage.nowMs++;
    for (let i = 0; i < 2; i++)
      await storage.appeals.answer({ appealId, upheld: true, text: 'Yes.', nowMs: stage.nowMs });
    await stage.settle();
    const after = await stage.task(taskId!);
    assert.deepEqual(after.labels[2]!.conceded, { appealId, atMs: stage.nowMs });
    assert.deepEqual({ ...after, labels: before.labels }, before);
    const redress = await stage.task(redressTaskId(appealId));
    assert.deepEqual([redress.customerId, redress.state], [houseCustomerId, 'expired']);
    assert.deepEqual(redress.payment, { kind: 'due', sinceMs: stage.nowMs });
    const { settlement, tasks } = await stage.storeBatch(await stage.lane());
    assert.deepEqual(new Set(tasks.map((task) => task.taskId)), new Set([taskId, redress.taskId]));
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    await stage.settle();
    assert.equal((await storage.workers.totals(workerId)).paidLabels, 1);
    assert.deepEqual((await stage.task(redress.taskId)).state, 'expired');
    const events = await storage.events.undispatched(10);
    assert.ok(events.every(({ event }) => event.customerId === customerId));
    assert.deepEqual(await storage.billing.months(houseCustomerId, { limit: 5, before: null }), []);
    assert.equal(await stage.quotaLeft(customerId), 9);
  },

  'a worker who is reinstated, by an appeal or by the operator, starts from zero': async (stage) => {
    const { storage } = stage;
    await stage.open(await stage.customer());
    await addGold(stage, 2);
    for (const way of ['appeal', 'operator']) {
      const { worker, emailKey } = aWorker(stage.ids);
      const { workerId } = worker;
      await storage.workers.register({ worker, emailKey });
      await meetGold(stage, workerId, way === 'appeal' ? 'dog' : 'bird', 1);
      const suspension = { reason: 'misses', atMs: stage.nowMs };
      await storage.workers.setStatus({ workerId, suspension });
      assert.notDeepEqual(await storage.trust.sums(workerId), noTrust);
      if (way === 'operator') await storage.workers.setStatus({ workerId, suspension: null });
      else {
        const appeal = anAppeal(stage, workerId, {
          kind: 'suspension',
          sinceMs: stage.nowMs,
          reason: 'misses',
        });
        await storage.appeals.open({ appeal, openMax: 5 });
        await storage.appeals.answer({
          appealId: appeal.appealId,
          upheld: true,
          text: 'Yes.',
          nowMs: stage.nowMs,
        });
      }
      await stage.settle();
      assert.equal((await storage.workers.get(workerId))?.status, 'active');
      assert.deepEqual(await storage.trust.sums(workerId), noTrust);
    }
  },

  'an upheld appeal lifts the suspension that it is about, not a later one': async (stage) => {
    const { storage } = stage;
    const { worker, emailKey } = aWorker(stage.ids);
    const { workerId } = worker;
    await storage.workers.register({ worker, emailKey });
    const first = { reason: 'misses', atMs: stage.nowMs };
    const later = { reason: 'asked for by a court', atMs: stage.nowMs + 1 };
    const about = { kind: 'suspension', sinceMs: first.atMs, reason: first.reason } as const;
    const appeal = anAppeal(stage, workerId, about);
    for (const suspension of [first, null, later]) await storage.workers.setStatus({ workerId, suspension });
    await storage.appeals.open({ appeal, openMax: 5 });
    const { appealId } = appeal;
    await storage.appeals.answer({ appealId, upheld: true, text: 'Yes.', nowMs: stage.nowMs + 2 });
    await stage.settle();
    const { status, suspension } = (await storage.workers.get(workerId))!;
    assert.deepEqual([status, suspension], ['suspended', later]);
  },

  'who is suspended again while they are has one suspension, which an upheld appeal lifts': async (stage) => {
    const { storage } = stage;
    const { worker, emailKey } = aWorker(stage.ids);
    const { workerId } = worker;
    await storage.workers.register({ worker, emailKey });
    const first = { reason: 'misses', atMs: stage.nowMs };
    const clearer = { reason: 'too many misses', atMs: stage.nowMs + 1 };
    await storage.workers.setStatus({ workerId, suspension: first });
    const about = { kind: 'suspension', sinceMs: first.atMs, reason: first.reason } as const;
    const appeal = anAppeal(stage, workerId, about);
    await storage.appeals.open({ appeal, openMax: 5 });
    await storage.workers.setStatus({ workerId, suspension: clearer });
    assert.deepEqual((await storage.workers.get(workerId))?.suspension, { ...clearer, atMs: first.atMs });
    const { appealId } = appeal;
    await storage.appeals.answer({ appealId, upheld: true, text: 'Yes.', nowMs: stage.nowMs + 2 });
    await stage.settle();
    assert.equal((await storage.workers.get(workerId))?.status, 'active');
  },
};
