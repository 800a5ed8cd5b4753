import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SubmitTask } from '@asg/sdk';
import { serverForUsers } from '../testing/customer-session.ts';

const newUser = serverForUsers();
const label_spec = { question: 'Animal?', options: ['cat', 'dog'] };

test('labels are corrected, accepted and taken back by command, others asked again, and all counted', async () => {
  using user = await newUser();
  const asg = (...args: readonly string[]) => user.asg('tasks', ...args);
  const { tasks } = user.client();
  const items = [1, 2].map((n): SubmitTask => {
    return { type: 'image_classification', label_spec, data_url: `https://example.com/${n}.jpg` };
  });
  const { batch_id, task_ids } = await tasks.submitBatch(items);
  const [first = '', second = ''] = task_ids;
  const early = await asg('review', first, '--accept');
  assert.equal(early.code, 1);
  assert.match(early.stderr, /nothing is decided yet/);
  await user.label();
  const corrected = await asg('review', first, '--label', 'dog', '--note', 'By its tail');
  assert.equal(corrected.stdout.trim(), `${first} is corrected: dog (By its tail)`, corrected.stderr);
  assert.match((await asg('show', first)).stdout, /review +corrected: dog \(By its tail\)/);
  const accepted = JSON.parse((await asg('review', second, '--accept', '--json')).stdout);
  assert.deepEqual(
    accepted.map((one: Record<string, unknown>) => [one.task_id, one.verdict, one.label]),
    [[second, 'accepted', 'cat']],
  );
  const listed = JSON.parse((await asg('list', '--review', 'corrected', '--json')).stdout);
  assert.deepEqual(
    listed.map((one: { task_id: string }) => one.task_id),
    [first],
  );
  const figures = (await asg('accuracy', '--batch', batch_id)).stdout;
  assert.match(figures, /right +\d+\.\d\d %, give or take/);
  assert.match(figures, /reviewed +2, of them 1 corrected/);
  assert.match(figures, /cat +dog +1$/m);
  const told = JSON.parse((await asg('accuracy', '--batch', batch_id, '--json')).stdout);
  assert.deepEqual([told.tasks, told.reviewed, told.corrected], [2, 2, 1]);
  const again = ['relabel', first, '--redundancy', '2', '--idempotency-key', 'again', '--json'];
  const asked = JSON.parse((await asg(...again)).stdout);
  assert.equal(JSON.parse((await asg(...again)).stdout).task_id, asked.task_id);
  const kept = await tasks.get(asked.task_id);
  assert.deepEqual([kept.relabel_of, kept.consensus_threshold], [first, 2]);
  assert.match((await asg('show', first)).stdout, new RegExp(`asked again +${asked.task_id}`));
  const twice = await asg('relabel', first);
  assert.equal(twice.code, 1);
  assert.match(twice.stderr, /others are asked about this task already/);
  assert.match((await asg('review', first, '--withdraw')).stdout, /has no review/);
  assert.equal((await tasks.get(first)).review, undefined);
});

test('a call that says two things, or none, is a wrong one', async () => {
  using user = await newUser();
  for (const args of [
    ['review', 'tsk_1'],
    ['review', 'tsk_1', '--accept', '--label', 'dog'],
    ['review', 'tsk_1', '--withdraw', '--note', 'So'],
    ['relabel', 'tsk_1', '--redundancy', '11'],
    ['accuracy'],
    ['accuracy', '--job', 'job_1', '--batch', 'bat_1'],
  ])
    assert.equal((await user.asg('tasks', ...args)).code, 2, args.join(' '));
});
