import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPredictor, type Prediction, predictionColumn, taughtPredictor, weightOf } from '@asg/consensus';
import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import fc from 'fast-check';
import { applyTaskCommand } from '../../task/commands.ts';
import { openTask, type Task } from '../../task/task.ts';
import { isReplayed } from '../replay.ts';
import { predictionsCounted } from './figures.ts';
import { Memory } from './memory.ts';
import { predictionsOf, weighedPredictions } from './task-predictions.ts';

const options = ['dog', 'ant', 'cat'];

function aTask(predictions: readonly Prediction[], full = false): Task {
  return openTask({
    taskId: 'tsk_1',
    customerId: 'cust_1',
    batchId: null,
    jobId: null,
    type: 'sentiment',
    dataUrl: 'https://example.com/1',
    labelSpec: { question: 'Which?', options },
    consensus: { policy: 'adaptive', ...adaptiveDefaults, threshold: 3, full },
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
const all = (option: number): readonly number[] => Array<number>(10).fill(option);

/** After tasks on which people and model agree. */
function schooled(tasks: number): Memory {
  const memory = new Memory();
  for (let i = 0; i < tasks; i++) memory.play(aTask([says(i % 3)]), all(i % 3));
  return memory;
}

test('a model that nothing is known of changes nothing', () => {
  const [alone, beside] = [new Memory(), new Memory()];
  assert.deepEqual(beside.play(aTask([says(1)]), all(0)).decision, alone.play(aTask([]), all(0)).decision);
});

test('a model that was right lets one person decide with it, and the record tells what it contributed', () => {
  const memory = schooled(60);
  const task = memory.play(aTask([says(2)]), all(2));
  assert.equal(task.decision?.workerCount, 1);
  assert.equal(task.decision?.agreementCount, 1);
  const counted = predictionsCounted(task);
  assert.equal(counted?.models[0]?.model, 'm');
  assert.ok((counted?.confidenceWithout ?? 1) < (task.decision?.confidence ?? 0));
  assert.ok(isReplayed(JSON.parse(JSON.stringify(task)) as Task));
});

test('min_human_labels people decide with it, and an answer that nobody gave is none', () => {
  const memory = schooled(60);
  const asked = aTask([says(2)]);
  const consensus = { ...asked.consensus, minHumanLabels: 3 } as Task['consensus'];
  assert.equal(memory.play({ ...asked, consensus }, all(2)).decision?.workerCount, 3);
  const against = memory.play(aTask([says(2)]), all(0));
  assert.equal(against.decision?.option, 0);
  assert.ok((against.decision?.agreementCount ?? 0) > 1);
});

test('a task of the sample is labelled fully without it, and measures it', () => {
  const memory = schooled(60);
  const task = memory.play(aTask([says(2)], true), all(2));
  assert.equal(task.labels.length, adaptiveDefaults.maxLabels);
  assert.equal(task.decision?.ground?.predictions, undefined);
  const [known] = memory.model?.predictors ?? [];
  assert.deepEqual([known?.measured, known?.tasks], [1, 61]);
  assert.ok((known?.saved ?? 0) > 0 && (known?.used ?? 0) > 0);
});

test('one that turns bad counts less at once, and is forgotten', () => {
  const people = (option: number): readonly number[] =>
    [0, 1, 2].map((each) => (each === option ? 0 : -4 * 65_536));
  let known = newPredictor(3);
  const learn = (predicted: number, truth: number): void => {
    const alone = [truth, truth];
    known = taughtPredictor(known, [
      { prediction: says(predicted), people: people(truth), all: people(truth), alone },
    ]);
  };
  for (let i = 0; i < 200; i++) learn(i % 3, i % 3);
  assert.ok(weightOf(known) > 0.9);
  let misses = 0;
  for (; known.drifts === 0; misses++) learn((misses + 1) % 3, misses % 3);
  assert.ok(misses < 15, `${misses}`);
  assert.ok(known.counted < 20 * 65_536);
});

test('scores count for how often such scores were right, not for what they claim', () => {
  let known = newPredictor(2);
  const scored = (share: number): Prediction => ({
    model: 'm',
    option: 0,
    scores: [share * 1e6, (1 - share) * 1e6],
  });
  for (let i = 0; i < 400; i++) {
    // Sure, and right nine times in ten; in doubt, and right half of the time.
    const isSure = i % 2 === 0;
    const isRight = isSure ? i % 20 !== 0 : i % 4 === 1;
    const logs = [isRight ? 0 : -400_000, isRight ? -400_000 : 0];
    const alone = isRight ? [0, 0] : [1, 1];
    known = taughtPredictor(known, [
      { prediction: scored(isSure ? 0.99 : 0.6), people: logs, all: logs, alone },
    ]);
  }
  const odds = (share: number): number => {
    const [first = 0, second = 0] = predictionColumn(known, scored(share));
    return (first - second) / 65_536;
  };
  assert.ok(odds(0.99) > odds(0.6) + 0.5, `${odds(0.99)} and ${odds(0.6)}`);
  assert.ok(odds(0.99) < Math.log(30));
});

test('models of one customer count together as two at most, and the same predictions again change nothing', () => {
  const known = schooled(60).model?.predictors?.[0];
  assert.ok(known !== undefined);
  const columnOf = (count: number): number => {
    const models = Array.from({ length: count }, (_, i) => `m${i}`);
    const weighed = weighedPredictions(
      models.map((model) => ({ ...known, model })),
      models.map((model) => says(0, model)),
    );
    return weighed.reduce((sum, { column }) => sum + (column[1] ?? 0), 0);
  };
  assert.ok(columnOf(8) / columnOf(1) < 2 && columnOf(8) < columnOf(1));
  const command = { do: 'predict', predictions: [says(1), says(2, 'n')], nowMs: 1 } as const;
  const first = applyTaskCommand(aTask([says(0)]), command);
  assert.equal(first.kind, 'applied');
  assert.deepEqual(predictionsOf(first.task), command.predictions);
  assert.equal(applyTaskCommand(first.task, command).kind, 'repeated');
  const many = Array.from({ length: 8 }, (_, i) => says(0, `x${i}`));
  const refused = applyTaskCommand(first.task, { do: 'predict', predictions: many, nowMs: 1 });
  assert.ok(refused.kind === 'refused' && refused.reason === 'too_many_models');
  const closed = schooled(0).play(aTask([]), all(0));
  const late = applyTaskCommand(closed, command);
  assert.ok(late.kind === 'refused' && late.reason === 'not_open');
});

test('every decision with predictions is replayed from its stored record alone', () => {
  const task = fc.record({
    labels: fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }),
    predicted: fc.array(fc.nat(2), { maxLength: 3 }),
    full: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(task, { minLength: 20, maxLength: 60 }), (stream) => {
      const memory = new Memory();
      for (const { labels, predicted, full } of stream) {
        const given = predicted.map((option, i) => says(option, `m${i}`));
        const { decision, labels: people, ...rest } = memory.play(aTask(given, full), labels);
        assert.ok(decision !== null);
        assert.ok(decision.ground?.predictions === undefined || decision.agreementCount > 0);
        const stored = JSON.parse(JSON.stringify({ decision, labels: people, ...rest })) as Task;
        assert.ok(isReplayed(stored));
        assert.ok(!isReplayed({ ...stored, decision: { ...decision, confidence: 0.123 } }));
      }
    }),
    { numRuns: 25 },
  );
});
