import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickstartTask, startTestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';
import {
  givePractice,
  label,
  next,
  practiceHost,
  practiceLines,
  questionsOf,
  submit,
} from '../testing/walks/practising.ts';

test('what is wrong with a qualification or with practice is refused by name, and nothing is made', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const refusal = async (qualification: unknown) => {
    const { status, body } = await submit(gateway, key, { qualification });
    assert.equal(status, 400, JSON.stringify(body));
    return [body.details[0].field, body.details[0].constraint];
  };
  assert.deepEqual(await refusal({ practice: 0.8 }), ['qualification.practice', 'practice']);
  await givePractice(gateway, key, 1);
  assert.deepEqual(await refusal({ practice: 0.855 }), ['qualification.practice', 'decimals']);
  assert.deepEqual(await refusal({ practice: 0 }), ['qualification.practice', 'minimum']);
  assert.deepEqual(await refusal({ practice: 1.01 }), ['qualification.practice', 'maximum']);
  assert.deepEqual((await refusal({}))[0], 'qualification.practice');
  assert.deepEqual((await refusal({ practice: 0.5, gold: 1 }))[0], 'qualification.gold');
  const tasks = [
    quickstartTask,
    { ...quickstartTask, label_spec: { question: 'Else?', options: ['a', 'b'] } },
  ];
  const batch = await gateway.call('POST', '/v1/tasks/batch', {
    token: key,
    body: { tasks, qualification: { practice: 0.07 } },
  });
  assert.deepEqual(
    batch.body.details.map((one: { field: string }) => one.field),
    ['tasks.1.qualification.practice'],
  );
  const lines = [
    { data_url: `${practiceHost}/a.txt`, gold_practice: true },
    { data_url: `${practiceHost}/b.txt`, gold_explanation: 'Why.' },
    { data_url: `${practiceHost}/c.txt`, gold_label: 'cat', gold_practice: true, gold_feedback: true },
    { data_url: `${practiceHost}/d.txt`, gold_label: 'cow', gold_practice: true },
    { data_url: `${practiceHost}/e.txt`, label_spec: { question: 'Else?', options: ['a', 'b'] } },
    { data_url: `${practiceHost}/f.txt` },
  ];
  const { body } = await uploadJob(gateway, key, lines.map((line) => JSON.stringify(line)).join('\n'), {
    qualification: JSON.stringify({ practice: 0.5 }),
  });
  await runJobs(gateway);
  const { body: job } = await gateway.call('GET', `/v1/jobs/${body.job_id}`, { token: key });
  assert.deepEqual([job.lines_accepted, job.lines_rejected, job.qualification], [1, 5, { practice: 0.5 }]);
  const { body: errors } = await gateway.call('GET', `/v1/jobs/${body.job_id}/errors`, { token: key });
  const reasons = errors.data.map(({ reason }: { reason: string }) => reason);
  for (const [i, word] of [
    'gold_practice goes',
    'gold_explanation goes',
    'gold_feedback is',
    'gold_label must',
    'qualification.practice asks',
  ].entries())
    assert.ok(reasons[i].includes(word), reasons[i]);
});

test('an item that is given again takes the place of the one before, and one that is deleted is gone', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 2);
  const worker = await gateway.newWorker();
  const practice = (await questionsOf(gateway, worker)).data[0].question_id;
  const [old] = await next(gateway, worker, { practice });
  await uploadJob(gateway, key, practiceLines(2, { gold_explanation: 'Better words.' }));
  await runJobs(gateway);
  const fresh = await next(gateway, worker, { practice });
  assert.equal(fresh.length, 2);
  assert.equal((await label(gateway, worker, old!.assignment_id, 'cat')).status, 404);
  const told = await label(gateway, worker, fresh[0]!.assignment_id, 'cat');
  assert.equal(told.body.practice.explanation, 'Better words.');
  const text = 'a text of our own';
  const own = { label_spec: JSON.stringify({ ...jobOrder.label_spec, question: 'By value?' }) };
  await uploadJob(gateway, key, JSON.stringify({ data: { text }, gold_label: 'cat', gold_practice: true }), {
    ...own,
    task_type: 'text_classification',
  });
  await runJobs(gateway);
  const listed = async () =>
    (await questionsOf(gateway, worker)).data.find(
      (one: { question: string }) => one.question === 'By value?',
    );
  const question = await listed();
  const [item] = await next(gateway, worker, { practice: question.question_id });
  const shown = await gateway.call('GET', `/v1/work/${item!.assignment_id}/data`, worker);
  assert.equal(shown.text, text);
  const { body: assets } = await gateway.call('GET', '/v1/assets', { token: key });
  const { sha256 } = assets.data[0];
  assert.equal((await gateway.call('DELETE', `/v1/assets/${sha256}`, { token: key })).status, 409);
  assert.equal(
    (await gateway.call('DELETE', `/v1/assets/${sha256}?retire_gold=true`, { token: key })).status,
    204,
  );
  assert.equal((await gateway.call('GET', `/v1/work/${item!.assignment_id}/data`, worker)).status, 404);
  assert.equal(await listed(), undefined);
});
