import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const id = 'tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB';

/** Tasks of one batch, decided on cat two to one, but for as many as stay open. */
async function stage(gateway: TestGateway, decided: number, open = 0) {
  const customer = await gateway.newCustomer();
  const crowd = await Promise.all([0, 1, 2].map(() => gateway.newWorker()));
  const tokens = crowd.map(({ token }) => token);
  const { key } = customer;
  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
    gateway.call(method, path, { token: key, ...(body === undefined ? {} : { body }) });
  const tasks = Array.from({ length: decided + open }, () => quickstartTask);
  const body =
    tasks.length === 0 ? { task_ids: [] } : (await call('POST', '/v1/tasks/batch', { tasks })).body;
  for (let i = 0; i < decided; i++) await labelNext(gateway, tokens, ['cat', 'dog', 'cat']);
  return { ...customer, tokens, call, batchId: body.batch_id as string, ids: body.task_ids as string[] };
}

test('a review stands beside the consensus, is kept once, replaced and taken back', async () => {
  await using gateway = await startTestGateway();
  const { call, ids } = await stage(gateway, 1);
  const [mine] = (await call('GET', '/v1/customers/me/keys')).body.data;
  const path = `/v1/tasks/${ids[0]}`;
  const before = await call('GET', `${path}/result`);
  assert.equal('review' in before.body, false);
  const correction = { verdict: 'corrected', label: 'dog', note: 'A fox.\nBy its tail.' };
  const given = await call('PUT', `${path}/review`, correction);
  assert.deepEqual(
    [given.status, given.body],
    [
      200,
      {
        ...correction,
        consensus_label: 'cat',
        reviewed_by: mine.key_id,
        reviewed_at: new Date(gateway.clock.nowMs()).toISOString(),
      },
    ],
  );
  gateway.clock.advance(1_000);
  assert.deepEqual((await call('PUT', `${path}/review`, correction)).body, given.body, 'it is the same');
  const { review, ...result } = (await call('GET', `${path}/result`)).body;
  assert.deepEqual(review, given.body);
  assert.deepEqual(result, before.body);
  assert.deepEqual((await call('GET', path)).body.review, given.body);
  const accepted = await call('PUT', `${path}/review`, { verdict: 'accepted' });
  assert.deepEqual([accepted.body.label, accepted.body.note], ['cat', null]);
  for (let i = 0; i < 2; i++) {
    const { status, body } = await call('DELETE', `${path}/review`);
    assert.deepEqual([status, 'review' in body], [200, false]);
  }
  const log = (await call('GET', `/v1/audit-log?object_id=${ids[0]}`)).body.data;
  const told = log.map((entry: Record<string, unknown>) => [entry.action, entry.before, entry.after]);
  const dog = { verdict: 'corrected', option: 1 };
  assert.deepEqual(told, [
    ['review.taken_back', { verdict: null }, null],
    ['review.taken_back', { verdict: 'accepted', option: 0 }, null],
    ['review.given', dog, { verdict: 'accepted', option: 0 }],
    ['review.given', dog, dog],
    ['review.given', { verdict: null }, dog],
  ]);
});

test('a review that says nothing, or what the task has no place for, is refused by field', async () => {
  await using gateway = await startTestGateway();
  const { call, ids } = await stage(gateway, 1, 1);
  const stranger = await stage(gateway, 0, 1);
  const decided = `/v1/tasks/${ids[0]}/review`;
  const cases = [
    [{ verdict: 'maybe' }, 'verdict'],
    [{ verdict: 'corrected' }, 'label'],
    [{ verdict: 'corrected', label: 'cow' }, 'label'],
    [{ verdict: 'corrected', label: 'cat' }, 'label'],
    [{ verdict: 'accepted', label: 'dog' }, 'label'],
    [{ verdict: 'accepted', note: 'a\u0000b' }, 'note'],
  ] as const;
  for (const [body, field] of cases) {
    const answer = await call('PUT', decided, body);
    assert.deepEqual([answer.status, answer.body.details?.[0].field], [400, field], JSON.stringify(body));
  }
  const open = await call('PUT', `/v1/tasks/${ids[1]}/review`, { verdict: 'accepted' });
  assert.deepEqual([open.status, open.body.reason], [409, 'not_reviewable']);
  for (const method of ['PUT', 'DELETE'] as const) {
    const body = method === 'PUT' ? { verdict: 'accepted' } : undefined;
    assert.equal((await stranger.call(method, decided, body)).status, 404);
  }
  const all = await call('POST', '/v1/tasks/reviews', {
    reviews: [
      { task_id: ids[0], verdict: 'accepted' },
      { task_id: ids[0], verdict: 'accepted' },
      { task_id: stranger.ids[0], verdict: 'accepted' },
      { task_id: ids[1], verdict: 'accepted' },
      { task_id: id, verdict: 'corrected', label: 'cow' },
    ],
  });
  assert.equal(all.status, 400);
  assert.deepEqual(
    all.body.details.map(({ field, constraint }: Record<string, string>) => [field, constraint]),
    [
      ['reviews.1.task_id', 'repeated'],
      ['reviews.2.task_id', 'found'],
      ['reviews.3.task_id', 'reviewable'],
      ['reviews.4.task_id', 'found'],
    ],
  );
  assert.equal('review' in (await call('GET', `/v1/tasks/${ids[0]}`)).body, false, 'none was kept');
});

test('many are reviewed at once, listed by what was said in every order, and told as events', async () => {
  await using gateway = await startTestGateway();
  const { call, ids, customerId, batchId } = await stage(gateway, 4);
  const reviews = [
    { task_id: ids[0], verdict: 'accepted' },
    { task_id: ids[1], verdict: 'corrected', label: 'dog' },
    { task_id: ids[2], verdict: 'corrected', label: 'dog', note: 'see the tail' },
  ];
  const { status, body } = await call('POST', '/v1/tasks/reviews', { reviews });
  assert.equal(status, 200);
  assert.deepEqual(
    body.reviews.map((one: Record<string, unknown>) => [one.task_id, one.verdict, one.label]),
    [
      [ids[0], 'accepted', 'cat'],
      [ids[1], 'corrected', 'dog'],
      [ids[2], 'corrected', 'dog'],
    ],
  );
  await call('PUT', `/v1/tasks/${ids[2]}/review`, { verdict: 'accepted' });
  const wanted = { none: [ids[3]], accepted: [ids[2], ids[0]], corrected: [ids[1]] };
  for (const [review, expected] of Object.entries(wanted))
    for (const more of ['', '&sort=decided', '&sort=confidence', `&batch_id=${batchId}`]) {
      const page = await call('GET', `/v1/tasks?review=${review}${more}`);
      const found = page.body.data.map(({ task_id }: { task_id: string }) => task_id);
      assert.deepEqual(new Set(found), new Set(expected), `${review}${more}`);
    }
  assert.equal((await call('GET', '/v1/tasks?review=some')).status, 400);
  const events = await gateway.storage.events.after(customerId, { after: null, limit: 99 });
  const said = events.flatMap((event) =>
    event.type === 'task.reviewed' ? [[event.taskId, event.said]] : [],
  );
  assert.deepEqual(said, [
    [ids[0], { verdict: 'accepted', option: 0 }],
    [ids[1], { verdict: 'corrected', option: 1 }],
    [ids[2], { verdict: 'corrected', option: 1 }],
    [ids[2], { verdict: 'accepted', option: 0 }],
  ]);
  const csv = (await call('GET', `/v1/batches/${batchId}/export?format=csv`)).text.split('\r\n');
  assert.match(csv[0] ?? '', /,votes,repeated,review_verdict,final_label,review_note,reviewed_at,votes\.cat/);
  assert.match(csv[2] ?? '', /,false,corrected,dog,,20/);
  const { body: accuracy } = await call('GET', `/v1/stats/accuracy?batch_id=${batchId}`);
  assert.deepEqual([accuracy.tasks, accuracy.reviewed, accuracy.corrected], [4, 3, 1]);
  assert.deepEqual(accuracy.corrections, [
    [0, 1],
    [0, 0],
  ]);
  assert.equal(accuracy.worth_a_look, 1);
  assert.equal((await call('GET', '/v1/stats/accuracy')).body.details[0].field, 'job_id');
});

test('a task that expired without a label can be corrected, and is told of where there is none', async () => {
  await using gateway = await startTestGateway();
  const { call, tokens } = await stage(gateway, 0);
  const three = { ...quickstartTask, label_spec: { question: 'Animal?', options: ['cat', 'cow', 'dog'] } };
  const { body } = await call('POST', '/v1/tasks', { ...three, consensus: { max_labels: 3 } });
  await labelNext(gateway, tokens, ['cat', 'cow', 'dog']);
  const path = `/v1/tasks/${body.task_id}`;
  assert.equal((await call('PUT', `${path}/review`, { verdict: 'accepted' })).status, 409);
  const given = await call('PUT', `${path}/review`, { verdict: 'corrected', label: 'cow' });
  assert.deepEqual([given.status, given.body.consensus_label], [200, null]);
  const gone = await call('GET', `${path}/result`);
  assert.deepEqual([gone.status, gone.body.review.label], [410, 'cow']);
  const listed = await call('GET', '/v1/tasks?review=corrected&status=expired');
  assert.deepEqual(
    listed.body.data.map(({ task_id }: { task_id: string }) => task_id),
    [body.task_id],
  );
});
