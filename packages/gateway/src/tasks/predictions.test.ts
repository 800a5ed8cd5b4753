import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 1_000 });
});
after(() => gateway[Symbol.asyncDispose]());

const consensus = { policy: 'adaptive' };
const get = async (token: string, path: string) => (await gateway.call('GET', path, { token })).body;
const submit = (token: string, change: object) =>
  gateway.call('POST', '/v1/tasks', { token, body: { ...quickstartTask, consensus, ...change } });
const predict = (token: string, taskId: string, predictions: unknown) =>
  gateway.call('PUT', `/v1/tasks/${taskId}/predictions`, { token, body: { predictions } });

/** Has the crowd say so until the task, the only one that waits, is decided; its result. */
async function decided(
  key: string,
  crowd: readonly { readonly token: string }[],
  taskId: string,
  label: string,
) {
  for (const { token } of crowd) {
    await labelNext(gateway, [token], [label]);
    const result = await get(key, `/v1/tasks/${taskId}/result`);
    if (result.status !== 'in_progress') return result;
  }
  throw new Error('it is still open');
}

test('a model that was right lets one person decide with it, and result and statistics say what it did', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await Promise.all(Array.from({ length: 10 }, () => gateway.newWorker()));
  let last: { readonly worker_count: number; readonly predictions?: unknown } | null = null;
  for (let i = 0; i < 40; i++) {
    const label = i % 2 === 0 ? 'cat' : 'dog';
    const isScored = i % 4 < 2;
    const predictions = [
      isScored
        ? { model: 'm-1', scores: { [label]: 0.9, ...(i % 3 === 0 && { bird: 0.1 }) } }
        : { model: 'm-1', label },
    ];
    const label_spec = { question: 'Animal?', options: ['cat', 'dog', 'bird'] };
    const { body } = await submit(key, { label_spec, predictions });
    last = await decided(key, crowd, body.task_id, label);
    if (i === 0) assert.equal(last?.predictions, undefined);
  }
  const { templates } = await get(key, '/v1/stats');
  const [model] = templates[0].models;
  assert.equal(model.model, 'm-1');
  assert.equal(model.tasks, 40);
  assert.ok(model.counted > 5 && model.accuracy > 0.9 && model.weight > 0.9, JSON.stringify(model));
  assert.equal(model.confusion.length, 3);
  assert.ok(last !== null && (last.worker_count === 1 || last.worker_count === 10), JSON.stringify(last));
  if (last.worker_count === 1) {
    const { models, confidence_without } = last.predictions as {
      models: { model: string; label: string; confidence_without: number }[];
      confidence_without: number;
    };
    assert.deepEqual(models, [{ model: 'm-1', label: 'dog', confidence_without }]);
  }
});

test('predictions of an open task come later too, are the customer’s to see, and another’s task is not found', async () => {
  const [{ key }, other] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const { task_id } = (await submit(key, { predictions: [{ model: 'a', label: 'cat' }] })).body;
  const said = [{ model: 'b', scores: { dog: 3, cat: 1 } }];
  const put = await predict(key, task_id, said);
  assert.equal(put.status, 200, put.text);
  const kept = [
    { model: 'a', label: 'cat' },
    { model: 'b', label: 'dog', scores: { cat: 0.25, dog: 0.75 } },
  ];
  assert.deepEqual(put.body.predictions, kept);
  assert.deepEqual((await predict(key, task_id, said)).body.predictions, kept);
  assert.equal((await predict(other.key, task_id, said)).status, 404);
  await gateway.call('POST', `/v1/tasks/${task_id}/cancel`, { token: key });
  assert.deepEqual([(await predict(key, task_id, said)).body.code], ['CONFLICT']);
});

test('predictions that are none of the options, or neither label nor scores, are refused by name', async () => {
  const { key } = await gateway.newCustomer();
  const refused = async (...predictions: readonly object[]) => {
    const { status, body } = await submit(key, { predictions });
    assert.equal(status, 400, JSON.stringify(body));
    return body.details[0].message;
  };
  assert.match(
    await refused({ model: 'a', label: 'bird' }),
    /^predictions.0.label must be one of the options, not "bird"/,
  );
  assert.match(await refused({ model: 'a' }), /^predictions.0 must have either label or scores/);
  assert.match(await refused({ model: 'a', scores: { bird: 1 } }), /^predictions.0.scores names "bird"/);
  assert.match(
    await refused({ model: 'a', scores: { cat: -1 } }),
    /^predictions.0.scores.cat must be at least 0/,
  );
  assert.match(
    await refused({ model: 'a', scores: { cat: 0 } }),
    /^predictions.0.scores must have a score above 0/,
  );
  assert.match(
    await refused({ model: 'a b', label: 'cat' }),
    /^predictions.0.model must be up to 64 letters/,
  );
  const twice = { model: 'a', label: 'cat' };
  assert.match(await refused(twice, twice), /^predictions.1.model is there twice/);
  const { body } = await submit(key, {
    consensus: { policy: 'adaptive', max_labels: 2, min_human_labels: 3 },
  });
  assert.match(
    body.details[0].message,
    /^consensus.min_human_labels must be at most consensus.max_labels, 2/,
  );
});

test('a column of a file has predictions', async () => {
  const { key } = await gateway.newCustomer();
  const rows = [
    { data_url: 'https://example.com/1.jpg', predictions: [{ model: 'a', label: 'cat' }] },
    { data_url: 'https://example.com/2.jpg', predictions: [{ model: 'a', label: 'bird' }] },
  ];
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const { body } = await uploadJob(gateway, key, text);
  await runJobs(gateway);
  const job = await get(key, `/v1/jobs/${body.job_id}`);
  assert.deepEqual([job.lines_accepted, job.lines_rejected], [1, 1]);
  const { data } = await get(key, `/v1/tasks?job_id=${body.job_id}`);
  assert.deepEqual((await get(key, `/v1/tasks/${data[0].task_id}`)).predictions, rows[0]?.predictions);
});
