import assert from 'node:assert/strict';
import { accepted, leaseMs } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

export const queueSuite: Suite = {
  'the higher priority first, within it the earlier': async (stage) => {
    const customerId = await stage.customer();
    const normal = await stage.open(customerId, 3);
    const low = await stage.open(customerId, 2, { priority: 0 });
    const high = await stage.open(customerId, 2, { priority: 9 });
    const claimed = await stage.claim(stage.ids.next('worker'), { count: 20 });
    assert.deepEqual(
      claimed.map((task) => task.taskId),
      [...high, ...normal, ...low],
    );
  },

  'within a priority, a task that came back goes before fresh ones': async (stage) => {
    const customerId = await stage.customer();
    const [first] = await stage.open(customerId, 1);
    const fresh = await stage.open(customerId, 2);
    const quitter = stage.ids.next('worker');
    const taken = await stage.claim(quitter, { count: 1 });
    assert.equal(taken[0]?.taskId, first);
    for (let i = 0; i < 2; i++) await stage.claim(stage.ids.next('worker'));
    await stage.open(customerId, 1);
    accepted(await stage.skip(taken[0]!, quitter));
    await stage.settle();
    const claimed = await stage.claim(stage.ids.next('worker'), { count: 3 });
    assert.deepEqual(
      claimed.map((task) => task.taskId),
      [first, ...fresh],
    );
  },

  'within a priority, a task that one label can decide goes before one that came back and needs more': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const [abandoned, oneShort] = await stage.open(customerId, 2);
    const [fresh] = await stage.open(customerId);
    const quitter = stage.ids.next('worker');
    accepted(await stage.skip((await stage.claim(quitter))[0]!, quitter));
    await stage.labels(oneShort!, 'cat', 'dog');
    const claimed = await stage.claim(stage.ids.next('worker'), { count: 5 });
    assert.deepEqual(
      claimed.map((task) => task.taskId),
      [oneShort, abandoned, fresh],
    );
  },

  'a task goes to those who speak its language, in the order of arrival': async (stage) => {
    const customerId = await stage.customer();
    const [german] = await stage.open(customerId, 1, { language: 'de' });
    const [any] = await stage.open(customerId);
    const [american] = await stage.open(customerId, 1, { language: 'en-us' });
    const [english] = await stage.open(customerId, 1, { language: 'en' });
    const offered = async (languages: readonly string[]): Promise<readonly string[]> =>
      (await stage.claim(stage.ids.next('worker'), { languages, count: 20 })).map((task) => task.taskId);
    assert.deepEqual(await offered(['fr']), [any]);
    assert.deepEqual(await offered(['en', 'de-at']), [german, any, american, english]);
    assert.deepEqual(await offered(['en-gb']), [any, english]);
  },

  'a worker who learns a language is offered the older tasks in it': async (stage) => {
    const customerId = await stage.customer();
    const [german] = await stage.open(customerId, 1, { language: 'de' });
    const [any] = await stage.open(customerId);
    const workerId = stage.ids.next('worker');
    const [first] = await stage.claim(workerId, { count: 5 });
    assert.equal(first?.taskId, any);
    const [second] = await stage.claim(workerId, { languages: ['en', 'de'], count: 5 });
    assert.equal(second?.taskId, german);
  },

  'a skipped task is never offered to that worker again, but to others': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    accepted(await stage.skip(task!, workerId));
    await stage.settle();
    assert.deepEqual(await stage.claim(workerId, { count: 5 }), []);
    stage.nowMs += leaseMs * 2;
    assert.deepEqual(await stage.claim(workerId, { count: 5 }), []);
    assert.equal((await stage.claim(stage.ids.next('worker')))[0]?.taskId, taskId);
  },

  'a claim that lapsed returns the task, also to the very worker who let it lapse': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
    for (const workerId of workers) assert.equal((await stage.claim(workerId)).length, 1);
    assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
    stage.nowMs += leaseMs;
    const { examined } = await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 100 });
    if (!stage.lossy) assert.equal(examined, 3);
    await stage.settle();
    assert.equal((await stage.task(taskId!)).assignments.length, 0);
    for (const workerId of workers) assert.equal((await stage.claim(workerId))[0]?.taskId, taskId);
    assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
  },

  'a lapsed claim on a task that was still queued returns it to its worker too': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const workerId = stage.ids.next('worker');
    await stage.claim(workerId);
    assert.deepEqual(await stage.claim(workerId), []);
    stage.nowMs += leaseMs;
    // Another claim may notice the end of the lease before the lapse does.
    assert.equal((await stage.claim(stage.ids.next('worker'))).length, 1);
    await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 100 });
    await stage.settle();
    assert.equal((await stage.claim(workerId))[0]?.taskId, taskId);
  },

  'a deadline closes a task: unlabelled for nothing, labelled to be paid': async (stage) => {
    const customerId = await stage.customer();
    const expiresAtMs = stage.nowMs + 1_000;
    const [bare, labelled] = await stage.open(customerId, 2, { expiresAtMs });
    const [lasting] = await stage.open(customerId);
    await stage.labels(labelled!, 'dog');
    stage.nowMs = expiresAtMs;
    const claimed = await stage.claim(stage.ids.next('worker'), { count: 5 });
    assert.deepEqual(
      claimed.map((task) => task.taskId),
      [lasting],
    );
    const { closed } = await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 100 });
    if (!stage.lossy) assert.deepEqual(new Set(closed.map((task) => task.taskId)), new Set([bare, labelled]));
    await stage.settle();
    assert.deepEqual((await stage.task(bare!)).payment, { kind: 'none' });
    assert.deepEqual((await stage.task(labelled!)).payment, { kind: 'due', sinceMs: expiresAtMs });
    assert.equal((await stage.task(bare!)).state, 'expired');
    assert.deepEqual(await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 100 }), {
      examined: 0,
      closed: [],
    });
  },

  'lapsing stops at its limit and goes on from there': async (stage) => {
    const expiresAtMs = stage.nowMs + 1_000;
    await stage.open(await stage.customer(), 5, { expiresAtMs });
    const closed: string[] = [];
    for (let call = 0; call < 3; call++) {
      const lapsed = await stage.storage.tasks.lapse({ nowMs: expiresAtMs, limit: 2 });
      assert.ok(lapsed.examined <= 2);
      closed.push(...lapsed.closed.map((task) => task.taskId));
      await stage.settle();
    }
    if (!stage.lossy) assert.equal(new Set(closed).size, 5);
  },
};
