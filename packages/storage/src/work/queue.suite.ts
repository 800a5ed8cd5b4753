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

  'a sensitive task goes to those who take such items, and to no others': async (stage) => {
    const customerId = await stage.customer();
    const [covered] = await stage.open(customerId, 1, { sensitive: true });
    const [plain] = await stage.open(customerId);
    const [german] = await stage.open(customerId, 1, { sensitive: true, language: 'de' });
    const offered = async (workerId: string, sensitive: boolean, languages: readonly string[] = ['en']) =>
      (await stage.claim(workerId, { sensitive, languages, count: 20 })).map(({ taskId }) => taskId);
    const careful = stage.ids.next('worker');
    assert.deepEqual(await offered(careful, false, ['de']), [plain]);
    assert.deepEqual(await offered(stage.ids.next('worker'), true), [covered, plain]);
    assert.deepEqual(
      await offered(careful, true, ['de']),
      [covered, german],
      'once they take them, the older ones',
    );
    assert.equal((await stage.task(covered ?? '')).sensitive, true);
  },

  'a task that is found to be sensitive goes on with those who take such items': async (stage) => {
    const customerId = await stage.customer();
    const [found] = await stage.open(customerId);
    const [plain] = await stage.open(customerId);
    const moderation = { do: 'moderate', moderation: 'sensitive', nowMs: stage.nowMs } as const;
    const taskId = found ?? '';
    for (let i = 0; i < 2; i++) accepted(await stage.change(taskId, moderation));
    await stage.settle();
    assert.equal((await stage.task(taskId)).moderation, 'sensitive');
    const offered = async (sensitive: boolean) =>
      (await stage.claim(stage.ids.next('worker'), { sensitive, count: 20 })).map((task) => task.taskId);
    assert.deepEqual(await offered(false), [plain]);
    assert.deepEqual(await offered(true), [taskId, plain], 'as one that came back');
  },

  'what is taken down is offered to nobody; labels that it had are paid, and a decision stands': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const [waiting, begun, decided] = await stage.open(customerId, 3);
    await stage.labels(begun ?? '', 'cat');
    await stage.labels(decided ?? '', 'cat', 'cat', 'cat');
    const moderation = { do: 'moderate', moderation: 'taken_down', nowMs: stage.nowMs } as const;
    for (const taskId of [waiting, begun, decided]) accepted(await stage.change(taskId ?? '', moderation));
    const sensitive = { ...moderation, moderation: 'sensitive' } as const;
    const later = await stage.change(waiting ?? '', sensitive);
    assert.equal(later.kind, 'repeated', 'it is final');
    await stage.settle();
    assert.deepEqual(await stage.claim(stage.ids.next('worker'), { sensitive: true, count: 5 }), []);
    const states = await Promise.all([waiting, begun, decided].map((taskId) => stage.task(taskId ?? '')));
    assert.deepEqual(
      states.map(({ state, payment, moderation: said }) => [state, payment.kind, said]),
      [
        ['expired', 'none', 'taken_down'],
        ['expired', 'due', 'taken_down'],
        ['verified', 'due', 'taken_down'],
      ],
    );
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
