import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { recorded } from '../../testing/recorded-kinds.ts';
import { readRecording } from '../crowd-answers.ts';
import { replayPolicy } from '../policies.ts';
import { comparePolicies } from './compare.ts';
import { figuresOf } from './figures.ts';

const questionCount = 200;

for (const kind of ['comparison', 'multi_label', 'rating', 'bounding_boxes', 'text_spans'] as const)
  test(`recorded answers of a ${kind} are decided by its rules, alike each time, and weighing them is worth its name`, async (t) => {
    const recording = await readRecording(...(await recorded(t, kind, questionCount)), { kind });
    const policies = ['threshold:3', 'threshold:5', 'adaptive:0.95', 'majority'].map(replayPolicy);
    const comparison = { policies, seeds: ['1', '2'], goldShare: 0, earlyStop: false, atHand: 1 };
    const replay = () => comparePolicies(recording, comparison, new AbortController().signal, () => {});
    const runs = await replay();
    assert.deepEqual([...(await replay()).values()], [...runs.values()]);
    const [three, five, adaptive, majority] = [...runs].map(([{ name }, outcomes]) =>
      figuresOf(name, outcomes),
    );
    for (const { accuracy, decided, expired } of [three!, five!, adaptive!, majority!]) {
      assert.ok(accuracy! > 0.5, `${accuracy}`);
      assert.equal(decided + expired, questionCount);
    }
    assert.ok(three!.labels_per_task < five!.labels_per_task);
    assert.ok(five!.accuracy! > three!.accuracy! - 0.02, `${five!.accuracy} ${three!.accuracy}`);
    assert.ok(adaptive!.accuracy! > three!.accuracy!, `${adaptive!.accuracy} ${three!.accuracy}`);
    assert.equal(adaptive!.expired, 0);
  });

test('ratings that differ are decided by the median, and what is no value of the kind is refused with the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-kinds-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const files = [join(folder, 'answers.csv'), join(folder, 'truth.csv')] as const;
  await writeFile(files[0], 'question,worker,answer\nq,a,1\nq,b,4\nq,c,5\n');
  await writeFile(files[1], 'question,truth\nq,4\n');
  const recording = await readRecording(...files, { kind: 'rating' });
  const policy = replayPolicy('threshold:3');
  const comparison = { policies: [policy], seeds: ['1'], goldShare: 0, earlyStop: false, atHand: 1 };
  const runs = await comparePolicies(recording, comparison, new AbortController().signal, () => {});
  const [outcome] = runs.get(policy)?.[0] ?? [];
  assert.deepEqual([recording.options[outcome!.option!], outcome!.isRight, outcome!.labels], ['4', true, 3]);
  await writeFile(files[0], 'question,worker,answer\nq,a,1\nq,b,4.5\nq,c,5\n');
  await assert.rejects(
    readRecording(...files, { kind: 'rating' }),
    /answers\.csv: "4\.5" cannot be used: value must be a whole number from 1 to 5/,
  );
  await assert.rejects(readRecording(...files, { kind: 'multi_label' }), /answers\.csv: label_spec\.options/);
});
