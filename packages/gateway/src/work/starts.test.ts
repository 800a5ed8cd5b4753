import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginOf } from '@asg/domain';
import { startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { type ItemHost, startItemHost } from '../testing/test-items.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

let gateway: TestGateway;
let host: ItemHost;
before(async () => {
  gateway = await startTestGateway({ sandboxLabelQuota: 1_000 });
  host = await startItemHost((_request, response) => response.end('Zoë met Ada in Graz.'));
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host[Symbol.dispose]();
});

const secretModel = 'zebra-marker-9';
const span = (start: number, end: number) => ({ start, end, label: 'PERSON' });
const start = { spans: [span(0, 3), span(15, 19)] };
const right = { spans: [span(0, 3), span(8, 11)] };
const label_spec = { question: 'Who?', classes: ['PERSON'], start_with: secretModel };
const predictions = [
  { model: 'another', value: { none: true } },
  { model: secretModel, value: start },
];
let made = 0;

interface Assignment {
  readonly assignment_id: string;
  readonly start?: unknown;
}

const taskOf = (language: string, change: object = {}) => ({
  type: 'text_spans',
  data_url: `${host.url}/${made++}.txt`,
  label_spec,
  language,
  predictions,
  consensus_threshold: 2,
  ...change,
});

async function newSpeaker(language: string) {
  const worker = await gateway.newWorker();
  const body = { display_name: 'Kim', country: 'DE', primary_language: language };
  await gateway.call('PUT', '/v1/workers/me/profile', { token: worker.token, body });
  return worker;
}

async function claim(token: string, count = 20): Promise<readonly Assignment[]> {
  const { body } = await gateway.call('POST', '/v1/work/next', { token, body: { count } });
  return body?.assignments ?? [];
}

const storedOf = async (workerId: string, { assignment_id }: Assignment) => {
  const parts = gateway.context.assignmentIds.open(workerId, assignment_id);
  const task = await gateway.storage.tasks.get(parts?.taskId ?? '');
  assert.ok(task !== null);
  return task;
};

test('a worker begins with the marks of the model that is named, corrects them, and the label is what they say', async () => {
  const { key } = await gateway.newCustomer();
  const tasks = Array.from({ length: 5 }, () => taskOf('qaa-x-begin'));
  const { body } = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const told = await gateway.call('GET', `/v1/tasks/${body.task_ids[0]}`, { token: key });
  assert.equal(told.body.label_spec.start_with, secretModel);
  let shown = 0;
  const began: string[] = [];
  for (let worker = 0; worker < 2; worker++) {
    const { token, workerId } = await newSpeaker('qaa-x-begin');
    for (const held of await claim(token)) {
      const task = await storedOf(workerId, held);
      const isShown = beginOf(task, workerId) === 'start';
      assert.deepEqual(held.start, isShown ? start : undefined);
      if (isShown) shown++;
      began.push(isShown ? 'start' : 'empty');
      const given = await gateway.call('POST', `/v1/work/${held.assignment_id}/label`, {
        token,
        body: { value: right },
      });
      assert.equal(given.status, 200, given.text);
    }
  }
  assert.equal(began.length, 10);
  const events: string[] = [];
  for (const taskId of body.task_ids) {
    const { body: result } = await gateway.call('GET', `/v1/tasks/${taskId}/result`, { token: key });
    assert.deepEqual(result.consensus_value, right);
    const { body: timeline } = await gateway.call('GET', `/v1/tasks/${taskId}/timeline`, { token: key });
    for (const event of timeline.events) if (event.event === 'labelled') events.push(event.began);
  }
  const shownIn = (all: readonly string[]): number => all.filter((one) => one === 'start').length;
  assert.deepEqual([events.length, shownIn(events)], [began.length, shownIn(began)]);
  const { body: stats } = await gateway.call('GET', '/v1/stats', { token: key });
  const [template] = stats.templates;
  assert.deepEqual([template.task_type, template.alpha, template.models], ['text_spans', null, []]);
  const [figures] = template.starts;
  assert.equal(figures.model, secretModel);
  assert.deepEqual([figures.with_start.labels, figures.without_start.labels], [shown, 10 - shown]);
  assert.equal(figures.with_start.same, 0);
  assert.ok(figures.with_start.distance > 0 && figures.with_start.distance < 1, JSON.stringify(figures));
  assert.deepEqual(stats.agreement, [], 'marks have no alpha');
  const exported = await gateway.call('GET', `/v1/batches/${body.batch_id}/export?format=jsonl`, {
    token: key,
  });
  const [line] = exported.text
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  assert.equal(line.given_labels.length, 2);
  for (const one of line.given_labels)
    assert.deepEqual([one.value, ['start', 'empty'].includes(one.began)], [right, true]);
  const other = await gateway.newCustomer();
  const elsewhere = await gateway.call('GET', '/v1/stats', { token: other.key });
  assert.deepEqual(elsewhere.body.templates, []);
});

test('it is refused where nothing is marked, by field and rule, and a task without that prediction begins with nothing', async () => {
  const { key } = await gateway.newCustomer();
  const submit = (change: object) =>
    gateway.call('POST', '/v1/tasks', { token: key, body: { ...taskOf('qaa-x-none'), ...change } });
  const choice = { question: 'Which?', options: ['a', 'b'], start_with: 'm' };
  const refused = await submit({ type: 'sentiment', label_spec: choice, predictions: null });
  assert.equal(refused.status, 400, refused.text);
  assert.deepEqual(
    refused.body.details.map(({ field, constraint }: Record<string, string>) => [field, constraint]),
    [['label_spec.start_with', 'task_type']],
  );
  const named = await submit({ label_spec: { ...label_spec, start_with: '1 model' } });
  assert.equal(named.body.details[0].field, 'label_spec.start_with');
  const without = await submit({ predictions: predictions.slice(0, 1) });
  assert.equal(without.status, 202, without.text);
  const late = await gateway.call('PUT', `/v1/tasks/${without.body.task_id}/predictions`, {
    token: key,
    body: { predictions },
  });
  assert.equal(late.status, 200, late.text);
  const { token } = await newSpeaker('qaa-x-none');
  const [held] = await claim(token, 1);
  assert.ok(held !== undefined && !('start' in held), 'all who mark a task begin alike');
});

test('gold begins as tasks do, by either entrance, and gold without a start goes among none that have one', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const language = 'qaa-x-gold';
  const gold_label = JSON.stringify(right);
  const addGold = async (change: object) => {
    const { consensus_threshold: _none, ...item } = taskOf(language);
    const added = await gateway.call('POST', '/v1/gold', {
      token: key,
      body: { ...item, gold_label, ...change },
    });
    assert.equal(added.status, 201, added.text);
    return added.body;
  };
  const begun = await addGold({});
  assert.deepEqual([begun.start, begun.gold_value], [start, right]);
  for (let i = 0; i < 4; i++) await addGold({});
  const bare = [
    await addGold({ predictions: null }),
    await addGold({ label_spec: { ...label_spec, start_with: null } }),
  ];
  assert.ok(bare.every((one) => !('start' in one) && one.template !== begun.template));
  const line = { ...taskOf(language), gold_label };
  const { type: task_type, label_spec: spec, consensus_threshold: _none, ...rest } = line;
  const fields = { task_type, label_spec: JSON.stringify(spec) };
  const { body: job } = await uploadJob(gateway, key, JSON.stringify(rest), fields);
  await runJobs(gateway);
  const ofJob = await gateway.call('GET', `/v1/jobs/${job.job_id}`, { token: key });
  assert.equal(ofJob.body.lines_gold, 1, ofJob.text);
  const tasks = Array.from({ length: 40 }, () => taskOf(language));
  await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  let [golds, empties] = [0, 0];
  for (let worker = 0; worker < 3; worker++) {
    const { token, workerId } = await newSpeaker(language);
    const held = await claim(token);
    for (const one of held) {
      const task = await storedOf(workerId, one);
      assert.equal(task.customerId === customerId || task.gold?.owner === customerId, true);
      assert.ok(task.start !== undefined, 'gold that begins with nothing would be told by that');
      if (task.gold !== undefined) golds++;
      const isEmpty = beginOf(task, workerId) === 'empty';
      if (isEmpty) empties++;
      assert.deepEqual(one.start, isEmpty ? undefined : start);
    }
    const shape = ({ assignment_id: id, ...claimed }: Assignment & { lease_expires_at?: string }) =>
      JSON.stringify({ ...claimed, start: null }).replaceAll(id, 'asn_');
    assert.equal(new Set(held.map(shape)).size, 1);
    const again = await gateway.call('GET', '/v1/work/assignments', { token });
    const byId = (a: Assignment, b: Assignment) => (a.assignment_id < b.assignment_id ? -1 : 1);
    assert.deepEqual(again.body.assignments.toSorted(byId), held.toSorted(byId), 'drawn once');
    assert.ok(!JSON.stringify(again.body).includes(secretModel));
  }
  assert.ok(golds > 3, `${golds} of gold, ${empties} without`);
});
