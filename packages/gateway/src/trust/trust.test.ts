import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-of-the-tests';
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ adminToken });
});
after(() => gateway[Symbol.asyncDispose]());

/** The longest that a gold task’s outcome is kept back before other tasks were seen to close. */
const outcomeMsMax = 180_000;
const { type, data_url, label_spec } = quickstartTask;
const item = { type, data_url, label_spec, gold_label: 'cat' };
const admin = (method: 'GET' | 'POST', path: string, body?: unknown) =>
  gateway.call(method, `/v1/admin${path}`, { token: adminToken, body });

async function take(token: string, count = 1) {
  const { status, body } = await gateway.call('POST', '/v1/work/next', { token, body: { count } });
  return status === 204 ? [] : body.assignments;
}

async function give(token: string, assignmentId: string, label: string) {
  const answer = await gateway.call('POST', `/v1/work/${assignmentId}/label`, { token, body: { label } });
  assert.equal(answer.status, 200, answer.text);
}

const isGold = async (workerId: string, { assignment_id }: { assignment_id: string }) => {
  const parts = gateway.context.assignmentIds.open(workerId, assignment_id);
  return (await gateway.storage.tasks.get(parts!.taskId))?.gold !== undefined;
};

async function submit(count = 1) {
  const { key } = await gateway.newCustomer();
  const body = { tasks: Array.from({ length: count }, () => quickstartTask) };
  return (await gateway.call('POST', '/v1/tasks/batch', { token: key, body })).body.task_ids as string[];
}

test('the operator adds, lists and retires gold items, singly and by the thousand', async () => {
  const added = await admin('POST', '/gold', item);
  assert.equal(added.status, 201, added.text);
  assert.deepEqual([added.body.gold_label, added.body.owner, added.body.answered_right], ['cat', null, 0]);
  const wrong = await admin('POST', '/gold', { ...item, gold_label: 'cow' });
  assert.deepEqual([wrong.status, wrong.body.details[0].field], [400, 'gold_label']);
  const lines = (count: number, extra = '') =>
    `${Array.from({ length: count }, () => JSON.stringify({ ...item, language: 'qaa-x-import' })).join('\n')}\n${extra}`;
  const bulk = (payload: string, contentType = 'application/x-ndjson') =>
    gateway.app.inject({
      method: 'POST',
      url: '/v1/admin/gold/import',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': contentType },
      payload,
    });
  assert.deepEqual((await bulk(lines(1_000, '\n'))).json(), { added: 1_000 });
  const bad = await bulk(lines(2, '{"type":"sentiment"}'));
  assert.equal(bad.statusCode, 400);
  assert.match(bad.json().error, /^line 3: /);
  assert.match(
    (await bulk(lines(1, 'cat'))).json().error,
    /^line 2: not valid JSON at column 1: "cat" is not JSON/,
  );
  const option = await bulk(lines(1, JSON.stringify({ ...item, gold_label: 'cow' })));
  assert.equal(option.json().details[0].field, 'lines.2.gold_label');
  assert.equal((await bulk('')).statusCode, 400);
  assert.equal((await bulk('{}', 'application/json')).statusCode, 415);
  const page = await admin('GET', '/gold?limit=2&owner=operator');
  assert.equal(page.body.data.length, 2);
  assert.notEqual(page.body.next_cursor, null);
  const retired = await admin('POST', `/gold/${added.body.gold_id}/retire`);
  assert.notEqual(retired.body.retired_at, null);
  assert.equal((await admin('POST', '/gold/gld_none/retire')).status, 404);
});

test('gold looks like any other task, and a miss can be contested and is then paid', async () => {
  await submit();
  await admin('POST', '/gold', item);
  const { token, workerId } = await gateway.newWorker();
  const [gold, plain] = await take(token, 2);
  assert.equal(await isGold(workerId, gold), true);
  assert.equal(await isGold(workerId, plain), false);
  assert.deepEqual(Object.keys(gold), Object.keys(plain));
  assert.deepEqual(
    [gold.question, gold.options, gold.reward_sats],
    [plain.question, plain.options, plain.reward_sats],
  );
  await give(token, gold.assignment_id, 'dog');
  gateway.clock.advance(1_000);
  await give(token, plain.assignment_id, 'dog');
  gateway.clock.advance(outcomeMsMax);

  const history = async (query = '') =>
    (await gateway.call('GET', `/v1/workers/me/history${query}`, { token })).body;
  const outcomes = (await history()).data.map((one: { assignment_id: string; outcome: string }) => [
    one.assignment_id,
    one.outcome,
  ]);
  assert.deepEqual(outcomes, [
    [plain.assignment_id, 'waiting'],
    [gold.assignment_id, 'disagreed'],
  ]);
  const first = await history('?limit=1');
  assert.equal(
    (await history(`?limit=1&cursor=${first.next_cursor}`)).data[0].assignment_id,
    gold.assignment_id,
  );

  const contest = (body: object) => gateway.call('POST', '/v1/workers/me/appeals', { token, body });
  assert.equal((await contest({ assignment_id: plain.assignment_id, message: 'no' })).status, 409);
  assert.equal((await contest({ assignment_id: 'asn_none', message: 'no' })).status, 404);
  assert.equal((await contest({ message: 'I am not suspended' })).status, 409);
  assert.equal((await contest({ assignment_id: gold.assignment_id, message: ' ' })).status, 400);
  const opened = await contest({ assignment_id: gold.assignment_id, message: 'A dog sits behind it.' });
  assert.deepEqual([opened.status, opened.body.status], [201, 'open'], opened.text);
  assert.equal((await contest({ assignment_id: gold.assignment_id, message: 'again' })).status, 409);

  const waiting = (await admin('GET', '/appeals')).body.data;
  assert.deepEqual(
    [waiting[0].worker_id, waiting[0].task.label, waiting[0].task.gold_label],
    [workerId, 'dog', 'cat'],
  );
  const answer = { upheld: true, answer: 'You are right.' };
  const answered = await admin('POST', `/appeals/${opened.body.appeal_id}/answer`, answer);
  assert.deepEqual([answered.status, answered.body.status], [200, 'upheld']);
  assert.equal((await admin('POST', '/appeals/apl_none/answer', answer)).status, 404);
  const seen = (await gateway.call('GET', '/v1/workers/me/appeals', { token })).body.data[0];
  assert.deepEqual([seen.status, seen.answer], ['upheld', 'You are right.']);
  assert.equal((await history()).data[1].outcome, 'conceded');
  await settleDue(gateway);
  const paid = (await history()).data[1];
  assert.equal(paid.paid, true);
  assert.match(paid.explorer_url, /\/local\/tx\//);
});

test('any label that earned nothing can be contested, once it came out, and is then paid by the house', async () => {
  await using own = await startTestGateway({ adminToken });
  const { key, customerId } = await own.newCustomer();
  const { body: task } = await own.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const workers = [await own.newWorker(), await own.newWorker(), await own.newWorker()];
  const [lost, ...others] = workers;
  const history = async (token: string) =>
    (await own.call('GET', '/v1/workers/me/history', { token })).body.data[0];
  const contest = (token: string, assignment_id: string) =>
    own.call('POST', '/v1/workers/me/appeals', { token, body: { assignment_id, message: 'It is a dog.' } });
  await labelNext(own, [lost!.token], ['dog']);
  const given = await history(lost!.token);
  assert.deepEqual([given.outcome, given.contestable], ['waiting', false]);
  assert.equal((await contest(lost!.token, given.assignment_id)).status, 409);
  await labelNext(
    own,
    others.map(({ token }) => token),
    ['cat', 'cat'],
  );
  const after = await history(lost!.token);
  assert.deepEqual([after.outcome, after.decided, after.pay], ['disagreed', 'cat', 'not_paid']);
  for (const { token } of others) {
    const paid = await history(token);
    assert.deepEqual([paid.outcome, paid.pay, paid.contestable], ['agreed', 'due', false]);
    assert.equal((await contest(token, paid.assignment_id)).status, 409);
    assert.equal((await contest(token, given.assignment_id)).status, 404, 'another worker’s label');
  }
  const opened = await contest(lost!.token, given.assignment_id);
  assert.deepEqual([opened.status, opened.body.about], [201, 'label'], opened.text);
  assert.equal(opened.body.assignment_id, given.assignment_id);
  assert.equal((await contest(lost!.token, given.assignment_id)).status, 409);
  const contested = await history(lost!.token);
  assert.deepEqual([contested.appeal, contested.contestable], ['open', false]);
  const ask = (method: 'GET' | 'POST', path: string, body?: unknown) =>
    own.call(method, `/v1/admin${path}`, { token: adminToken, body });
  const [waiting] = (await ask('GET', '/appeals')).body.data;
  assert.equal(waiting.task_id, task.task_id);
  assert.deepEqual(
    [waiting.task.gold_id, waiting.task.gold_label, waiting.task.consensus_label, waiting.task.label],
    [null, null, 'cat', 'dog'],
  );
  const answer = { upheld: true, answer: 'Indeed.' };
  await ask('POST', `/appeals/${opened.body.appeal_id}/answer`, answer);
  await settleDue(own);
  const paid = await history(lost!.token);
  assert.deepEqual([paid.outcome, paid.pay, paid.contestable], ['conceded', 'paid', false]);
  assert.equal(paid.appeal, 'upheld');
  // The customer's task is as it was: its cost, its decision, and no other task of theirs.
  const result = (await own.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key })).body;
  assert.deepEqual([result.consensus_label, result.agreement_count], ['cat', 2]);
  const listed = (await own.call('GET', '/v1/tasks', { token: key })).body.data;
  assert.equal(listed.length, 1);
  const usage = await own.storage.billing.months(customerId, { limit: 5, before: null });
  assert.deepEqual(
    usage.map(({ tasksSettled }) => tasksSettled),
    [1],
  );
  const [events] = [await own.storage.events.undispatched(10)];
  assert.ok(events.every(({ event }) => event.customerId === customerId));
});

test('a worker who misses gold gets only gold, then is suspended with a reason, and starts from zero after an appeal', async () => {
  const options = ['yes', 'no', 'perhaps', 'never'];
  const other = { ...quickstartTask, label_spec: { question: 'Real?', options } };
  const { key } = await gateway.newCustomer();
  await gateway.call('POST', '/v1/tasks', { token: key, body: other });
  for (let i = 0; i < 12; i++)
    await admin('POST', '/gold', { ...item, label_spec: other.label_spec, gold_label: 'yes' });
  const { token, workerId } = await gateway.newWorker();
  const level = async () => (await gateway.call('GET', '/v1/workers/me', { token })).body.trust.level;
  assert.equal(await level(), 'new');
  // Only this customer's task, so that the next is of this kind.
  for (const task of await take(token, 20)) await give(token, task.assignment_id, 'never').catch(() => {});
  const me = (await gateway.call('GET', '/v1/workers/me', { token })).body;
  assert.equal(me.trust.level, 'new', 'nothing tells them at once');
  gateway.clock.advance(outcomeMsMax);
  const refused = await gateway.call('POST', '/v1/work/next', { token });
  assert.deepEqual([refused.status, refused.body.code], [403, 'FORBIDDEN'], refused.text);
  assert.match(refused.body.error, /known.*appeal/);
  const shown = (await gateway.call('GET', '/v1/workers/me', { token })).body;
  assert.equal(shown.status, 'suspended');
  const appeal = await gateway.call('POST', '/v1/workers/me/appeals', {
    token,
    body: { message: 'I slept.' },
  });
  assert.deepEqual([appeal.status, appeal.body.about], [201, 'suspension']);
  assert.equal(appeal.body.suspension_reason, shown.suspension.reason);
  const seen = (await admin('GET', `/workers/${workerId}`)).body;
  assert.equal(seen.trust.level, 'review');
  assert.ok(seen.trust.gold_missed >= 8 && seen.trust.score < 0.15);
  await admin('POST', `/appeals/${appeal.body.appeal_id}/answer`, { upheld: true, answer: 'Sleep well.' });
  await level();
  gateway.clock.advance(outcomeMsMax);
  assert.equal(await level(), 'new');
  assert.equal((await admin('GET', `/workers/${workerId}`)).body.status, 'active');
});

test('the operator sees speed, one option all the time, and accounts on one wallet', async () => {
  await using own = await startTestGateway({ adminToken });
  const { key } = await own.newCustomer();
  const tasks = Array.from({ length: 200 }, () => quickstartTask);
  await own.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const [slow, hasty] = [await own.newWorker(), await own.newWorker()];
  const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
  for (const { token } of [slow, hasty])
    await own.call('PUT', '/v1/workers/me/wallet', { token, body: { address } });
  const label = async (token: string, count: number, answer: (i: number) => string, pauseMs: number) => {
    const { body } = await own.call('POST', '/v1/work/next', { token, body: { count } });
    for (const [i, one] of body.assignments.entries()) {
      own.clock.advance(pauseMs);
      own.media.looks.taken((token === slow.token ? slow : hasty).workerId, one.assignment_id, null);
      const given = { token, body: { label: answer(i) } };
      await own.call('POST', `/v1/work/${one.assignment_id}/label`, given);
    }
  };
  const seen = async ({ workerId }: { workerId: string }) =>
    (await own.call('GET', `/v1/admin/workers/${workerId}`, { token: adminToken })).body;
  await label(slow.token, 20, () => 'cat', 4_000);
  await label(slow.token, 10, () => 'cat', 4_000);
  const first = await seen(slow);
  assert.deepEqual([first.labels, first.signals], [30, ['one_option', 'shared_wallet']]);
  assert.deepEqual(first.same_wallet, [hasty.workerId]);
  assert.ok(first.seconds_per_label > 2 && first.seconds_per_label <= 4);
  const alternating = (i: number): string => (i % 2 === 0 ? 'cat' : 'dog');
  for (let i = 0; i < 2; i++) await label(hasty.token, 20, alternating, 100);
  // Some time is to spend from the first: what was typed offline comes at once.
  assert.deepEqual((await seen(hasty)).signals, ['shared_wallet']);
  for (let i = 0; i < 8; i++) await label(hasty.token, 20, alternating, 100);
  const second = await seen(hasty);
  assert.deepEqual([second.labels, second.signals], [200, ['too_fast', 'shared_wallet']]);
  const list = await own.call('GET', '/v1/admin/workers', { token: adminToken });
  assert.deepEqual(list.body.data, [second, await seen(slow)]);
});

test('lines of a manifest with a gold_label are no tasks, cost no quota, and measure workers', async () => {
  const { key, customerId } = await gateway.newCustomer();
  const options = ['up', 'down'];
  const spec = JSON.stringify({ question: 'Where?', options });
  const line = (extra: object) => JSON.stringify({ data_url: 'https://example.com/a.png', ...extra });
  const manifest = [
    line({ gold_label: 'up' }),
    line({}),
    line({ gold_label: 'left' }),
    line({ gold_label: 'down' }),
  ];
  const job = await uploadJob(gateway, key, manifest.join('\n'), { label_spec: spec });
  assert.equal(job.status, 202, JSON.stringify(job.body));
  await runJobs(gateway);
  const { body } = await gateway.call('GET', `/v1/jobs/${job.body.job_id}`, { token: key });
  assert.deepEqual(
    [body.lines_total, body.lines_accepted, body.lines_gold, body.lines_rejected],
    [4, 1, 2, 1],
  );
  const errors = await gateway.call('GET', `/v1/jobs/${job.body.job_id}/errors`, { token: key });
  assert.match(errors.body.data[0].reason, /^gold_label must be one of the options/);
  assert.equal((await gateway.call('GET', '/v1/customers/me', { token: key })).body.label_quota, 499);
  const items = (await admin('GET', `/gold?owner=${customerId}`)).body.data;
  assert.deepEqual(
    items.map((one: { gold_label: string }) => one.gold_label),
    ['down', 'up'],
  );
  assert.ok(jobOrder.task_type === items[0].type);
});
