import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recorded } from '../../testing/recorded-kinds.ts';
import { runAsg } from '../../testing/run-asg.ts';
import { arrivalOrder } from '../arrival-order.ts';
import { readRecording } from '../crowd-answers.ts';
import { comparePolicies } from '../offline/compare.ts';
import { replayPolicy } from '../policies.ts';
import type { ReplayReport } from '../report.ts';

const questionCount = 25;

for (const kind of ['comparison', 'multi_label', 'rating', 'bounding_boxes', 'text_spans'] as const)
  test(`recorded answers of a ${kind} come out of a running server as the rules alone make of them, to the bit`, async (t) => {
    const files = await recorded(t, kind, questionCount);
    const args = ['--kind', kind, '--answers', files[0], '--truth', files[1], '--policy', 'threshold:3'];
    const run = await runAsg(['replay', ...args, '--json', '--rows']);
    assert.equal(run.code, 0, run.stderr);
    const report: ReplayReport = JSON.parse(run.stdout);
    assert.equal(report.questions, questionCount);

    const recording = await readRecording(...files, { kind });
    const policy = replayPolicy('threshold:3');
    const comparison = { policies: [policy], seeds: ['1'], goldShare: 0, earlyStop: false, atHand: 1 };
    const runs = await comparePolicies(recording, comparison, new AbortController().signal, () => {});
    const outcomes = new Map(runs.get(policy)?.[0]?.map((outcome) => [outcome.question, outcome]));
    for (const { question, label, labels, confidence } of report.rows) {
      const outcome = outcomes.get(question)!;
      const decided = outcome.option === null ? null : (recording.options[outcome.option] ?? label);
      assert.deepEqual([label, labels.length, confidence], [decided, outcome.labels, outcome.confidence]);
      const answers = arrivalOrder(recording.questions.find((one) => one.question === question)!, '1');
      assert.deepEqual(
        labels,
        answers.slice(0, labels.length).map(({ answer }) => answer),
      );
    }
    const paid = report.rows.flatMap(({ label, labels }) =>
      label === null ? [] : labels.filter((given) => recording.rules?.agrees(given, label)),
    );
    assert.equal(report.sats_paid, paid.length * 325);
    assert.ok(paid.length > questionCount);
  });
