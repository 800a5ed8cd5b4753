import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { startTestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';
import {
  givePractice,
  label,
  next,
  type Practising,
  practiceLines,
  practise,
  questionsOf,
  submit,
} from '../testing/walks/practising.ts';

const host = createServer((_request, response) => response.writeHead(200).end('a text to look at'));
let url = '';
before(async () => {
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  url = `http://localhost:${(host.address() as AddressInfo).port}`;
});
after(() => {
  host.closeAllConnections();
  host.close();
});

test('a worker practises a question with feedback, and only then gets the tasks that ask for it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 5, {}, url);
  const qualification = { practice: 0.8 };
  const { body: task } = await submit(gateway, key, { qualification });
  assert.deepEqual(
    (await gateway.call('GET', `/v1/tasks/${task.task_id}`, { token: key })).body.qualification,
    qualification,
  );
  const worker = await gateway.newWorker();
  assert.deepEqual(await next(gateway, worker), []);
  const { data, next_cursor } = await questionsOf(gateway, worker);
  assert.equal(next_cursor, null);
  const [listed] = data;
  assert.deepEqual(
    { ...listed, question_id: typeof listed.question_id },
    {
      question_id: 'string',
      type: 'image_classification',
      question: 'Animal?',
      options: ['cat', 'dog'],
      organisation: null,
      sensitive: false,
      reward_sats: listed.reward_sats,
      seconds_each: null,
      practice: { answered: 0, items: 5, right: 0, best: null, again_at: null },
    },
  );
  assert.ok(listed.reward_sats > 0);
  const practice = listed.question_id;
  const items = await next(gateway, worker, { practice, count: 3 });
  assert.deepEqual(
    items.map((one) => [one.practice, one.question]),
    Array(3).fill([true, 'Animal?']),
  );
  const [first] = items;
  const seen = await gateway.call('GET', `/v1/work/${first!.assignment_id}/data`, worker);
  assert.equal(seen.status, 200);
  const wrong = await label(gateway, worker, first!.assignment_id, 'dog');
  const { explanation, ...told } = wrong.body.practice;
  assert.deepEqual(told, { is_right: false, answer: 'cat', answered: 1, items: 5, right: 0 });
  assert.match(explanation, /^Whiskers, \d\.$/);
  assert.deepEqual(
    (await label(gateway, worker, first!.assignment_id, 'dog')).body,
    wrong.body,
    'sent again',
  );
  assert.equal((await label(gateway, worker, first!.assignment_id, 'cat')).status, 409);
  assert.equal((await label(gateway, worker, items[1]!.assignment_id, 'cow')).status, 400);
  const held = await gateway.call('GET', '/v1/work/assignments', worker);
  assert.deepEqual(held.body.assignments, [], 'nothing of it is held');
  const left = await next(gateway, worker, { practice, count: 3 });
  assert.deepEqual(left.slice(0, 2), items.slice(1));
  assert.equal((await practise(gateway, worker, practice, 4))?.right, 4);
  assert.equal((await questionsOf(gateway, worker)).data[0].practice.best, 0.8);
  const given = await next(gateway, worker);
  assert.equal(given.length, 1);
  assert.equal(given[0]!.practice, undefined);
  assert.equal((await label(gateway, worker, given[0]!.assignment_id, 'cat')).status, 200);
  const { body: history } = await gateway.call('GET', '/v1/workers/me/history', worker);
  assert.equal(history.data.length, 1, 'practice is in no history, and paid for nothing');
});

test('who got too little right gets none of the tasks, and may practise again a day later, unmet items first', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 30);
  await submit(gateway, key, { qualification: { practice: 0.5 } });
  const worker = await gateway.newWorker();
  const practice = (await questionsOf(gateway, worker)).data[0].question_id;
  const before = await next(gateway, worker, { practice });
  assert.equal(before.length, 20);
  assert.equal((await practise(gateway, worker, practice, 9))?.right, 9);
  assert.deepEqual(await next(gateway, worker), []);
  const over = await gateway.call('POST', '/v1/work/next', { ...worker, body: { practice } });
  assert.equal(over.status, 204);
  const { again_at } = (await questionsOf(gateway, worker)).data[0].practice;
  gateway.clock.advance(Date.parse(again_at) - gateway.clock.nowMs());
  const again = await next(gateway, worker, { practice });
  const met = new Set(before.map(({ assignment_id }) => assignment_id));
  assert.equal(again.filter(({ assignment_id }) => met.has(assignment_id)).length, 10);
  assert.deepEqual(
    again.slice(0, 10).filter(({ assignment_id }) => met.has(assignment_id)),
    [],
  );
  await practise(gateway, worker, practice, 10);
  assert.equal((await next(gateway, worker)).length, 1, 'the best round counts');
});

test('practice is never gold: it is mixed among no tasks, moves no trust, and another worker’s ids open nothing', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 6);
  for (let i = 0; i < 6; i++) await submit(gateway, key, {});
  const [worker, other] = [await gateway.newWorker(), await gateway.newWorker()];
  const given = await next(gateway, worker);
  const { storage, assignmentIds } = gateway.context;
  for (const { assignment_id } of given) {
    const { taskId } = assignmentIds.open(worker.workerId, assignment_id)!;
    assert.equal((await storage.tasks.get(taskId))!.gold, undefined);
  }
  assert.equal(given.length, 6);
  const me = await gateway.call('GET', '/v1/workers/me', worker);
  const practice = (await questionsOf(gateway, worker)).data[0].question_id;
  const [item] = await next(gateway, worker, { practice });
  await practise(gateway, worker, practice, 0);
  assert.deepEqual(await storage.trust.sums(worker.workerId), await storage.trust.sums(other.workerId));
  assert.deepEqual((await gateway.call('GET', '/v1/workers/me', worker)).body, me.body);
  assert.equal((await label(gateway, other, item!.assignment_id, 'cat')).status, 404);
  assert.equal((await gateway.call('GET', `/v1/work/${item!.assignment_id}/data`, other)).status, 404);
  for (const path of ['skip', 'report']) {
    const sent = await gateway.call('POST', `/v1/work/${item!.assignment_id}/${path}`, {
      ...worker,
      ...(path === 'report' && { body: { reason: 'other' } }),
    });
    assert.equal(sent.status, 404);
  }
});

test('of questions a worker finds those in their languages, and of own people those that are theirs', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 1, { crowd: 'own' });
  await givePractice(gateway, key, 1, {
    label_spec: JSON.stringify({ ...jobOrder.label_spec, question: 'Open?' }),
  });
  const { body: german } = await uploadJob(gateway, key, practiceLines(1, { language: 'de' }), {
    label_spec: JSON.stringify({ ...jobOrder.label_spec, question: 'Tier?' }),
  });
  assert.ok(german.job_id);
  await runJobs(gateway);
  const [outsider, insider] = [await gateway.newWorker(), await gateway.newWorker()];
  const { body: invitation } = await gateway.call('POST', '/v1/pool/invitations', { token: key, body: {} });
  const secret = String(invitation.link).split('#')[1];
  await gateway.call('POST', '/v1/workers/me/pools', { ...insider, body: { token: secret } });
  const names = async (who: Practising, query = '') =>
    (await questionsOf(gateway, who, query)).data.map((one: { question: string }) => one.question);
  assert.deepEqual(await names(outsider), ['Open?']);
  assert.deepEqual(await names(insider), ['Animal?']);
  const [own] = (await questionsOf(gateway, insider)).data;
  assert.deepEqual([own.organisation, own.reward_sats], ['Demo', 0]);
  const refused = await gateway.call('POST', '/v1/work/next', {
    ...outsider,
    body: { practice: own.question_id },
  });
  assert.equal(refused.status, 404);
  const pages: string[] = [];
  let cursor = '';
  for (let i = 0; i < 9; i++) {
    const page = await questionsOf(gateway, insider, `&limit=1${cursor}`);
    pages.push(...page.data.map((one: { question: string }) => one.question));
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  assert.deepEqual(pages, ['Animal?']);
  assert.equal(
    (await gateway.call('GET', '/v1/work/assignments?questions=true&cursor=x', insider)).status,
    400,
  );
  await practise(gateway, insider, own.question_id, 1);
  const { status } = await submit(gateway, key, { crowd: 'own', qualification: { practice: 1 } });
  assert.equal(status, 202);
  assert.equal((await next(gateway, insider)).length, 1);
});

test('a chosen question’s tasks come first, and others where none is left', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  await givePractice(gateway, key, 2);
  for (let i = 0; i < 3; i++)
    await submit(gateway, key, { label_spec: { question: 'Else?', options: ['a', 'b'] } });
  for (let i = 0; i < 2; i++) await submit(gateway, key, { qualification: { practice: 1 } });
  const worker = await gateway.newWorker();
  const question = (await questionsOf(gateway, worker)).data[0].question_id;
  await practise(gateway, worker, question, 2);
  const asked = async (body: object) => (await next(gateway, worker, body)).map((one) => one.question);
  assert.deepEqual(await asked({ question }), ['Animal?', 'Animal?']);
  assert.deepEqual(await asked({ question }), ['Else?', 'Else?', 'Else?']);
  for (const name of [`qst_${'0'.repeat(32)}`, 'tsk_0'])
    for (const field of ['question', 'practice']) {
      const { status, body } = await gateway.call('POST', '/v1/work/next', {
        ...worker,
        body: { [field]: name },
      });
      assert.deepEqual([status, body.code], [404, 'NOT_FOUND']);
    }
});
