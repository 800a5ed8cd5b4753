import assert from 'node:assert/strict';
import {
  answerSum,
  answerText,
  isReplayed,
  keptLabelSpec,
  modelKeysOf,
  payableLabels,
  type SubmittedQuestion,
  scopeSum,
  summedAnswers,
  type TaskOrder,
  templateKey,
} from '@asg/domain';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';

const question = 'Which?';
const asked = {
  comparison: {
    type: 'comparison',
    label_spec: { question },
    items: ['ours', 'theirs'].map((id) => ({ id, data: { text: id } })),
  },
  multi_label: { type: 'multi_label', label_spec: { question, options: ['warm', 'rude', 'long'] } },
  rating: { type: 'rating', label_spec: { question, scale: { from: 1, to: 5 } } },
  boxes: { type: 'bounding_boxes', label_spec: { question, classes: ['dog', 'cat'] } },
  spans: { type: 'text_spans', label_spec: { question, classes: ['PERSON', 'ORG'] } },
} as const satisfies Readonly<Record<string, SubmittedQuestion>>;

/** What three workers say, what is decided, how many are paid, and what is summed up. */
const cases = [
  [
    asked.comparison,
    ['{"item":"theirs"}', '{"item":"ours"}', '{"item":"theirs"}'],
    '{"item":"theirs"}',
    2,
    { a0: 1 },
  ],
  [
    asked.multi_label,
    ['{"options":["warm"]}', '{"options":["long","warm"]}', '{"options":["long"]}'],
    '{"options":["long","warm"]}',
    3,
    { a0: 1, a2: 1 },
  ],
  [asked.rating, ['4', '5', '1'], '4', 2, { a3: 1 }],
  [
    asked.boxes,
    [
      '{"boxes":[{"class":"dog","left":10,"top":10,"width":80,"height":40}]}',
      '{"boxes":[{"class":"dog","left":14,"top":12,"width":80,"height":40}]}',
      '{"none":true}',
    ],
    '{"boxes":[{"class":"dog","left":12,"top":11,"width":80,"height":40}]}',
    2,
    { a1: 1 },
  ],
  [
    asked.spans,
    [
      '{"spans":[{"start":0,"end":5,"label":"ORG"}]}',
      '{"spans":[{"start":0,"end":5,"label":"ORG"},{"start":9,"end":12,"label":"PERSON"}]}',
      '{"spans":[{"start":0,"end":5,"label":"ORG"},{"start":9,"end":12,"label":"PERSON"}]}',
    ],
    '{"spans":[{"start":0,"end":5,"label":"ORG"},{"start":9,"end":12,"label":"PERSON"}]}',
    3,
    { a0: 1, a1: 1 },
  ],
] as const;

const adaptive = {
  ...{ policy: 'adaptive', targetConfidence: 0.95, minLabels: 2, maxLabels: 3 },
  ...{ threshold: 3, full: false },
} as const satisfies TaskOrder['consensus'];

export const kindsSuite: Suite = {
  'a task of each kind is decided, paid and summed up by what its kind makes of the labels': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    for (const [given, labels, verdict, paid, sums] of cases) {
      const labelSpec = keptLabelSpec(given);
      const jobId = stage.ids.next('job');
      const [taskId = ''] = await stage.open(customerId, 1, { type: given.type, labelSpec, jobId });
      await stage.labels(taskId, ...labels);
      const task = await stage.task(taskId);
      assert.deepEqual(task.labelSpec, labelSpec);
      assert.equal(task.decision && answerText(task, task.decision.option), verdict);
      assert.equal(task.decision?.agreementCount, paid);
      assert.equal(payableLabels(task).length, paid);
      assert.ok(isReplayed(task));
      const scope = { of: 'job', id: jobId } as const;
      const names = [answerSum(scope, templateKey(task, sha256)), scopeSum(scope)];
      const [answers = {}, all = {}] = await stage.storage.stats.results(names);
      assert.equal(all.decided, 1);
      for (const i of summedAnswers(labelSpec).keys())
        assert.equal(
          answers[`a${i}`] ?? 0,
          Object.entries(sums).find(([name]) => name === `a${i}`)?.[1] ?? 0,
        );
    }
  },
  'each kind is decided under the adaptive policy, and its record alone shows why': async (stage) => {
    const customerId = await stage.customer();
    for (const [given, labels] of cases) {
      const labelSpec = keptLabelSpec(given);
      let last = '';
      for (let round = 0; round < 3; round++) {
        const change = { type: given.type, labelSpec, consensus: adaptive };
        const [taskId = ''] = await stage.open(customerId, 1, change);
        const [first] = labels;
        last = taskId;
        for (const label of [first, first, first]) {
          if ((await stage.task(taskId)).decision === null) await stage.labels(taskId, label);
        }
        const task = await stage.task(taskId);
        assert.equal(task.decision && answerText(task, task.decision.option), first);
        assert.ok(task.decision?.ground !== undefined && isReplayed(task));
      }
      const task = await stage.task(last);
      const { shared, own } = modelKeysOf(task, templateKey(task, sha256));
      const models = [shared, own].flatMap((key) =>
        key === null ? [] : [stage.storage.models.template(key)],
      );
      const counted = (await Promise.all(models)).map((model) => model?.statistics.counted ?? 0);
      assert.ok(Math.max(...counted) > 0, `${given.type} teaches nothing`);
    }
  },
};
