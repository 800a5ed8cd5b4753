import assert from 'node:assert/strict';
import {
  beginOf,
  customerRow,
  isReplayed,
  keptLabelSpec,
  leafRecord,
  predictionsOf,
  type StartSums,
  startsAfter,
  type Task,
} from '@asg/domain';
import { accepted } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { addGold, claimTrust } from '../contract/trust-stage.ts';
import { sha256 } from '../sha256.ts';

const consensus = {
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 2,
  maxLabels: 10,
  threshold: 3,
  full: false,
} as const;
/** The day on which the suite makes its tasks. */
const today = { from: '2025-06-15', to: '2025-06-15' };
const cat = { model: 'm', option: 0 };

const spansOf = (...starts: readonly number[]): string =>
  JSON.stringify({ spans: starts.map((start) => ({ start, end: start + 5, label: 'ORG' })) });
const spans = {
  type: 'text_spans',
  labelSpec: keptLabelSpec({
    type: 'text_spans',
    label_spec: { question: 'Who?', classes: ['ORG'], start_with: 'm' },
  }),
  values: [spansOf(0, 20)],
} as const;
const begun = { ...spans, predictions: [{ model: 'm', option: 0 }], start: 0 } as const;

export const predictionSuite: Suite = {
  'predictions come with a task or later, and the later one of a model takes the place of the earlier':
    async (stage) => {
      const [taskId = ''] = await stage.open(await stage.customer(), 1, { consensus, predictions: [cat] });
      const later = [{ model: 'n', option: 1, scores: [100_000, 900_000, 0] }];
      const predict = { do: 'predict', predictions: later, nowMs: stage.nowMs } as const;
      accepted(await stage.change(taskId, predict));
      assert.equal((await stage.change(taskId, predict)).kind, 'repeated');
      accepted(await stage.change(taskId, { ...predict, predictions: [{ model: 'm', option: 2 }] }));
      const task = await stage.task(taskId);
      assert.deepEqual(predictionsOf(task), [...later, { model: 'm', option: 2 }]);
      assert.deepEqual(task.predictions, [cat]);
      const [claimed] = await stage.claim(stage.ids.next('worker'));
      assert.equal(claimed?.taskId, taskId);
      accepted(await stage.storage.tasks.cancel({ taskId, nowMs: stage.nowMs }));
      const refused = await stage.change(taskId, { ...predict, predictions: [cat] });
      assert.ok(refused.kind === 'refused' && refused.reason === 'not_open');
    },

  'what a customer’s model is worth is in that customer’s record alone, and counts there': async (stage) => {
    const [one, other] = [await stage.customer(), await stage.customer()];
    const decide = async (customerId: string) => {
      const [taskId = ''] = await stage.open(customerId, 1, { consensus, predictions: [cat] });
      for (;;) {
        await stage.labels(taskId, 'cat');
        const task = await stage.task(taskId);
        if (task.closedAtMs !== null) return task;
      }
    };
    for (let i = 0; i < 40; i++) await decide(one);
    const task = await decide(one);
    assert.equal(task.decision?.workerCount, 1);
    assert.ok(isReplayed(task));
    assert.equal(leafRecord(task, sha256).model_count, 1);
    const stranger = await decide(other);
    assert.ok((stranger.decision?.workerCount ?? 0) > 1);
    assert.equal(leafRecord(stranger, sha256).model_count, undefined);
    const record = (key: string) => stage.storage.models.template(key);
    const own = await record(customerRow(one, templateOf(task)));
    assert.deepEqual(
      own?.predictors?.map(({ model, tasks }) => [model, tasks]),
      [['m', 41]],
    );
    assert.equal((await record(templateOf(task)))?.predictors, undefined);
  },

  'what workers begin with is kept with a task, a label tells who did, and what that does is summed up once':
    async (stage) => {
      const customerId = await stage.customer();
      const texts = [spansOf(0), spansOf(0, 20), spansOf(0, 20)];
      const closed: Task[] = [];
      for (let i = 0; i < 3; i++) {
        const [taskId = ''] = await stage.open(customerId, 1, begun);
        assert.equal((await stage.task(taskId)).start, 0);
        const workers = await stage.labels(taskId, ...texts);
        const task = await stage.task(taskId);
        assert.deepEqual(
          task.labels.map(({ began }) => began),
          workers.map((workerId) => beginOf(task, workerId)),
        );
        closed.push(task);
      }
      const [plainId = ''] = await stage.open(customerId, 1, spans);
      await stage.labels(plainId, ...texts);
      const plain = await stage.task(plainId);
      assert.ok(plain.start === undefined && plain.labels.every((label) => !('began' in label)));
      const template = templateOf(begun);
      const known = await stage.storage.models.template(customerRow(customerId, template));
      assert.deepEqual(
        known?.starts,
        closed.reduce<readonly StartSums[]>((sums, task) => startsAfter(sums, task), []),
      );
      const { templates, agreement } = await stage.storage.stats.get(customerId, today);
      assert.deepEqual(
        templates.map(({ template: one, tasks, pairs }) => [one, tasks, pairs]),
        [[template, 3, []]],
      );
      assert.deepEqual(agreement, []);
    },

  'gold that begins with a model’s marks goes among tasks that do, and no other': async (stage) => {
    const customerId = await stage.customer();
    const values = [spansOf(0), ...spans.values];
    const { type, labelSpec } = spans;
    await addGold(stage, 2, { type, labelSpec, values: values.slice(0, 1) });
    const [first] = await addGold(stage, 1, { type, labelSpec, values, start: 1 });
    const workerId = stage.ids.next('worker');
    await stage.open(customerId, 1, begun);
    const trust = claimTrust(stage, 'gold');
    const given = await stage.claim(workerId, { trust });
    const golds = given.filter(({ gold }) => gold !== undefined);
    assert.deepEqual(
      golds.map(({ gold, start }) => [gold?.goldId, start]),
      [[first?.goldId, 1]],
    );
  },
};
