import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { levelWords } from '@asg/domain';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway();
});
after(() => gateway[Symbol.asyncDispose]());

const account = { email: 'kim@example.com', password: 'correct horse', adult: true, terms_accepted: true };
const submitTasks = async (count: number) => {
  const { key } = await gateway.newCustomer();
  await gateway.call('POST', '/v1/tasks/batch', {
    token: key,
    body: { tasks: Array(count).fill(quickstartTask) },
  });
};
const take = async (token: string, count?: number) =>
  gateway.call('POST', '/v1/work/next', { token, ...(count === undefined ? {} : { body: { count } }) });

test('a worker signs up, logs in and out', async () => {
  const { status, body, text } = await gateway.call('POST', '/v1/workers', { body: account });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body).sort(), ['expires_at', 'token', 'worker_id']);
  assert.match(body.worker_id, /^wrk_/);
  assert.ok(!text.includes('argon2'));
  const again = await gateway.call('POST', '/v1/workers', { body: { ...account, email: 'KIM@example.com' } });
  assert.deepEqual([again.status, again.body.error], [409, 'email already registered']);
  for (const wrong of [{ password: 'wrong horse' }, { email: 'nobody@example.com' }]) {
    const { email, password } = { ...account, ...wrong };
    const refused = await gateway.call('POST', '/v1/workers/login', { body: { email, password } });
    assert.deepEqual([refused.status, refused.body.error], [401, 'wrong e-mail or password']);
  }
  const { email, password } = account;
  const session = await gateway.call('POST', '/v1/workers/login', { body: { email, password } });
  assert.equal(session.status, 200);
  const { token } = session.body;
  const me = await gateway.call('GET', '/v1/workers/me', { token });
  assert.deepEqual(me.body, {
    worker_id: body.worker_id,
    email: 'kim@example.com',
    email_verified: false,
    new_email: null,
    status: 'active',
    suspension: null,
    trust: { level: 'new', reason: levelWords.new.reason },
    profile: null,
    money: { currencies: [], rate: null },
    wallet: { wanted: false, address: null, paymail: null, pending: null, problem: null },
    totals: { labels: 0, paid_labels: 0, paid_sats: 0, carried_sats: 0, held_sats: 0 },
    pay_hold: null,
    deletion: null,
    created_at: '2026-04-09T12:00:00.000Z',
  });
  assert.equal((await gateway.call('POST', '/v1/workers/logout', { token })).status, 204);
  assert.equal((await gateway.call('GET', '/v1/workers/me', { token })).status, 401);
});

test('only adults who accept the terms can sign up', async () => {
  const { status, body } = await gateway.call('POST', '/v1/workers', {
    body: { ...account, email: 'child@example.com', adult: false, password: 'short' },
  });
  assert.equal(status, 400);
  const messages = body.details.map((detail: { message: string }) => detail.message);
  assert.deepEqual(messages, ['password must have at least 8 characters', 'adult must be true']);
});

test('no task before the profile is complete', async () => {
  const { body } = await gateway.call('POST', '/v1/workers', {
    body: { ...account, email: 'new@example.com' },
  });
  const refused = await take(body.token);
  assert.equal(refused.status, 403);
  assert.match(refused.body.error, /PUT \/v1\/workers\/me\/profile/);
  const profile = {
    display_name: ' Kim ',
    country: 'DE',
    primary_language: 'pt-BR',
    languages: ['EN', 'en'],
  };
  const set = await gateway.call('PUT', '/v1/workers/me/profile', { token: body.token, body: profile });
  const stored = {
    display_name: 'Kim',
    country: 'DE',
    primary_language: 'pt-br',
    languages: ['en'],
    phone: null,
    sensitive: false,
    currency: null,
  };
  assert.deepEqual(set.body.profile, stored);
  assert.equal((await take(body.token)).status, 204);
  const bad = { display_name: 'K', country: 'de', primary_language: '???' };
  const wrong = await gateway.call('PUT', '/v1/workers/me/profile', { token: body.token, body: bad });
  assert.deepEqual(
    wrong.body.details
      .map((detail: { field: string }) => detail.field)
      .filter((f: string, i: number, a: string[]) => a.indexOf(f) === i),
    ['display_name', 'country', 'primary_language'],
  );
});

test('a worker asks for what they hold, and for nobody else’s: until it is labelled or passed on', async () => {
  const { token } = await gateway.newWorker();
  const other = await gateway.newWorker();
  await submitTasks(3);
  const { assignments } = (await take(token, 3)).body;
  const ids = async (as = token): Promise<readonly string[]> => {
    const { status, body } = await gateway.call('GET', '/v1/work/assignments', { token: as });
    assert.equal(status, 200);
    return body.assignments.map(({ assignment_id }: { assignment_id: string }) => assignment_id);
  };
  assert.deepEqual(
    new Set(await ids()),
    new Set(assignments.map((one: { assignment_id: string }) => one.assignment_id)),
  );
  assert.deepEqual(await ids(other.token), []);
  const [first, second, third] = await ids();
  const label = { token, body: { label: 'cat' } };
  assert.equal((await gateway.call('POST', `/v1/work/${first}/label`, label)).status, 200);
  assert.equal((await gateway.call('POST', `/v1/work/${second}/skip`, { token })).status, 200);
  assert.deepEqual(await ids(), [third]);
  assert.equal((await gateway.call('GET', '/v1/work/assignments', {})).status, 401);
});

test('an assignment holds all that is needed, and a label is final', async () => {
  const { token } = await gateway.newWorker();
  await submitTasks(1);
  const { status, body } = await take(token);
  assert.equal(status, 200);
  const [assignment] = body.assignments;
  const { assignment_id } = assignment;
  assert.match(assignment_id, /^asn_[A-Za-z0-9_-]{48}$/);
  assert.deepEqual(assignment, {
    assignment_id,
    type: 'image_classification',
    question: 'Animal?',
    kind: 'choice',
    agreement_bar: null,
    instructions: null,
    options: ['cat', 'dog'],
    data: { url: `/v1/work/${assignment_id}/data`, content_type: null },
    sensitive: false,
    organisation: null,
    lease_expires_at: '2026-04-09T12:10:00.000Z',
    reward_sats: 325,
  });
  const give = (label: string, by = token) =>
    gateway.call('POST', `/v1/work/${assignment_id}/label`, { token: by, body: { label } });
  const wrong = await give('cow');
  assert.deepEqual([wrong.status, wrong.body.error], [400, 'label must be one of "cat", "dog"']);
  const stranger = await gateway.newWorker();
  assert.equal((await give('cat', stranger.token)).status, 404);
  for (let i = 0; i < 2; i++) {
    const given = await give('cat');
    assert.deepEqual([given.status, given.body], [200, { assignment_id, accepted: true }]);
  }
  const other = await give('dog');
  assert.deepEqual([other.status, other.body.code], [409, 'CONFLICT']);
  const skip = await gateway.call('POST', `/v1/work/${assignment_id}/skip`, { token });
  assert.equal(skip.status, 409);
});

test('many labels at once: an outcome for each', async () => {
  const { token } = await gateway.newWorker();
  await submitTasks(2);
  const { body } = await take(token, 2);
  const [first, second] = body.assignments;
  const labels = [
    { assignment_id: first.assignment_id, label: 'dog' },
    { assignment_id: second.assignment_id, label: 'cow' },
    { assignment_id: 'asn_unknown', label: 'cat' },
  ];
  const { status, body: answer } = await gateway.call('POST', '/v1/work/labels', { token, body: { labels } });
  assert.equal(status, 200);
  assert.deepEqual(answer.outcomes, [
    { assignment_id: first.assignment_id, accepted: true },
    {
      assignment_id: second.assignment_id,
      accepted: false,
      error: 'label must be one of "cat", "dog"',
      code: 'VALIDATION_ERROR',
    },
    { assignment_id: 'asn_unknown', accepted: false, error: 'assignment not found', code: 'NOT_FOUND' },
  ]);
});

test('a skipped task does not come back, and an ended lease is 410', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  await own.call('POST', '/v1/tasks/batch', {
    token: key,
    body: { tasks: [quickstartTask, quickstartTask] },
  });
  const { token, workerId } = await own.newWorker();
  const taskOf = (id: string) => own.context.assignmentIds.open(workerId, id)?.taskId;
  const first = (await own.call('POST', '/v1/work/next', { token })).body.assignments[0];
  const skip = await own.call('POST', `/v1/work/${first.assignment_id}/skip`, {
    token,
    body: { reason: 'blurred' },
  });
  assert.deepEqual([skip.status, skip.body], [200, { assignment_id: first.assignment_id, skipped: true }]);
  const second = (await own.call('POST', '/v1/work/next', { token })).body.assignments[0];
  assert.notEqual(taskOf(second.assignment_id), taskOf(first.assignment_id));
  own.clock.advance(600_001);
  const late = await own.call('POST', `/v1/work/${second.assignment_id}/label`, {
    token,
    body: { label: 'cat' },
  });
  assert.deepEqual([late.status, late.body.code], [410, 'GONE']);
});

test('earnings are paged, and the cursor is checked', async () => {
  const { token } = await gateway.newWorker();
  const empty = await gateway.call('GET', '/v1/workers/me/earnings', { token });
  assert.deepEqual([empty.status, empty.body], [200, { data: [], next_cursor: null, summary: null }]);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'page=2']) {
    assert.equal((await gateway.call('GET', `/v1/workers/me/earnings?${query}`, { token })).status, 400);
  }
});

test('labels of three workers decide a task', async () => {
  await using own = await startTestGateway();
  const { key } = await own.newCustomer();
  const { body } = await own.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const workers = [await own.newWorker(), await own.newWorker(), await own.newWorker()];
  await labelNext(
    own,
    workers.map((worker) => worker.token),
    ['dog', 'dog', 'cat'],
  );
  const result = await own.call('GET', `/v1/tasks/${body.task_id}/result`, { token: key });
  assert.equal(result.body.consensus_label, 'dog');
});
