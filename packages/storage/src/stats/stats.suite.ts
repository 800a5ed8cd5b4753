import assert from 'node:assert/strict';
import { agreementCategoriesMax, answerText, durationBucket, keptLabelSpec } from '@asg/domain';
import { payoutRules, startMs } from '../contract/builders.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';

/** The day of `startMs`. */
const date = '2025-06-15';
const today = { from: date, to: date };
const none = { pending: 0, in_progress: 0, verified: 0, settled: 0, expired: 0, cancelled: 0 };

async function tasksOf(stage: Stage, customerId: string) {
  const { days } = await stage.storage.stats.get(customerId, today);
  assert.equal(days.length, 1);
  return days[0]!.tasks;
}

export const statsSuite: Suite = {
  'a task is counted once, as what it is now, on the day it was made, for its customer': async (stage) => {
    const { storage } = stage;
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    const request = stage.request(ada, [stage.order(ada), stage.order(ada), stage.order(ada)]);
    await storage.tasks.open(request);
    await storage.tasks.open(request);
    await stage.settle();
    const [first, second, third] = request.tasks.map(({ order }) => order.taskId) as [string, string, string];
    await stage.open(bob, 1, { createdAtMs: startMs + 86_400_000 });
    assert.deepEqual(await tasksOf(stage, ada), { ...none, pending: 3 });
    await stage.labels(first, 'cat');
    assert.deepEqual(await tasksOf(stage, ada), { ...none, pending: 2, in_progress: 1 });
    await stage.labels(first, 'cat', 'dog');
    await stage.labels(second, 'dog');
    await storage.tasks.cancel({ taskId: second, nowMs: stage.nowMs });
    await storage.tasks.cancel({ taskId: third, nowMs: stage.nowMs });
    await stage.settle();
    assert.deepEqual(await tasksOf(stage, ada), { ...none, verified: 1, cancelled: 2 });
    const { settlement } = await stage.storeBatch(await stage.lane());
    stage.nowMs += 5_000;
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    const { days, settlementTimes, usage } = await storage.stats.get(ada, today);
    const tasks = { ...none, settled: 1, cancelled: 2 };
    assert.deepEqual(days, [{ date, tasks, decided: 1, confidenceMicros: 666_667 }]);
    assert.deepEqual(settlementTimes, [{ bucket: durationBucket(5_000), count: 1 }]);
    assert.deepEqual(
      usage.map((day) => [day.date, day.tasksSettled, day.tasksPaidUnlabelled, day.payoutSats]),
      [[date, 1, 1, 3 * payoutRules.payoutSats]],
    );
    assert.deepEqual(await storage.stats.get(bob, today), {
      days: [],
      usage: [],
      settlementTimes: [],
      agreement: [],
      templates: [],
    });
    const later = await storage.stats.get(bob, { from: date, to: '2025-06-16' });
    assert.deepEqual(later.days, [
      { date: '2025-06-16', tasks: { ...none, pending: 1 }, decided: 0, confidenceMicros: 0 },
    ]);
  },

  'agreement is summed by type over closed tasks with two labels or more': async (stage) => {
    const customerId = await stage.customer();
    const [first, second, third] = (await stage.open(customerId, 3)) as [string, string, string];
    const [mood] = await stage.open(customerId, 1, { type: 'sentiment' });
    await stage.labels(first, 'cat', 'cat', 'dog');
    await stage.labels(second, 'dog', 'dog', 'dog');
    await stage.labels(third, 'bird');
    await stage.storage.tasks.cancel({ taskId: third, nowMs: stage.nowMs });
    await stage.labels(mood!, 'cat', 'dog');
    await stage.settle();
    const open = await stage.storage.stats.get(customerId, today);
    const images = { type: 'image_classification', tasks: 2, pairable: 6, disagreement: 2, squares: 20 };
    assert.deepEqual(open.agreement, [images]);
    await stage.storage.tasks.cancel({ taskId: mood!, nowMs: stage.nowMs });
    await stage.settle();
    const { agreement } = await stage.storage.stats.get(customerId, today);
    const moods = { type: 'sentiment', tasks: 1, pairable: 2, disagreement: 2, squares: 2 };
    assert.deepEqual(agreement, [images, moods]);
  },

  'agreement counts so many different labels of a day and type, and measures no task beyond': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const consensus = { policy: 'threshold', threshold: 2, earlyStop: false, maxLabels: 2 } as const;
    const label = async (...options: readonly [string, string]) => {
      const [taskId] = await stage.open(customerId, 1, {
        consensus,
        labelSpec: { question: 'Who?', options },
      });
      await stage.labels(taskId!, ...options);
    };
    const measured = async () => (await stage.storage.stats.get(customerId, today)).agreement[0]!.tasks;
    for (let i = 0; i < agreementCategoriesMax / 2; i++) await label(`a${i}`, `b${i}`);
    assert.equal(await measured(), agreementCategoriesMax / 2);
    await label('a0', 'new');
    assert.equal(await measured(), agreementCategoriesMax / 2);
    await label('a0', 'b1');
    assert.equal(await measured(), agreementCategoriesMax / 2 + 1);
  },

  'of answers that are nearer or farther it is counted which stand beside each other': async (stage) => {
    const customerId = await stage.customer();
    const type = 'rating';
    const labelSpec = keptLabelSpec({
      type,
      label_spec: { question: 'How good?', scale: { from: 1, to: 5 } },
    });
    const rate = async (...answers: readonly string[]) => {
      const [taskId] = await stage.open(customerId, 1, { type, labelSpec });
      await stage.labels(taskId!, ...answers);
    };
    await rate('5', '4', '5');
    await rate('2', '2', '2');
    await rate('1', '2', '2');
    const { templates, agreement } = await stage.storage.stats.get(customerId, today);
    const template = templateOf({ type, labelSpec });
    const pairs = [
      { one: 0, other: 1, weight: 1 },
      { one: 1, other: 1, weight: 2 },
      { one: 3, other: 4, weight: 1 },
      { one: 4, other: 4, weight: 0.5 },
    ];
    const sums = { tasks: 3, pairable: 9, disagreement: 0, squares: 0, pairs };
    assert.deepEqual(templates, [{ template, type, options: ['1', '2', '3', '4', '5'], ...sums }]);
    assert.deepEqual(agreement, [], 'texts say nothing of how far they are apart');
  },

  'of sets, so many different ones of a template and day are counted; a task beyond is not': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const type = 'multi_label';
    const options = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const labelSpec = keptLabelSpec({ type, label_spec: { question: 'Which?', options } });
    const label = async (place: number) => {
      const [taskId] = await stage.open(customerId, 1, { type, labelSpec });
      const given = answerText({ labelSpec }, place);
      await stage.labels(taskId!, given, given, given);
    };
    for (let place = 0; place <= agreementCategoriesMax; place++) await label(place);
    await label(1);
    const { templates } = await stage.storage.stats.get(customerId, today);
    const { tasks, pairs } = templates[0] ?? assert.fail('it is not measured');
    assert.deepEqual([tasks, pairs?.length], [agreementCategoriesMax + 1, agreementCategoriesMax]);
    assert.deepEqual(pairs?.[1], { one: 1, other: 1, weight: 3 });
  },
};
