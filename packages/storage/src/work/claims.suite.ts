import assert from 'node:assert/strict';
import type { Task } from '@asg/domain';
import { accepted, leaseMs, nonceOf } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const openAtOnce = 200;

export const claimSuite: Suite = {
  'a claim names its worker, its nonce and the end of its lease, and the task is in progress': async (
    stage,
  ) => {
    await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const nonce = stage.ids.nonce();
    const [task] = await stage.claim(workerId, { nonce });
    assert.equal(task!.state, 'in_progress');
    const { nowMs } = stage;
    assert.deepEqual(task!.assignments, [
      { workerId, nonce, leaseExpiresAtMs: nowMs + leaseMs, claimedAtMs: nowMs },
    ]);
    assert.deepEqual(await stage.task(task!.taskId), task);
  },

  'a claim with the same nonce gives the same tasks': async (stage) => {
    await stage.open(await stage.customer(), 10);
    const request = stage.claimRequest(stage.ids.next('worker'), { count: 4 });
    const ids = async (): Promise<readonly string[]> =>
      (await stage.storage.work.claim(request)).tasks.map((task) => task.taskId).sort();
    const first = await ids();
    assert.equal(first.length, 4);
    assert.deepEqual(await ids(), first);
    assert.equal((await stage.claim(request.workerId, { count: 20 })).length, 6);
  },

  'claims at once never hand out more than a task wants': async (stage) => {
    const taskIds = await stage.open(await stage.customer(), 5);
    const claims = Array.from({ length: 40 }, () => stage.claim(stage.ids.next('worker'), { count: 3 }));
    const claimed = (await Promise.all(claims)).flat();
    for (const taskId of taskIds) {
      assert.equal((await stage.task(taskId)).assignments.length, 3);
      assert.equal(claimed.filter((task) => task.taskId === taskId).length, 3);
    }
  },

  'workers who claim at once each get what they ask for while there is enough': async (stage) => {
    await stage.open(await stage.customer(), 100);
    const workers = Array.from({ length: 10 }, () => stage.ids.next('worker'));
    const claimed = await Promise.all(workers.map((workerId) => stage.claim(workerId, { count: 20 })));
    // One that is sent again may find that others were quicker meanwhile.
    if (!stage.lossy) for (const tasks of claimed) assert.equal(tasks.length, 20);
    const more = await Promise.all(workers.map((workerId) => stage.claim(workerId, { count: 10 })));
    assert.ok(claimed.concat(more).flat().length <= 100 * 3);
    if (!stage.lossy) for (const tasks of more) assert.equal(tasks.length, 10);
  },

  'one worker claiming many times at once gets each task once': async (stage) => {
    await stage.open(await stage.customer(), 12);
    const workerId = stage.ids.next('worker');
    const claims = Array.from({ length: 8 }, () => stage.claim(workerId, { count: 2 }));
    const claimed = (await Promise.all(claims)).flat().map((task) => task.taskId);
    assert.equal(claimed.length, 12);
    assert.equal(new Set(claimed).size, 12);
  },

  'a worker holds at most so many live claims; lapsed ones do not count': async (stage) => {
    await stage.open(await stage.customer(), 10);
    const workerId = stage.ids.next('worker');
    assert.equal((await stage.claim(workerId, { count: 3, liveMax: 4 })).length, 3);
    assert.equal((await stage.claim(workerId, { count: 3, liveMax: 4 })).length, 1);
    assert.equal((await stage.claim(workerId, { count: 3, liveMax: 4 })).length, 0);
    stage.nowMs += leaseMs;
    assert.equal((await stage.claim(workerId, { count: 3, liveMax: 4 })).length, 3);
  },

  'what a worker holds is what they claimed and neither labelled, passed on nor let lapse': async (stage) => {
    const customerId = await stage.customer();
    await stage.open(customerId, 6);
    const workerId = stage.ids.next('worker');
    const held = async (of = workerId): Promise<readonly string[]> => {
      const tasks = await stage.storage.work.held({ workerId: of, nowMs: stage.nowMs });
      return tasks.map((task) => task.taskId).sort();
    };
    assert.deepEqual(await held(), []);
    const early = await stage.claim(workerId, { count: 2 });
    stage.nowMs += 1_000;
    const late = await stage.claim(workerId, { count: 4 });
    const idsOf = (tasks: readonly Task[]): readonly string[] => tasks.map((task) => task.taskId).sort();
    await stage.settle();
    assert.deepEqual(await held(), idsOf([...early, ...late]));
    assert.deepEqual(await held(stage.ids.next('worker')), []);
    const [labelled, skipped, cancelled, kept] = late;
    const [seen] = (await stage.storage.work.held({ workerId, nowMs: stage.nowMs })).filter(
      (task) => task.taskId === kept!.taskId,
    );
    assert.deepEqual(seen, kept);
    accepted(await stage.label(labelled!, workerId, 'cat'));
    accepted(await stage.skip(skipped!, workerId));
    accepted(await stage.change(cancelled!.taskId, { do: 'cancel', nowMs: stage.nowMs }));
    await stage.settle();
    assert.deepEqual(await held(), idsOf([...early, kept!]));
    stage.nowMs += leaseMs - 1_000;
    assert.deepEqual(await held(), idsOf([kept!]));
    stage.nowMs += 1_000;
    assert.deepEqual(await held(), []);
  },

  'a worker who did the first thousand is offered the rest': async (stage) => {
    const customerId = await stage.customer();
    for (let opened = 0; opened < 1_000; opened += openAtOnce) await stage.open(customerId, openAtOnce);
    const workerId = stage.ids.next('worker');
    for (let done = 0; done < 1_000; done += openAtOnce) {
      const tasks = await stage.claim(workerId, { count: openAtOnce });
      assert.equal(tasks.length, openAtOnce);
      const outcomes = await stage.storage.tasks.change(
        tasks.map((task) => ({ taskId: task.taskId, command: stage.labelCommand(task, workerId, 'cat') })),
      );
      outcomes.forEach(accepted);
    }
    const [last] = await stage.open(customerId);
    assert.equal((await stage.claim(workerId))[0]?.taskId, last);
    assert.deepEqual(await stage.claim(workerId), []);
    await stage.settle();
    assert.equal((await stage.storage.workers.totals(workerId)).labels, 1_000);
  },

  'what a worker may not do is passed over, and what lies behind it is found': async (stage) => {
    const customerId = await stage.customer();
    const skipped = await stage.open(customerId, 50);
    const workerId = stage.ids.next('worker');
    for (const task of await stage.claim(workerId, { count: 50 })) accepted(await stage.skip(task, workerId));
    const [fresh] = await stage.open(customerId);
    assert.equal((await stage.claim(workerId))[0]?.taskId, fresh);
    assert.equal((await stage.claim(stage.ids.next('worker'), { count: 50 })).length, skipped.length);
  },

  'work behind more dead entries than one search looks at is found by asking again': async (stage) => {
    const customerId = await stage.customer();
    const expiresAtMs = stage.nowMs + 1_000;
    for (let opened = 0; opened < 1_200; opened += openAtOnce) {
      await stage.open(customerId, openAtOnce, { expiresAtMs });
    }
    const [alive] = await stage.open(customerId);
    stage.nowMs = expiresAtMs;
    assert.equal((await stage.claim(stage.ids.next('worker')))[0]?.taskId, alive);
  },

  'a task left by its worker while others hold it is offered to just one more': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
    const claimed = await Promise.all(workers.map((workerId) => stage.claim(workerId)));
    accepted(await stage.skip(claimed[0]![0]!, workers[0]!));
    await stage.settle();
    const claims = Array.from({ length: 5 }, () => stage.claim(stage.ids.next('worker')));
    assert.equal((await Promise.all(claims)).flat().length, 1);
    const { assignments } = await stage.task(taskId!);
    assert.equal(assignments.length, 3);
    assert.ok(!assignments.some((a) => a.workerId === workers[0]));
    assert.equal(nonceOf(claimed[1]![0]!, workers[1]!).length, 6);
  },
};
