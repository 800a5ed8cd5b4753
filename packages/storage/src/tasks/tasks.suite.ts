import assert from 'node:assert/strict';
import { accepted, leaseMs } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

export const taskSuite: Suite = {
  'labels decide a task once, and the deciding call says so': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workers = await stage.labels(taskId!, 'cat', 'dog', 'cat');
    const task = await stage.task(taskId!);
    assert.equal(task.state, 'verified');
    assert.deepEqual(
      task.labels.map(({ workerId, option }) => ({ workerId, option })),
      workers.map((workerId, index) => ({ workerId, option: [0, 1, 0][index] })),
    );
    assert.deepEqual(task.decision, {
      option: 0,
      agreementCount: 2,
      workerCount: 3,
      confidence: 2 / 3,
      decidedAtMs: stage.nowMs,
    });
    assert.deepEqual(task.payment, { kind: 'due', sinceMs: stage.nowMs });
  },

  'labels that arrive at once decide a task once': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
    const claimed = await Promise.all(workers.map((workerId) => stage.claim(workerId)));
    const outcomes = await Promise.all(
      workers.map((workerId, index) => stage.label(claimed[index]![0]!, workerId, 'dog')),
    );
    const tasks = outcomes.map(accepted);
    assert.equal((await stage.task(taskId!)).decision!.workerCount, 3);
    if (!stage.lossy) assert.equal(tasks.filter((task) => task.decision !== null).length, 1);
  },

  'a worker labels a task once: the same again is repeated, another is refused': async (stage) => {
    await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    const same = Array.from({ length: 5 }, () => stage.label(task!, workerId, 'cat'));
    const outcomes = await Promise.all(same);
    outcomes.forEach(accepted);
    if (!stage.lossy) assert.equal(outcomes.filter((outcome) => outcome.kind === 'applied').length, 1);
    const other = await stage.label(task!, workerId, 'dog');
    assert.ok(other.kind === 'refused' && other.reason === 'other_label_given');
    await stage.settle();
    assert.equal((await stage.task(task!.taskId)).labels.length, 1);
    assert.equal((await stage.storage.workers.totals(workerId)).labels, 1);
  },

  'different labels of one worker at once: one of them counts': async (stage) => {
    await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    const outcomes = await Promise.all(
      ['cat', 'dog', 'bird'].map((label) => stage.label(task!, workerId, label)),
    );
    assert.equal(outcomes.filter((outcome) => outcome.kind !== 'refused').length, 1);
    assert.equal((await stage.task(task!.taskId)).labels.length, 1);
  },

  'a label after the lease, or without one, is refused': async (stage) => {
    await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    stage.nowMs += leaseMs;
    const late = await stage.label(task!, workerId, 'cat');
    assert.ok(late.kind === 'refused' && late.reason === 'lease_ended');
    const nonce = stage.ids.nonce();
    const foreign = await stage.change(task!.taskId, {
      do: 'label',
      workerId: stage.ids.next('worker'),
      nonce,
      label: 'cat',
      nowMs: stage.nowMs,
    });
    assert.ok(foreign.kind === 'refused' && foreign.reason === 'lease_ended');
  },

  'changes of many tasks have an outcome each, in order, null where there is no task': async (stage) => {
    const [a, b] = await stage.open(await stage.customer(), 2);
    const cancel = { do: 'cancel', nowMs: stage.nowMs } as const;
    const outcomes = await stage.storage.tasks.change([
      { taskId: b!, command: cancel },
      { taskId: stage.ids.next('task'), command: cancel },
      { taskId: a!, command: { ...cancel, do: 'lapse' } },
    ]);
    assert.equal(accepted(outcomes[0]!).state, 'cancelled');
    assert.equal(outcomes[1], null);
    assert.equal(accepted(outcomes[2]!).taskId, a);
  },

  'without a majority one more label at a time is asked for, up to the maximum': async (stage) => {
    const consensus = { policy: 'threshold', threshold: 2, earlyStop: false, maxLabels: 4 } as const;
    const labelSpec = { question: '?', options: ['a', 'b', 'c', 'd'] };
    const [taskId] = await stage.open(await stage.customer(), 1, { consensus, labelSpec });
    await stage.labels(taskId!, 'a', 'b');
    const third = stage.ids.next('worker');
    const [again] = await stage.claim(third);
    assert.equal(again?.taskId, taskId);
    assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
    accepted(await stage.label(again!, third, 'c'));
    await stage.labels(taskId!, 'd');
    const task = await stage.task(taskId!);
    assert.equal(task.state, 'expired');
    assert.equal(task.payment.kind, 'due');
  },

  'a cancelled task is closed, is not offered, and gives its quota back once': async (stage) => {
    const customerId = await stage.customer(5);
    const [taskId] = await stage.open(customerId);
    const cancel = { taskId: taskId!, nowMs: stage.nowMs };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => stage.storage.tasks.cancel(cancel)));
    outcomes.forEach(accepted);
    await stage.settle();
    assert.equal(await stage.quotaLeft(customerId), 5);
    assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
    assert.equal((await stage.task(taskId!)).payment.kind, 'none');
  },

  'a task with labels keeps its quota when cancelled, and its labels are paid': async (stage) => {
    const customerId = await stage.customer(5);
    const [taskId] = await stage.open(customerId);
    await stage.labels(taskId!, 'cat');
    const task = accepted(await stage.storage.tasks.cancel({ taskId: taskId!, nowMs: stage.nowMs }));
    await stage.settle();
    assert.equal(task.payment.kind, 'due');
    assert.equal(await stage.quotaLeft(customerId), 4);
    assert.deepEqual(await stage.storage.settlement.paymentQueue(10, stage.nowMs), {
      oldestSinceMs: stage.nowMs,
      count: 1,
    });
  },

  'a task whose item nobody can see expires once, with its quota back and its labels paid': async (stage) => {
    const customerId = await stage.customer(5);
    const [taskId, other] = await stage.open(customerId, 2);
    await stage.labels(taskId!, 'cat');
    const labelled = (await stage.task(taskId!)).labels.length > 0 ? taskId! : other!;
    const giveUp = { taskId: labelled, nowMs: stage.nowMs };
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => stage.storage.tasks.giveUp(giveUp)));
    outcomes.forEach(accepted);
    await stage.settle();
    const task = await stage.task(labelled);
    assert.deepEqual([task.state, task.expiredFor, task.payment.kind], ['expired', 'item_unshowable', 'due']);
    assert.equal(await stage.quotaLeft(customerId), 4);
    const [decided] = await stage.open(customerId);
    await stage.storage.tasks.cancel({ taskId: decided!, nowMs: stage.nowMs });
    const late = await stage.storage.tasks.giveUp({ taskId: decided!, nowMs: stage.nowMs });
    assert.ok(late?.kind === 'refused' && late.reason === 'not_open');
  },

  'tasks that are taken down together expire once, with their quota back where no label was given': async (
    stage,
  ) => {
    const customerId = await stage.customer(5);
    const [waiting, labelled, decided] = await stage.open(customerId, 3);
    await stage.labels(labelled!, 'cat');
    await stage.labels(decided!, 'cat', 'cat', 'cat');
    const taskIds = [waiting!, labelled!, stage.ids.next('task'), decided!];
    const down = { taskIds, nowMs: stage.nowMs };
    const all = await Promise.all(Array.from({ length: 3 }, () => stage.storage.tasks.takeDown(down)));
    for (const outcomes of all) assert.equal(outcomes[2], null);
    await stage.settle();
    const tasks = await stage.storage.tasks.many(taskIds);
    assert.deepEqual(
      tasks.map((task) => task && [task.state, task.expiredFor ?? null, task.payment.kind, task.moderation]),
      [
        ['expired', 'taken_down', 'none', 'taken_down'],
        ['expired', 'taken_down', 'due', 'taken_down'],
        null,
        ['verified', null, 'due', 'taken_down'],
      ],
    );
    assert.equal(await stage.quotaLeft(customerId), 3);
    assert.deepEqual(await stage.storage.tasks.takeDown({ taskIds: [], nowMs: stage.nowMs }), []);
  },

  'a decided task cannot be cancelled': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    await stage.labels(taskId!, 'cat', 'cat', 'cat');
    const outcome = await stage.storage.tasks.cancel({ taskId: taskId!, nowMs: stage.nowMs });
    assert.ok(outcome?.kind === 'refused' && outcome.reason === 'not_open');
    assert.equal(await stage.storage.tasks.cancel({ taskId: stage.ids.next('task'), nowMs: 0 }), null);
  },

  'every task is met once in a scan, page by page': async (stage) => {
    const opened = [
      ...(await stage.open(await stage.customer(), 7)),
      ...(await stage.open(await stage.customer(), 3)),
    ];
    const met: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof stage.storage.tasks.scan>> = await stage.storage.tasks.scan({
        after,
        limit: 4,
      });
      met.push(...page.tasks.map((task) => task.taskId));
      if (page.next === null) break;
      after = page.next;
    }
    assert.deepEqual(met.sort(), opened.sort());
  },
};
