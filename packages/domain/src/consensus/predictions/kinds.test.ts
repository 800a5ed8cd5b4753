import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Prediction } from '@asg/consensus';
import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import fc from 'fast-check';
import { isAgreed } from '../../answers/answers.ts';
import { keptPredictions } from '../../answers/predicted.ts';
import { keptLabelSpec, type SubmittedQuestion } from '../../answers/submitted.ts';
import { openTask, type Task } from '../../task/task.ts';
import { isReplayed } from '../replay.ts';
import { predictionsCounted } from './figures.ts';
import { Memory } from './memory.ts';

const question = 'Which?';
const asked: readonly { readonly given: SubmittedQuestion; readonly answers: number }[] = [
  {
    given: {
      type: 'comparison',
      label_spec: { question },
      items: ['b', 'a'].map((id) => ({ id, data: { text: id } })),
    },
    answers: 3,
  },
  { given: { type: 'multi_label', label_spec: { question, options: ['warm', 'curt', 'rude'] } }, answers: 8 },
  { given: { type: 'rating', label_spec: { question, scale: { from: 1, to: 5 } } }, answers: 5 },
];

function aTask(given: SubmittedQuestion, predictions: readonly Prediction[], change: object = {}): Task {
  return openTask({
    taskId: 'tsk_1',
    customerId: 'cust_1',
    batchId: null,
    jobId: null,
    type: given.type,
    dataUrl: 'https://example.com/1',
    labelSpec: keptLabelSpec(given),
    consensus: { policy: 'adaptive', ...adaptiveDefaults, threshold: 3, full: false, ...change },
    language: null,
    predictions,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: 0,
    expiresAtMs: null,
    salt: '',
  });
}

const says = (option: number, model = 'm'): Prediction => ({ model, option });
const everybody = (option: number): readonly number[] => Array<number>(10).fill(option);

for (const { given, answers } of asked) {
  /** After tasks on which people and model agree. */
  const schooled = (): Memory => {
    const memory = new Memory();
    for (let i = 0; i < 60; i++) memory.play(aTask(given, [says(i % answers)]), everybody(i % answers));
    return memory;
  };

  test(`${given.type}: a model that was right lets one person decide with it, which no model does alone`, () => {
    const memory = schooled();
    const open = aTask(given, [says(1)]);
    assert.equal(open.decision, null);
    const task = memory.play(open, everybody(1));
    assert.deepEqual([task.decision?.option, task.decision?.workerCount], [1, 1]);
    const counted = predictionsCounted(task);
    assert.deepEqual(
      counted?.models.map(({ model, option }) => [model, option]),
      [['m', 1]],
    );
    assert.ok((counted?.confidenceWithout ?? 1) < (task.decision?.confidence ?? 0));
    assert.ok(isReplayed(JSON.parse(JSON.stringify(task)) as Task));
    const other = answers - 1;
    const against = memory.play(aTask(given, [says(0)]), everybody(other));
    assert.ok(isAgreed(against, other, against.decision?.option ?? -1), 'people decide against it');
    assert.ok((against.decision?.workerCount ?? 0) > 1);
  });

  test(`${given.type}: votes are counted without what models say`, () => {
    const change = { policy: 'threshold', earlyStop: true, maxLabels: 10 };
    const memory = schooled();
    const alone = memory.play(aTask(given, [], change), everybody(1));
    const beside = memory.play(aTask(given, [says(0)], change), everybody(1));
    assert.equal(alone.decision?.workerCount, 2);
    assert.deepEqual(beside.decision, alone.decision);
  });

  test(`${given.type}: a decision replays from its record alone, whoever is paid agrees with it, and somebody is`, () => {
    const answer = fc.nat(answers - 1);
    const tasks = fc.record({
      people: fc.array(answer, { minLength: 10, maxLength: 10 }),
      predicted: fc.array(answer, { maxLength: 3 }),
      isAgreed: fc.boolean(),
      full: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(tasks, { minLength: 10, maxLength: 30 }), (stream) => {
        const memory = schooled();
        for (const { people, predicted, isAgreed: doAgree, full } of stream) {
          const said = predicted.map((option, i) => says(option, i === 0 ? 'm' : `m${i}`));
          const given10 = doAgree ? everybody(people[0] ?? 0) : people;
          const task = memory.play(aTask(given, said, { full }), given10);
          const stored = JSON.parse(JSON.stringify(task)) as Task;
          const { decision, labels } = stored;
          assert.ok(decision !== null && labels.length > 0 && isReplayed(stored));
          assert.ok(!isReplayed({ ...stored, decision: { ...decision, confidence: 0.123 } }));
          // Who agrees hangs on the decision alone: without a word of any model it is the same people.
          const { predictions: _said, ...wordless } = stored;
          const agreeing = labels.filter(({ option }) => isAgreed(wordless, option, decision.option));
          assert.equal(agreeing.length, decision.agreementCount);
          assert.ok(agreeing.length > 0);
          if (full) assert.equal(predictionsCounted(stored), null);
        }
      }),
      { numRuns: 8 },
    );
  });
}

test('scores and confidences of a model are kept, and count for what came of such scores', () => {
  const labelSpec = keptLabelSpec(asked[1]?.given ?? { type: 'multi_label', label_spec: { question } });
  const { predictions: kept } = keptPredictions(
    [
      { model: 'm', scores: { rude: 0.9, warm: 0.5, curt: 0.49 } },
      { model: 'n', value: { none: true }, confidence: 0.75 },
    ],
    { labelSpec },
  );
  // By code points: curt, rude, warm.
  assert.deepEqual(kept, [
    { model: 'm', option: 0b110, scores: [490_000, 900_000, 500_000] },
    { model: 'n', option: 0, confidence: 750_000 },
  ]);
});
