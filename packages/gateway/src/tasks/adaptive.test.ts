import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { ExportedRows } from '@asg/storage-sqlite';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-of-the-tests';
const folder = mkdtempSync(join(tmpdir(), 'asg-adaptive-'));
const storagePath = join(folder, 'store.sqlite');
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken, storagePath });
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const adaptive = { policy: 'adaptive', target_confidence: 0.95, min_labels: 2, max_labels: 10 };
const get = async (token: string, path: string) => (await gateway.call('GET', path, { token })).body;
const admin = (path: string) => get(adminToken, `/v1/admin${path}`);
const submit = (token: string, change: object) =>
  gateway.call('POST', '/v1/tasks', { token, body: { ...quickstartTask, ...change } });

async function workers(count: number) {
  return Promise.all(Array.from({ length: count }, () => gateway.newWorker()));
}

/** Submits a task, the only one that waits, and has these workers answer it in turn until it is closed. */
async function labelled(
  key: string,
  crowd: readonly { readonly token: string }[],
  labels: readonly string[],
  change: object = { consensus: adaptive },
) {
  const { task_id } = (await submit(key, change)).body;
  for (const [i, label] of labels.entries()) {
    await labelNext(gateway, [crowd[i]!.token], [label]);
    const task = await get(key, `/v1/tasks/${task_id}`);
    if (task.status !== 'in_progress') return task;
  }
  return get(key, `/v1/tasks/${task_id}`);
}

test('a task of the adaptive policy is asked about until it is sure, and then shows what it was decided by', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await workers(10);
  const task = await labelled(key, crowd, ['cat', 'cat', 'cat', 'cat', 'cat', 'cat', 'cat']);
  assert.equal(task.status, 'verified');
  assert.deepEqual(task.consensus, adaptive);
  assert.equal(task.consensus_threshold, 3);
  const result = await get(key, `/v1/tasks/${task.task_id}/result`);
  assert.equal(result.consensus_label, 'cat');
  assert.equal(result.worker_count, task.labels_received);
  assert.ok(result.worker_count < 7 && result.agreement_count === result.worker_count);
  assert.ok(result.confidence > 0.5 && result.confidence < 1);
  const answers = ['cat', 'dog', 'cat', 'dog', 'cat', 'dog', 'cat', 'dog', 'cat', 'cat'];
  const split = await labelled(key, crowd, answers);
  const doubtful = await get(key, `/v1/tasks/${split.task_id}/result`);
  assert.deepEqual([doubtful.worker_count, doubtful.consensus_label], [10, 'cat']);
  assert.ok(doubtful.confidence < result.confidence);
});

test('the threshold policy stays the default, and shows what it is', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await workers(3);
  const plain = await labelled(key, crowd, ['cat', 'dog', 'cat'], {});
  assert.deepEqual(plain.consensus, { policy: 'threshold', early_stop: false, max_labels: 7 });
  const { confidence } = await get(key, `/v1/tasks/${plain.task_id}/result`);
  assert.equal(confidence, 2 / 3);
  const early = await labelled(key, crowd, ['cat', 'cat'], { consensus: { early_stop: true } });
  assert.deepEqual([early.status, early.labels_received], ['verified', 2]);
});

const refusals: readonly (readonly [consensus: object, field: string, message: RegExp])[] = [
  [{ policy: 'magic' }, 'policy', /must be one of threshold, adaptive/],
  [{ policy: 'adaptive', target_confidence: 1 }, 'target_confidence', /must be < 1/],
  [{ policy: 'adaptive', target_confidence: 0 }, 'target_confidence', /must be > 0/],
  [{ policy: 'adaptive', target_confidence: '0.9' }, 'target_confidence', /must be a number/],
  [{ policy: 'adaptive', min_labels: 0 }, 'min_labels', /at least 1/],
  [{ policy: 'adaptive', min_labels: 5, max_labels: 4 }, 'min_labels', /at most consensus.max_labels, 4/],
  [{ policy: 'adaptive', max_labels: 51 }, 'max_labels', /at most 50/],
  [{ policy: 'adaptive', early_stop: true }, 'early_stop', /is of the policy threshold/],
  [{ policy: 'adaptive', max_cost_sats: 649 }, 'max_cost_sats', /at least 650, what 2 labels can cost/],
  [{ target_confidence: 0.9 }, 'target_confidence', /is of the policy adaptive/],
  [{ policy: 'threshold', min_labels: 3 }, 'min_labels', /is of the policy adaptive/],
  [{ max_cost_sats: 5000 }, 'max_cost_sats', /is of the policy adaptive/],
  [{ policy: 'adaptive', budget: 1 }, 'budget', /not a known field/],
];
for (const [consensus, field, message] of refusals) {
  test(`a policy such as ${JSON.stringify(consensus)} is refused with the field and the rule`, async () => {
    const { key } = await gateway.newCustomer();
    for (const [path, body, at] of [
      ['/v1/tasks', { ...quickstartTask, consensus }, ''],
      ['/v1/tasks/batch', { tasks: [quickstartTask, { ...quickstartTask, consensus }] }, 'tasks.1.'],
    ] as const) {
      const refused = await gateway.call('POST', path, { token: key, body });
      assert.equal(refused.status, 400);
      const [detail] = refused.body.details;
      assert.equal(detail.field, `${at}consensus.${field}`);
      assert.match(detail.message, message);
    }
    assert.equal((await get(key, '/v1/customers/me')).label_quota, 500);
  });
}

test('a bound on the cost is a bound on the labels', async () => {
  const { key } = await gateway.newCustomer();
  const consensus = { policy: 'adaptive', max_cost_sats: 1_299 };
  const crowd = await workers(3);
  const task = await labelled(key, crowd, ['cat', 'dog', 'cat'], { consensus });
  assert.deepEqual(task.consensus, { ...adaptive, max_labels: 3, max_cost_sats: 1_299 });
  assert.deepEqual([task.status, task.labels_received], ['verified', 3]);
});

test('labels of many tasks are taken at once, each repeated one without harm', async () => {
  const { key } = await gateway.newCustomer();
  const tasks = Array.from({ length: 6 }, (_, i) => ({
    ...quickstartTask,
    ...(i % 2 === 0 ? { consensus: { policy: 'adaptive', min_labels: 2, max_labels: 2 } } : {}),
  }));
  const { task_ids } = (await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } })).body;
  for (const { token } of await workers(3)) {
    const { status, body } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 10 } });
    if (status === 204) continue;
    const labels = body.assignments.map((one: { assignment_id: string }) => ({
      assignment_id: one.assignment_id,
      label: 'dog',
    }));
    for (const again of [false, true]) {
      const given = await gateway.call('POST', '/v1/work/labels', { token, body: { labels } });
      for (const outcome of given.body.outcomes) assert.equal(outcome.accepted, true, `${again}`);
    }
  }
  for (const [i, task] of (await gateway.storage.tasks.many(task_ids)).entries()) {
    assert.equal(task?.state, 'verified');
    assert.equal(task.labels.length, i % 2 === 0 ? 2 : 3);
    assert.equal(
      task.labels.every(({ column }) => column?.length === 2),
      i % 2 === 0,
    );
  }
});

test('a job’s tasks are decided by the policy of the job', async () => {
  const { key } = await gateway.newCustomer();
  const consensus = JSON.stringify({ policy: 'adaptive', target_confidence: 0.9, max_labels: 5 });
  const refused = await uploadJob(gateway, key, '', { consensus: '{"policy":"adaptive","early_stop":true}' });
  assert.equal(refused.body.details[0].field, 'consensus.early_stop');
  const { body } = await uploadJob(gateway, key, '{"data_url":"https://example.com/1.jpg"}', { consensus });
  await runJobs(gateway);
  const expected = { policy: 'adaptive', target_confidence: 0.9, min_labels: 2, max_labels: 5 };
  assert.deepEqual((await get(key, `/v1/jobs/${body.job_id}`)).consensus, expected);
  const [task] = (await get(key, `/v1/tasks?job_id=${body.job_id}`)).data;
  assert.deepEqual(task.consensus, expected);
  await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key });
});

test('those who agree are paid, and the bill shows the labels saved against the threshold policy', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await workers(7);
  const limits = { policy: 'adaptive', min_labels: 2, max_labels: 2 };
  await labelled(key, crowd, ['cat', 'cat'], { consensus: limits, consensus_threshold: 5 });
  const split = { ...limits, min_labels: 4, max_labels: 4 };
  const task = await labelled(key, crowd, ['dog', 'cat', 'cat', 'cat'], { consensus: split });
  const settled = await settleDue(gateway);
  const { payment } = settled.find(({ taskId }) => taskId === task.task_id)!;
  assert.ok(payment.kind === 'paid' && payment.costSats === 3 * 100 + 60);
  const usage = await get(key, '/v1/billing/usage');
  // Five asked for, two given: three saved. Three would have done, four were asked for: one lost.
  assert.deepEqual([usage.tasks_settled, usage.labels_saved], [2, 2]);
  const [invoice] = (await get(key, '/v1/billing/invoices')).invoices;
  assert.equal(invoice.labels_saved, 2);
});

test('the statistics show for each template how far labels agree, and how well confidences are calibrated', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await workers(3);
  const label_spec = { question: 'Colour?', options: ['red', 'blue', 'grey'] };
  await labelled(key, crowd, ['red', 'red', 'blue'], { label_spec });
  const [template] = (await get(key, '/v1/stats')).templates;
  assert.deepEqual(template.options, ['blue', 'grey', 'red']);
  assert.equal(template.task_type, 'image_classification');
  assert.equal(template.tasks_measured, 1);
  assert.equal(template.alpha, 0);
  assert.equal(template.precision[1], null);
  assert.ok(template.precision[2] > 0.5);
  const { calibration } = template;
  assert.equal(calibration.curve.length, 11);
  const reported = calibration.curve.map((one: { confidence: number }) => one.confidence);
  assert.deepEqual(reported, reported.toSorted());
  const { key: stranger } = await gateway.newCustomer();
  assert.deepEqual((await get(stranger, '/v1/stats')).templates, []);

  assert.deepEqual([calibration.gold_checks, calibration.expected_calibration_error], [0, null]);
  const { type, data_url } = quickstartTask;
  const item = { type, data_url, label_spec, gold_label: 'red' };
  const { gold_id } = (await gateway.call('POST', '/v1/admin/gold', { token: adminToken, body: item })).body;
  const { task_id } = (await submit(key, { label_spec, consensus_threshold: 10 })).body;
  for (const { token } of await workers(9)) {
    const { status, body } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 2 } });
    for (const { assignment_id } of status === 204 ? [] : body.assignments)
      await gateway.call('POST', `/v1/work/${assignment_id}/label`, { token, body: { label: 'red' } });
  }
  await gateway.call('POST', `/v1/admin/gold/${gold_id}/retire`, { token: adminToken });
  await gateway.call('POST', `/v1/tasks/${task_id}/cancel`, { token: key });
  const [checked] = (await get(key, '/v1/stats')).templates;
  assert.ok(checked.calibration.gold_checks >= 1, 'answers to gold by several workers are a check');
  assert.ok(checked.calibration.expected_calibration_error > 0);
  assert.equal(checked.calibration.reliability[0].accuracy, 1);
});

test('tasks that deserve a look are listed for their customer alone, page by page', async () => {
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const crowd = await workers(5);
  await labelled(ada.key, crowd, ['cat', 'cat', 'cat'], {});
  const clear = await labelled(ada.key, crowd, ['cat', 'cat', 'dog'], { metadata: { row: 7 } });
  const split = await labelled(ada.key, crowd, ['cat', 'cat', 'dog', 'dog', 'cat'], {
    consensus_threshold: 5,
  });
  const list = (query = '') => get(ada.key, `/v1/stats/disagreements${query}`);
  const first = await list('?limit=1');
  assert.deepEqual(
    first.data.map((one: { task_id: string }) => one.task_id),
    [split.task_id],
  );
  const { data, next_cursor } = await list(`?limit=1&cursor=${first.next_cursor}`);
  assert.equal(next_cursor, null);
  assert.deepEqual(data, [
    {
      task_id: clear.task_id,
      status: 'verified',
      doubt: 0.333333,
      consensus_label: 'cat',
      confidence: 2 / 3,
      label_counts: { cat: 2, dog: 1 },
      task_type: 'image_classification',
      data_url: quickstartTask.data_url,
      label_spec: quickstartTask.label_spec,
      metadata: { row: 7 },
      job_id: null,
      closed_at: '2026-04-09T12:00:00.000Z',
    },
  ]);
  assert.deepEqual((await list('?month=2026-03')).data, []);
  assert.deepEqual((await get(bob.key, '/v1/stats/disagreements')).data, []);
  assert.match((await list('?month=2026-13')).error, /must be a month/);
  assert.match((await list('?cursor=x')).error, /next_cursor/);
});

test('the operator sees which options a worker takes for which', async () => {
  const { key } = await gateway.newCustomer();
  const crowd = await workers(3);
  const label_spec = { question: 'Shape?', options: ['round', 'oval'] };
  for (let i = 0; i < 4; i++) await labelled(key, crowd, ['oval', 'round', 'round'], { label_spec });
  const path = (id: string) => `/workers/${id}/confusion`;
  const [mine] = (await admin(path(crowd[0]!.workerId))).data;
  assert.deepEqual(mine.options, ['oval', 'round']);
  const [oval, round] = mine.matrix;
  assert.equal(mine.labels, 4);
  assert.ok(round[0] > 3 && round[1] === 0 && oval[0] < 1);
  assert.ok(mine.accuracy < 0.5);
  const [other] = (await admin(path(crowd[1]!.workerId))).data;
  assert.ok(other.accuracy > 0.5 && other.matrix[1][1] > 3);
  const fresh = await gateway.newWorker();
  assert.deepEqual(await admin(path(fresh.workerId)), { data: [], next_cursor: null });
  assert.equal((await admin(path('wrk_nobody'))).code, 'NOT_FOUND');
});

test('every decision is replayed from its record, and one that was tampered with is named', async () => {
  const audit = await admin('/audit/decisions');
  assert.deepEqual([audit.ok, audit.failed, audit.culprits], [true, 0, []]);
  assert.ok(audit.decisions.adaptive >= 7 && audit.decisions.threshold >= 9);
  const { key } = await gateway.newCustomer();
  const task = await labelled(key, await workers(7), Array(7).fill('dog'));
  using rows = new ExportedRows(storagePath);
  const { rows: stored } = await rows.page({ table: 'task', after: null, limit: 1_000 });
  const row = stored.find(({ id }) => id === task.task_id);
  const work = JSON.parse(String(row?.work_json));
  const tampered = { ...work, decision: { ...work.decision, confidence: 0.99 } };
  using db = new DatabaseSync(storagePath);
  // As a row of an earlier version, which is read as it is.
  db.prepare('update task set work_json = ?, work = null where id = ?').run(
    JSON.stringify(tampered),
    task.task_id,
  );
  const again = await admin('/audit/decisions');
  assert.deepEqual([again.ok, again.failed], [false, 1]);
  assert.match(
    again.culprits[0],
    new RegExp(`^${task.task_id}: stored "dog" with 0.99 .*gives "dog" with 0`),
  );
});
