import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { runAsg, startAsg } from '../testing/run-asg.ts';
import { type DemoReport, quantile } from './report.ts';
import { demoTasks, labelsThatDecide } from './tasks.ts';

test('the demo settles every task and says what it cost', async () => {
  const run = await runAsg(['demo', '--tasks', '120', '--workers', '15', '--json']);
  assert.equal(run.code, 0, run.stderr);
  const report = JSON.parse(run.stdout) as DemoReport;
  assert.deepEqual([report.receipts_checked, report.receipts_verified, report.ranking], [20, 20, null]);
  assert.equal(report.settled, 120);
  assert.equal(report.expired, 0);
  assert.ok(report.accuracy > 0.7);
  assert.ok(report.labels >= 360);
  assert.ok(report.transactions >= 1);
  // Every decided task pays at least two labels of 325 satoshis.
  assert.ok(report.sats_paid >= 120 * 2 * 325);
  assert.equal(report.sats_paid % 325, 0);
  assert.ok(report.settlement_p50_ms! <= report.settlement_p95_ms!);
});

for (const kind of ['comparison', 'multi_label', 'rating', 'bounding_boxes', 'text_spans'])
  test(`a demo of ${kind} ends paid and verified`, async () => {
    const run = await runAsg(['demo', '--kind', kind, '--tasks', '60', '--workers', '15', '--json']);
    assert.equal(run.code, 0, run.stderr);
    const report: DemoReport = JSON.parse(run.stdout);
    assert.deepEqual([report.settled, report.expired], [60, 0]);
    assert.ok(report.accuracy > 0.7, `${report.accuracy}`);
    assert.ok(report.sats_paid >= 60 * 325);
    assert.deepEqual([report.receipts_checked, report.receipts_verified], [20, 20]);
    const ranked = report.ranking?.data.map(({ item }) => item) ?? [];
    assert.deepEqual(
      ranked.toSorted(),
      kind === 'comparison' ? ['model-a', 'model-b', 'model-c', 'model-d'] : [],
    );
    assert.ok(ranked.length === 0 || ranked.indexOf('model-a') < ranked.indexOf('model-d'));
  });

test('with --keep the link of the transaction opens until Ctrl-C, then nothing is left', async () => {
  const { child, ended } = startAsg(['demo', '--tasks', '20', '--workers', '15', '--keep']);
  let shown = '';
  child.stdout!.on('data', (text: string) => {
    shown += text;
  });
  while (!shown.includes('a transaction')) await once(child.stdout!, 'data');
  const page = /http\S+\/chain\/tx\/[0-9a-f]{64}/.exec(shown)![0];
  assert.equal((await fetch(page)).status, 200);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
  await assert.rejects(fetch(page));
});

test('a demo whose time is up fails and says so', async () => {
  const run = await runAsg(['demo', '--tasks', '5000', '--timeout', '1']);
  assert.equal(run.code, 1);
  assert.match(run.stderr, /not all tasks were settled after 1 s/);
});

test('the same seed makes the same tasks', () => {
  assert.deepEqual(demoTasks('choice', 200, 'x'), demoTasks('choice', 200, 'x'));
  assert.notDeepEqual(demoTasks('choice', 200, 'x'), demoTasks('choice', 200, 'y'));
});

test('no task of the demo can end undecided', () => {
  for (const { task } of demoTasks('choice', 300, 'x')) {
    const { options } = task.label_spec;
    assert.ok(options != null);
    const minority = Math.floor(task.consensus_threshold! / 2);
    assert.ok(options.length * minority < task.consensus!.max_labels!);
  }
  for (const { task } of demoTasks('comparison', 300, 'x')) {
    const minority = Math.floor(task.consensus_threshold! / 2);
    assert.ok(((task.items?.length ?? 0) + 1) * minority < task.consensus!.max_labels!);
  }
  for (const { task } of [
    ...demoTasks('multi_label', 300, 'x'),
    ...demoTasks('rating', 300, 'x'),
    ...demoTasks('bounding_boxes', 300, 'x'),
    ...demoTasks('text_spans', 300, 'x'),
  ])
    assert.ok(task.consensus_threshold! % 2 === 1, 'of two answers one has the majority of any odd number');
  assert.equal(labelsThatDecide(2, 3), 3);
  assert.equal(labelsThatDecide(4, 5), 9);
});

test('a quantile is the smallest value that enough of all do not exceed', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2);
  assert.equal(quantile([1, 2, 3, 4], 0.95), 4);
  assert.equal(quantile([], 0.5), null);
});
