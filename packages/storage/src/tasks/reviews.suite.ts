import assert from 'node:assert/strict';
import {
  type ListScope,
  listName,
  type Review,
  type ReviewEvent,
  reviewOf,
  reviewSum,
  type TaskSort,
  templateKey,
} from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';

type Said = Omit<Review, 'atMs'>;
const by = 'key_1';

function review(stage: Stage, taskId: string, said: Said | null) {
  return stage.change(taskId, { do: 'review', review: said, nowMs: stage.nowMs });
}

async function listed({ storage }: Stage, customerId: string, sort: TaskSort, scope: ListScope) {
  const list = listName(customerId, sort, scope, sha256);
  const found = await storage.tasks.listed({ list, after: null, before: null, order: 'asc', limit: 9 });
  return found.map(({ taskId }) => taskId);
}

export const reviewsSuite: Suite = {
  'a review is kept beside the decision, once, and is an event, a place in lists and a sum': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const jobId = stage.ids.next('job');
    const [taskId] = await stage.open(customerId, 1, { jobId });
    const early = await review(stage, taskId!, { verdict: 'accepted', option: 0, by });
    assert.equal(early.kind, 'refused');
    await stage.labels(taskId!, 'cat', 'dog', 'cat');
    const before = await stage.task(taskId!);
    const { options } = before.labelSpec;
    const [cat, dog] = [options.indexOf('cat'), options.indexOf('dog')];
    const corrected = { verdict: 'corrected', option: dog, note: 'a fox', by } as const;
    assert.ok(isKept(await review(stage, taskId!, corrected)));
    assert.equal((await review(stage, taskId!, corrected)).kind, 'repeated');
    assert.equal((await review(stage, taskId!, { ...corrected, option: cat })).kind, 'refused');
    const { reviewed: _reviewed, ...after } = await stage.task(taskId!);
    assert.deepEqual(after, before);
    assert.deepEqual(reviewOf(await stage.task(taskId!)), { ...corrected, atMs: stage.nowMs });
    assert.ok(isKept(await review(stage, taskId!, { verdict: 'accepted', option: cat, by })));
    await stage.settle();
    const template = templateKey(before, sha256);
    const places = [
      ['created', {}],
      ['decided', {}],
      ['decided', { jobId }],
      ['confidence', {}],
      ['confidence', { jobId }],
      ['confidence', { template }],
    ] as const;
    for (const [sort, scope] of places)
      assert.deepEqual(
        await listed(stage, customerId, sort, { ...scope, review: 'accepted' }),
        [taskId],
        sort,
      );
    const sums = () => stage.storage.stats.results([reviewSum({ of: 'job', id: jobId }, template)]);
    assert.deepEqual(nonZero((await sums())[0]), { r13: 1 });
    assert.ok(isKept(await review(stage, taskId!, null)));
    assert.equal((await review(stage, taskId!, null)).kind, 'repeated');
    await stage.settle();
    assert.deepEqual(nonZero((await sums())[0]), {});
    const events = await stage.storage.events.after(customerId, { after: null, limit: 9 });
    const said = events.filter((event): event is ReviewEvent => event.type === 'task.reviewed');
    assert.deepEqual(
      said.map((event) => [event.taskId, event.said]),
      [
        [taskId, { verdict: 'corrected', option: dog }],
        [taskId, { verdict: 'accepted', option: cat }],
        [taskId, null],
      ],
    );
    assert.equal(new Set(said.map(({ eventId }) => eventId)).size, 3);
  },

  'with its content the words of a review go, also those that came later; the verdict stays': async (
    stage,
  ) => {
    const [taskId] = await stage.open(await stage.customer());
    await stage.labels(taskId!, 'cat', 'cat', 'dog');
    const { decision } = await stage.task(taskId!);
    const accepted = { verdict: 'accepted', option: decision!.option, by } as const;
    for (const note of ['before', 'after']) {
      await review(stage, taskId!, { ...accepted, note });
      const erased = await stage.storage.tasks.erase({ taskId: taskId!, nowMs: stage.nowMs });
      assert.deepEqual(erased, await stage.task(taskId!));
      assert.deepEqual(reviewOf(erased!), { ...accepted, atMs: stage.nowMs });
      assert.equal(erased!.dataUrl, '');
    }
  },

  'a task that asks again is for nobody who labelled the first, and one at a time is named there': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const [first] = await stage.open(customerId);
    await stage.labels(first!, 'cat', 'cat', 'dog');
    const workers = (await stage.task(first!)).labels.map(({ workerId }) => workerId);
    const order = stage.order(customerId, { relabelOf: first!, excluded: workers });
    await stage.storage.tasks.open(stage.request(customerId, [order]));
    assert.deepEqual((await stage.task(order.taskId)).excluded, workers);
    for (const workerId of workers) assert.deepEqual(await stage.claim(workerId), []);
    const link = (taskId: string, inPlaceOf: string | null) =>
      stage.change(first!, { do: 'relabel', by: taskId, inPlaceOf, nowMs: stage.nowMs });
    assert.ok(isKept(await link(order.taskId, null)));
    assert.equal((await link(order.taskId, null)).kind, 'repeated');
    assert.equal((await link(stage.ids.next('task'), null)).kind, 'refused');
    assert.equal((await stage.task(first!)).relabelledBy, order.taskId);
    const other = stage.ids.next('worker');
    assert.equal((await stage.claim(other)).length, 1);
  },
};

/** A change whose answer was lost is sent again, and is repeated then. */
const isKept = ({ kind }: { readonly kind: string }): boolean => kind === 'applied' || kind === 'repeated';

const nonZero = (figures: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== 0));
