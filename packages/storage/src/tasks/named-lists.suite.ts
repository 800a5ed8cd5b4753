import assert from 'node:assert/strict';
import { allPlaces, type ListScope, listName, placeOf, type TaskSort, templateKey } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';
import type { ListStretch } from './store.ts';

async function idsIn(
  { storage }: Stage,
  customerId: string,
  sort: TaskSort,
  scope: ListScope,
  stretch: Partial<ListStretch> = {},
): Promise<readonly string[]> {
  const list = listName(customerId, sort, scope, sha256);
  const all = { list, after: null, before: null, order: 'desc', limit: 100 } as const;
  return (await storage.tasks.listed({ ...all, ...stretch })).map(({ taskId }) => taskId);
}

const order = { key: 'order', value: '"4711"' };

export const namedListSuite: Suite = {
  'a new task stands in the lists of the chosen members of its metadata': async (stage) => {
    const [customerId, other] = [await stage.customer(), await stage.customer()];
    await stage.storage.listedKeys.choose({ customerId, keys: ['order'] });
    assert.deepEqual(await stage.storage.listedKeys.of(customerId), ['order']);
    assert.deepEqual(await stage.storage.listedKeys.of(other), []);
    const [mine] = await stage.open(customerId, 1, { metadata: { order: '4711', shop: 'a' } });
    await stage.open(customerId);
    await stage.open(other, 1, { metadata: { order: '4711' } });
    assert.deepEqual(await idsIn(stage, customerId, 'created', { metadata: order }), [mine]);
    const number = { key: 'order', value: '4711' };
    assert.deepEqual(await idsIn(stage, customerId, 'created', { metadata: number }), []);
    assert.deepEqual(await idsIn(stage, other, 'created', { metadata: order }), [], 'it chose no key');
  },

  'a decision puts a task into lists by time and by confidence, and what ends without one into that of its status':
    async (stage) => {
      const customerId = await stage.customer();
      await stage.storage.listedKeys.choose({ customerId, keys: ['order'] });
      const taskIds = await stage.open(customerId, 3, { metadata: { order: '4711' } });
      const [sure, unsure, open] = taskIds;
      await stage.labels(sure!, 'cat', 'cat', 'cat');
      stage.nowMs += 1;
      await stage.labels(unsure!, 'cat', 'dog', 'cat');
      const listed = (sort: TaskSort, scope: ListScope, stretch: Partial<ListStretch> = {}) =>
        idsIn(stage, customerId, sort, scope, stretch);
      const template = templateKey(await stage.task(sure!), sha256);
      for (const scope of [{}, { metadata: order }])
        assert.deepEqual(await listed('decided', scope), [unsure, sure], JSON.stringify(scope));
      for (const scope of [{}, { template }, { template, answer: 'cat' }, { metadata: order }]) {
        assert.deepEqual(await listed('confidence', scope), [sure, unsure], JSON.stringify(scope));
        assert.deepEqual(await listed('confidence', scope, { order: 'asc' }), [unsure, sure]);
      }
      const place = placeOf('confidence', await stage.task(unsure!));
      assert.deepEqual(await listed('confidence', {}, { after: place }), [sure]);
      assert.deepEqual(await listed('confidence', {}, { before: place }), []);
      assert.deepEqual(await listed('confidence', {}, { order: 'asc', limit: 1 }), [unsure]);
      assert.deepEqual(await listed('confidence', { template, answer: 'dog' }), []);
      assert.deepEqual(await listed('created', { answer: 'cat' }), [unsure, sure]);
      await stage.storage.tasks.cancel({ taskId: open!, nowMs: stage.nowMs });
      await stage.settle();
      assert.deepEqual(await listed('created', { status: 'cancelled' }), [open]);
    },

  'a stretch of tasks gets its places by a key that was chosen later, and keeps it': async (stage) => {
    const customerId = await stage.customer();
    const taskIds = await stage.open(customerId, 3, { metadata: { order: '4711' } });
    const [first, second, third] = taskIds;
    await stage.labels(third!, 'cat', 'cat', 'cat');
    const listed = (sort: TaskSort) => idsIn(stage, customerId, sort, { metadata: order });
    await stage.storage.listedKeys.choose({ customerId, keys: ['order'] });
    assert.deepEqual(await listed('created'), []);
    const fill = (before: string | null) =>
      stage.storage.tasks.fillLists({ customerId, before, keys: ['order'], limit: 2 });
    assert.equal(await fill(null), second);
    await stage.settle();
    assert.deepEqual(await listed('created'), [third, second]);
    assert.equal(await fill(second!), null);
    for (let i = 0; i < 2; i++) await fill(null);
    await stage.settle();
    assert.deepEqual(await listed('created'), [third, second, first]);
    assert.deepEqual(await listed('decided'), [third]);
    stage.nowMs += 1;
    await stage.labels(first!, 'dog', 'dog', 'dog');
    assert.deepEqual(await listed('decided'), [first, third]);
  },

  'a task whose content is erased is listed by its metadata no more, and stays where its answer put it':
    async (stage) => {
      const customerId = await stage.customer();
      await stage.storage.listedKeys.choose({ customerId, keys: ['order'] });
      const [taskId] = await stage.open(customerId, 1, { metadata: { order: '4711' } });
      await stage.labels(taskId!, 'cat', 'cat', 'cat');
      const before = await stage.task(taskId!);
      await stage.storage.tasks.erase({ taskId: taskId!, nowMs: stage.nowMs });
      await stage.settle();
      assert.deepEqual(await idsIn(stage, customerId, 'created', { metadata: order }), []);
      assert.deepEqual(await idsIn(stage, customerId, 'confidence', { metadata: order }), []);
      const kept = allPlaces(before, [], sha256);
      for (const [list] of kept) {
        const all = { list, after: null, before: null, order: 'asc', limit: 9 } as const;
        const found = await stage.storage.tasks.listed(all);
        assert.deepEqual(
          found.map((task) => task.taskId),
          [taskId],
        );
      }
    },

  'a task is found by the idempotency key of its customer': async (stage) => {
    const [customerId, other] = [await stage.customer(), await stage.customer()];
    const key = { key: 'order-4711', bodyHash: 'a'.repeat(64) };
    const made = stage.order(customerId);
    const request = { ...stage.request(customerId, []), tasks: [{ order: made, idempotency: key }] };
    await stage.storage.tasks.open(request);
    await stage.settle();
    assert.equal(await stage.storage.tasks.byKey({ customerId, key: key.key }), made.taskId);
    assert.equal(await stage.storage.tasks.byKey({ customerId, key: 'order-4712' }), null);
    assert.equal(await stage.storage.tasks.byKey({ customerId: other, key: key.key }), null);
  },

  'a walk through what is stored goes on where it was, and begins anew where a key is chosen': async ({
    storage,
    ids,
    nowMs,
  }) => {
    const sourceId = ids.next('customer');
    const begin = (atMs: number, isAnew: boolean) =>
      storage.listWalks.begin({ sourceId, nowMs: atMs, isAnew });
    const underWay = () => storage.listWalks.underWay({ limit: 10, after: null });
    for (let i = 0; i < 2; i++) await begin(nowMs, false);
    const [walk] = await underWay();
    assert.ok(walk !== undefined);
    assert.deepEqual([walk.at, walk.sinceMs, walk.isDone], [null, nowMs, false]);
    await storage.listWalks.move({ ...walk, at: 'tsk_5' });
    await storage.listWalks.move({ ...walk, at: 'tsk_9' });
    const [moved] = await underWay();
    assert.equal(moved?.at, 'tsk_5', 'of two who go on from one state the first does');
    await begin(nowMs + 1, false);
    assert.deepEqual(await underWay(), [moved]);
    await begin(nowMs + 1, true);
    const [again] = await underWay();
    assert.ok(again !== undefined);
    assert.deepEqual([again.at, again.sinceMs], [null, nowMs + 1]);
    await storage.listWalks.move({ ...again, isDone: true });
    assert.deepEqual(await underWay(), []);
    assert.equal((await storage.listWalks.get(sourceId))?.isDone, true);
  },
};
