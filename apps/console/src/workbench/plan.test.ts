import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '@asg/sdk';
import { drawn, planIn, planOf, planText } from './plan.ts';

const at = Date.parse('2026-04-09T12:00:00Z');
const when = (seconds: number): string => new Date(at + seconds * 1_000).toISOString();
type Drawable = Pick<Task, 'task_id' | 'decision' | 'review'>;
const decided = (n: number, seconds = -60): Drawable => ({
  task_id: `tsk_${String(n).padStart(4, '0')}`,
  decision: {
    consensus_label: 'cat',
    confidence: 0.7,
    agreement_count: 2,
    worker_count: 3,
    decided_at: when(seconds),
  },
});
const reviewed = (task: Drawable, seconds: number): Drawable => ({
  ...task,
  review: {
    verdict: 'accepted',
    label: 'cat',
    consensus_label: 'cat',
    note: null,
    reviewed_by: 'key_1',
    reviewed_at: when(seconds),
  },
});
const ids = (tasks: readonly Drawable[]) => tasks.map(({ task_id }) => task_id);

test('what was drawn stays drawn while it is reviewed, and whatever is decided meanwhile', () => {
  const tasks = Array.from({ length: 50 }, (_, n) => decided(n));
  const first = ids(drawn(tasks, 8, at));
  assert.equal(first.length, 8);
  const meanwhile = [...tasks.map((task) => reviewed(task, 30)), decided(60, 5), decided(61, 9)];
  assert.deepEqual(ids(drawn(meanwhile, 8, at)), first);
  assert.notDeepEqual(first, ids(tasks.slice(0, 8)), 'by lot');
});

test('what was reviewed before, and what is not decided, is not drawn', () => {
  const open: Drawable = { task_id: 'tsk_9999', decision: null };
  const tasks = [reviewed(decided(1), -1), decided(2), decided(3), open];
  assert.deepEqual(ids(drawn(tasks, 10, at)), ['tsk_0002', 'tsk_0003']);
});

test('an address keeps the moment and what is to be reviewed of each bin, and nothing else is a plan', () => {
  const bin = { tasks: 40, reviewed: 0, corrected: 0, confidence: 0.67 };
  const by_confidence = [
    { ...bin, from: 0.65, to: 0.7, reviews: 20 },
    { ...bin, from: 0.7, to: 0.75, reviews: 0 },
    { ...bin, from: 0.95, to: 1, reviews: 3 },
  ];
  const text = planText(planOf({ plan: { reviews_for_one_point: 23, by_confidence } }, at));
  assert.deepEqual(planIn(text), {
    atMs: at,
    bins: [
      { from: 0.65, to: 0.7, reviews: 20 },
      { from: 0.95, to: 1, reviews: 3 },
    ],
  });
  for (const other of [null, '', 'x', `${at}`, `${at}_1-2`, `${at}_a-b-c`]) assert.equal(planIn(other), null);
});
