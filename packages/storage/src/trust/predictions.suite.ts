import assert from 'node:assert/strict';
import { customerRow, isReplayed, leafRecord, predictionsOf } from '@asg/domain';
import { accepted } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { sha256 } from '../sha256.ts';

const consensus = {
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 2,
  maxLabels: 10,
  threshold: 3,
  full: false,
} as const;
const cat = { model: 'm', option: 0 };

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
};
