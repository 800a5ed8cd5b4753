import assert from 'node:assert/strict';
import { type OpenTasksOutcome, openTask } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const keyed = (key: string, bodyHash = 'body') => ({ key, bodyHash });

function opened(outcome: OpenTasksOutcome): Extract<OpenTasksOutcome, { kind: 'opened' }> {
  assert.ok(outcome.kind === 'opened', JSON.stringify(outcome));
  return outcome;
}

/** Opens one task under a key. */
function submit(stage: Stage, customerId: string, key: string, bodyHash = 'body'): Promise<OpenTasksOutcome> {
  const tasks = [{ order: stage.order(customerId), idempotency: keyed(key, bodyHash) }];
  return stage.storage.tasks.open({ customerId, tasks, batch: null, nowMs: stage.nowMs });
}

export const intakeSuite: Suite = {
  'an opened task is stored as ordered and takes 1 from the quota': async (stage) => {
    const customerId = await stage.customer(10);
    const order = stage.order(customerId, {
      language: 'pt-br',
      expiresAtMs: stage.nowMs + 5_000,
      metadata: null,
    });
    const outcome = opened(await stage.storage.tasks.open(stage.request(customerId, [order])));
    assert.deepEqual(outcome.tasks, [
      { taskId: order.taskId, createdAtMs: order.createdAtMs, repeated: false },
    ]);
    assert.deepEqual(await stage.storage.tasks.get(order.taskId), openTask(order));
    assert.equal(await stage.quotaLeft(customerId), 9);
  },

  'metadata that a double would change is stored as the text that it is': async (stage) => {
    const customerId = await stage.customer();
    const metadata = '{"id":1234567890123456789,"f":1.10,"e":1e400}';
    const order = stage.order(customerId, { metadata });
    opened(await stage.storage.tasks.open(stage.request(customerId, [order])));
    assert.deepEqual(await stage.storage.tasks.get(order.taskId), openTask(order));
    const [listed] = await stage.storage.tasks.many([order.taskId]);
    assert.equal(listed?.metadata, metadata);
  },

  'tasks are read in the order asked for, null where there is none': async (stage) => {
    const [a, b] = await stage.open(await stage.customer(), 2);
    const found = await stage.storage.tasks.many([b!, stage.ids.next('task'), a!]);
    assert.deepEqual(
      found.map((task) => task?.taskId ?? null),
      [b, null, a],
    );
  },

  '12 submissions at once with a quota of 2 open exactly 2': async (stage) => {
    const customerId = await stage.customer(2);
    const requests = Array.from({ length: 12 }, () => stage.request(customerId, [stage.order(customerId)]));
    const outcomes = await Promise.all(requests.map((request) => stage.storage.tasks.open(request)));
    assert.equal(outcomes.filter((outcome) => outcome.kind === 'opened').length, 2);
    assert.ok(outcomes.every((o) => o.kind === 'opened' || o.kind === 'quota_exhausted'));
    assert.equal(await stage.quotaLeft(customerId), 0);
  },

  'a submission sent again gives the first answer and takes no quota, even when none is left': async (
    stage,
  ) => {
    const customerId = await stage.customer(1);
    const request = stage.request(customerId, [stage.order(customerId)]);
    const first = await stage.storage.tasks.open(request);
    assert.deepEqual(await stage.storage.tasks.open(request), first);
    assert.equal(await stage.quotaLeft(customerId), 0);
  },

  '20 equal submissions at once with one key open one task': async (stage) => {
    const customerId = await stage.customer(100);
    const submissions = Array.from({ length: 20 }, () => submit(stage, customerId, 'k1'));
    const outcomes = (await Promise.all(submissions)).map(opened);
    assert.equal(new Set(outcomes.map((outcome) => outcome.tasks[0]!.taskId)).size, 1);
    assert.equal(outcomes.filter((outcome) => !outcome.tasks[0]!.repeated).length, 1);
    assert.equal(await stage.quotaLeft(customerId), 99);
  },

  'a key with another body is a conflict, and opens nothing': async (stage) => {
    const customerId = await stage.customer(10);
    opened(await submit(stage, customerId, 'k1'));
    const tasks = [
      { order: stage.order(customerId), idempotency: null },
      { order: stage.order(customerId), idempotency: keyed('k1', 'another body') },
    ];
    const outcome = await stage.storage.tasks.open({ customerId, tasks, batch: null, nowMs: stage.nowMs });
    assert.deepEqual(outcome, { kind: 'idempotency_conflict', index: 1 });
    assert.equal(await stage.storage.tasks.get(tasks[0]!.order.taskId), null);
    assert.equal(await stage.quotaLeft(customerId), 9);
  },

  "one customer's keys are nothing to another": async (stage) => {
    const [one, two] = [await stage.customer(5), await stage.customer(5)];
    opened(await submit(stage, one, 'k1', 'body of one'));
    assert.equal(opened(await submit(stage, two, 'k1', 'body of two')).tasks[0]!.repeated, false);
  },

  'a key used twice within one batch names one task': async (stage) => {
    const customerId = await stage.customer(10);
    const tasks = ['k1', 'k2', 'k1'].map((key) => ({
      order: stage.order(customerId),
      idempotency: keyed(key),
    }));
    const outcome = opened(
      await stage.storage.tasks.open({ customerId, tasks, batch: null, nowMs: stage.nowMs }),
    );
    assert.equal(outcome.tasks[2]!.taskId, outcome.tasks[0]!.taskId);
    assert.deepEqual(
      outcome.tasks.map((task) => task.repeated),
      [false, false, true],
    );
    assert.equal(await stage.quotaLeft(customerId), 8);
  },

  'a batch that the quota does not cover opens nothing': async (stage) => {
    const customerId = await stage.customer(3);
    const orders = Array.from({ length: 4 }, () => stage.order(customerId));
    const batchId = stage.ids.next('batch');
    const request = { ...stage.request(customerId, orders), batch: { batchId, idempotency: null } };
    assert.deepEqual(await stage.storage.tasks.open(request), { kind: 'quota_exhausted', quotaLeft: 3 });
    assert.equal(await stage.quotaLeft(customerId), 3);
    assert.equal(await stage.storage.tasks.batch(batchId), null);
    assert.ok(
      (await stage.storage.tasks.many(orders.map((order) => order.taskId))).every((task) => task === null),
    );
    assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
  },

  'a batch lists the tasks that its lines really became': async (stage) => {
    const customerId = await stage.customer(10);
    const earlier = opened(await submit(stage, customerId, 'k1')).tasks[0]!.taskId;
    const fresh = stage.order(customerId);
    const batchId = stage.ids.next('batch');
    const tasks = [
      { order: stage.order(customerId), idempotency: keyed('k1') },
      { order: fresh, idempotency: null },
    ];
    const batch = { batchId, idempotency: null };
    const outcome = opened(await stage.storage.tasks.open({ customerId, tasks, batch, nowMs: stage.nowMs }));
    assert.equal(outcome.batchId, batchId);
    assert.deepEqual(await stage.storage.tasks.batch(batchId), {
      batchId,
      customerId,
      taskIds: [earlier, fresh.taskId],
      createdAtMs: stage.nowMs,
    });
    assert.deepEqual(await stage.storage.tasks.batchHead(batchId), {
      customerId,
      createdAtMs: stage.nowMs,
      taskCount: 2,
      repeated: [earlier],
    });
    assert.equal(await stage.storage.tasks.batchHead(stage.ids.next('batch')), null);
    assert.equal(await stage.storage.tasks.countBatch(stage.ids.next('batch')), false);
    assert.equal(await stage.quotaLeft(customerId), 8);
  },

  'tasks of a request that are there already are not opened again, however many there are': async (stage) => {
    const customerId = await stage.customer(100);
    const orders = Array.from({ length: 40 }, (_, i) =>
      stage.order(customerId, {
        dataUrl: `https://example.com/${'ä'.repeat(i * i)}`,
        ...(i >= 20 && i < 23 && { language: 'de' }),
      }),
    );
    const some = orders.filter((_, i) => i % 7 === 0 || i > 30);
    opened(await stage.storage.tasks.open(stage.request(customerId, some)));
    const { tasks } = opened(await stage.storage.tasks.open(stage.request(customerId, orders)));
    const ids = orders.map(({ taskId }) => taskId);
    assert.deepEqual(
      tasks.map(({ taskId }) => taskId),
      ids,
    );
    assert.deepEqual(await stage.storage.tasks.many(ids), orders.map(openTask));
    assert.equal(await stage.quotaLeft(customerId), 60);
    const request = { languages: ['en', 'de'], count: 40 };
    const claimed = await stage.claim(stage.ids.next('worker'), request);
    const others = ids.filter((id) => !some.some(({ taskId }) => taskId === id));
    assert.deepEqual(
      claimed.map(({ taskId }) => taskId),
      [...some.map(({ taskId }) => taskId), ...others],
    );
  },

  'equal batches at once with one key open one batch': async (stage) => {
    const customerId = await stage.customer(100);
    const submitBatch = (bodyHash: string): Promise<OpenTasksOutcome> =>
      stage.storage.tasks.open({
        ...stage.request(customerId, [stage.order(customerId), stage.order(customerId)]),
        batch: { batchId: stage.ids.next('batch'), idempotency: keyed('b1', bodyHash) },
      });
    const outcomes = (await Promise.all(Array.from({ length: 10 }, () => submitBatch('body')))).map(opened);
    assert.equal(new Set(outcomes.map((outcome) => outcome.batchId)).size, 1);
    assert.equal(outcomes.filter((outcome) => !outcome.batchRepeated).length, 1);
    assert.equal(new Set(outcomes.flatMap((o) => o.tasks.map((task) => task.taskId))).size, 2);
    assert.equal(await stage.quotaLeft(customerId), 98);
    assert.deepEqual(await submitBatch('another body'), { kind: 'idempotency_conflict', index: null });
  },

  'a batch sent again gives the first answer': async (stage) => {
    const customerId = await stage.customer(3);
    const orders = Array.from({ length: 3 }, () => stage.order(customerId));
    const batch = { batchId: stage.ids.next('batch'), idempotency: keyed('b1') };
    const request = { ...stage.request(customerId, orders), batch };
    const first = await stage.storage.tasks.open(request);
    assert.equal(opened(first).batchRepeated, false);
    assert.deepEqual(await stage.storage.tasks.open(request), first);
    assert.equal(await stage.quotaLeft(customerId), 0);
  },
};
