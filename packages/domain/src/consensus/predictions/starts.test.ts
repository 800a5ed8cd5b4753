import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { at, present } from '@asg/values/present';
import { beginOf, givenStart, looksWithoutStartOneIn, startFor, startOf } from '../../answers/start.ts';
import { keptLabelSpec } from '../../answers/submitted.ts';
import type { LabelBegin } from '../../names.ts';
import { applyTaskCommand } from '../../task/commands.ts';
import { openTask, type Task, type TaskOrder } from '../../task/task.ts';
import { goldGain } from '../../trust/sums.ts';
import { templateKey } from '../../trust/template.ts';
import { newTemplateModel } from '../adaptive/template-model.ts';
import { trained, trainingExampleOf } from '../adaptive/training.ts';
import { joinedStarts, type StartSums, startFigures, startsAfter } from './starts.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const span = (start: number, end: number) => ({ start, end, label: 'PERSON' });
const textOf = (...spans: readonly object[]): string => JSON.stringify({ spans });
const [marked, corrected, other] = [
  textOf(span(0, 5), span(20, 25)),
  textOf(span(0, 5)),
  textOf(span(40, 45)),
];
const labelSpec = keptLabelSpec({
  type: 'text_spans',
  label_spec: { question: 'Who?', classes: ['PERSON'], start_with: 'm' },
});
const order = (number: number, more: Partial<TaskOrder> = {}): TaskOrder => ({
  taskId: `tsk_${number}`,
  customerId: 'cust_1',
  batchId: null,
  jobId: null,
  type: 'text_spans',
  dataUrl: 'asset://0',
  labelSpec,
  consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
  language: null,
  values: [marked],
  predictions: [{ model: 'm', option: 0 }],
  start: 0,
  priority: 5,
  metadata: null,
  callbackUrl: null,
  createdAtMs: 0,
  expiresAtMs: null,
  salt: createHash('sha256').update(`salt ${number}`).digest('hex').slice(0, 32),
  ...more,
});

function labelled(task: Task, texts: readonly string[]): Task {
  return texts.reduce((now, text, i) => {
    const by = { workerId: `wrk_${i}`, nonce: `AAAAA${i}`, nowMs: 1 };
    const held = applyTaskCommand(now, { do: 'assign', ...by, leaseMs: 10 }).task;
    const outcome = applyTaskCommand(held, { do: 'label', ...by, value: JSON.parse(text) });
    assert.equal(outcome.kind, 'applied');
    return outcome.task;
  }, task);
}

test('a start is what the named model says among the predictions that came with the task, and nothing else', () => {
  const said = [
    { model: 'n', option: 3 },
    { model: 'm', option: 2 },
  ];
  assert.deepEqual(startOf({ labelSpec }, said), { start: 2 });
  assert.deepEqual(startOf({ labelSpec }, said.slice(0, 1)), {});
  const { start_with: _none, ...without } = labelSpec;
  assert.deepEqual(startOf({ labelSpec: without }, said), {});
  assert.equal(givenStart({ labelSpec }, [{ model: 'm', value: { spans: [span(0, 5)] } }]), corrected);
  assert.equal(givenStart({ labelSpec }, [{ model: 'n', value: { none: true } }]), null);
  const later = applyTaskCommand(openTask(order(1, { start: undefined, predictions: undefined } as object)), {
    do: 'predict',
    predictions: [{ model: 'm', option: 0 }],
    values: [marked],
    nowMs: 1,
  });
  assert.equal(later.kind, 'applied');
  assert.equal(later.task.start, undefined, 'who came before would have begun with less');
});

test('one look in 64 is without the start, drawn for the task and the worker, whatever claim it is', () => {
  const counts: Record<LabelBegin, number> = { start: 0, empty: 0 };
  for (let task = 0; task < 400; task++)
    for (let worker = 0; worker < 100; worker++) {
      const began = beginOf(order(task), `wrk_${worker}`);
      assert.ok(began !== null);
      counts[began]++;
    }
  const wanted = 40_000 / looksWithoutStartOneIn;
  assert.ok(Math.abs(counts.empty - wanted) < 5 * Math.sqrt(wanted), JSON.stringify(counts));
  const tasks = Array.from({ length: 2_000 }, (_, i) => openTask(order(i)));
  const empty = present(
    tasks.find((task) => beginOf(task, 'wrk_0') === 'empty'),
    'a look without the start',
  );
  assert.equal(startFor(empty, 'wrk_0'), undefined);
  const shown = at(tasks, tasks.indexOf(empty) + 1);
  assert.deepEqual(startFor(shown, 'wrk_0'), JSON.parse(marked));
  assert.equal(beginOf({ salt: '0'.repeat(32) }, 'wrk_0'), null);
  assert.equal(labelled(empty, [corrected]).labels[0]?.began, 'empty');
  assert.equal(labelled(shown, [corrected]).labels[0]?.began, 'start');
  const { start: _none, ...plain } = order(1);
  assert.ok(!('began' in at(labelled(openTask(plain), [corrected]).labels, 0)));
});

test('tasks with a start are a template of their own, so that gold without one is never among them', () => {
  const { start: _none, ...plain } = order(1);
  assert.notEqual(templateKey(order(1), sha256), templateKey(plain, sha256));
  assert.equal(templateKey(order(1), sha256), templateKey(order(2, { start: 1 }), sha256));
});

test('what a start says already earns no trust: only what is made better or worse of it', () => {
  const values = [corrected, marked, other];
  const task = { labelSpec, values, start: 1 };
  const gain = (option: number, began: LabelBegin, truth = 0) =>
    goldGain({ ...task }, { option, began }, truth);
  const left = gain(1, 'start');
  assert.equal(left.creditMicros, 0);
  assert.ok(left.weightMicros > 200_000, 'it counts, and speaks for nobody');
  const better = gain(0, 'start');
  assert.equal(better.creditMicros, better.weightMicros);
  const worse = gain(2, 'start');
  assert.ok(worse.creditMicros < 0 && -worse.creditMicros <= worse.weightMicros);
  const untold = gain(1, 'start', 1);
  assert.deepEqual([untold.weightMicros, untold.goldRight], [0, 1], 'of a right start nothing is learnt');
  assert.ok(gain(0, 'start', 1).creditMicros < 0, 'who spoils it');
  assert.deepEqual([gain(0, 'empty').creditMicros, gain(0, 'empty').weightMicros], [1_000_000, 1_000_000]);
});

test('a closed task adds to what is known of its model, once, and gold adds nothing', () => {
  const before = openTask(order(7));
  const after = labelled(before, [marked, corrected, marked]);
  assert.notEqual(after.closedAtMs, null);
  const training = present(trainingExampleOf({ ...before, state: 'in_progress' }, after), 'an example');
  const known = {
    model: newTemplateModel(after),
    workers: after.labels.map(() => ({ agreed: 0, counted: 0, cells: [] })),
  };
  const state = { shared: known, own: known, run: null } as unknown as Parameters<typeof trained>[1];
  const { model } = trained(training, state, 'own');
  const [sums] = model.starts ?? [];
  assert.equal(sums?.model, 'm');
  assert.equal((sums?.start.labels ?? 0) + (sums?.empty.labels ?? 0), 3);
  assert.equal((sums?.start.same ?? 0) + (sums?.empty.same ?? 0), 2);
  assert.ok((sums?.start.distance ?? 0) + (sums?.empty.distance ?? 0) > 0);
  const gold = { goldId: 'gld_1', option: 0 };
  const ofGold = { ...training, task: { ...after, gold }, labels: after.labels.slice(0, 1), gold };
  const one = { ...state, own: { ...known, workers: known.workers.slice(0, 1) } } as typeof state;
  assert.equal(trained(ofGold, one, 'own').model.starts, undefined);
});

/** Labels at these distances, in whole per mille of the unit. */
const sumsOf = (distances: readonly number[]): StartSums['start'] => {
  const inUnits = distances.map((one) => Math.round((one * 65_536) / 1_000));
  return {
    labels: inUnits.length,
    same: inUnits.filter((one) => one === 0).length,
    distance: inUnits.reduce((sum, one) => sum + one, 0),
    squares: inUnits.reduce((sum, one) => sum + Math.round((one * one) / 65_536), 0),
  };
};

test('anchoring is how much nearer to the model labels with its marks are, and its interval holds the truth', () => {
  assert.equal(startFigures({ model: 'm', start: sumsOf([0, 0]), empty: sumsOf([500]) }).anchoring, null);
  assert.deepEqual(startFigures({ model: 'm', start: sumsOf([]), empty: sumsOf([]) }).withStart, {
    labels: 0,
    same: null,
    distance: null,
  });
  const alike = startFigures({
    model: 'm',
    start: sumsOf(Array(500).fill(0)),
    empty: sumsOf([1_000, 1_000]),
  });
  assert.ok(present(alike.anchoring, 'both are known').low < 0.5, 'two that are alike prove little');
  let state = 12;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const [runs, nearer] = [400, 0.15];
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const start = Array.from({ length: 1_260 }, () => 1_000 * 0.3 * random());
    const empty = Array.from({ length: 20 }, () => 1_000 * (nearer + 0.3 * random()));
    const { anchoring } = startFigures({ model: 'm', start: sumsOf(start), empty: sumsOf(empty) });
    assert.ok(anchoring !== null);
    if (anchoring.low <= nearer && nearer <= anchoring.high) held++;
  }
  assert.ok(held >= 0.95 * runs, `${held} of ${runs}`);
});

test('sums of two records are one, and a record keeps the models that it heard of last', () => {
  const [a, b] = [sumsOf([0, 200]), sumsOf([400])];
  const [joined] = joinedStarts([{ model: 'm', start: a, empty: b }], [{ model: 'm', start: b, empty: b }]);
  assert.deepEqual(joined, { model: 'm', start: sumsOf([0, 200, 400]), empty: sumsOf([400, 400]) });
  const task = labelled(openTask(order(3)), [corrected, corrected, corrected]);
  const full = Array.from({ length: 8 }, (_, i) => ({ model: `n${i}`, start: a, empty: b }));
  assert.deepEqual(
    startsAfter(full, task).map(({ model }) => model),
    [...full.slice(1).map(({ model }) => model), 'm'],
  );
});
