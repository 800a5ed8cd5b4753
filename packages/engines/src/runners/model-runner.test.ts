import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '@asg/domain';
import { createOutbound } from '@asg/outbound';
import { Sealer, seededRandom } from '@asg/runtime';
import { modelStage, options, says } from '../testing/model-stage.ts';
import { OwnModels } from './own-models.ts';

const dayMs = 24 * 3_600_000;

test('a model is asked once of each open task of its templates, and what it says is kept as a prediction', async (t) => {
  const it = await modelStage(t, (response, item) =>
    says(response, { label: item === 'b' ? 'bad' : 'good' }),
  );
  const before = await it.submit('a');
  it.clock.advance(1_000);
  await it.add();
  const mine = await it.submit('abc');
  const others = [
    ...(await it.submit('d', { consensus: { policy: 'threshold' } })),
    ...(await it.submit('e', { type: 'moderation' })),
    ...(await it.submit('f', { label_spec: { question: 'Mood?', options: ['good', 'bad', 'none'] } })),
    ...(await it.submit('g', {}, await it.customer('cust_2'))),
    ...before,
  ];
  await it.run();
  it.clock.advance(5_000);
  await it.run();
  assert.deepEqual(await it.said(mine), ['good', 'bad', 'good']);
  assert.deepEqual(new Set(await it.said(others)), new Set([undefined]));
  assert.equal(it.asked.length, 3);
  const [first] = it.asked;
  assert.equal(first?.url, '/v1/chat/completions');
  assert.equal(first?.authorization, 'Bearer a key that nobody sees');
  assert.equal(first?.body.model, 'small-1');
  assert.deepEqual(first?.body.response_format.json_schema.schema, {
    type: 'object',
    properties: { label: { type: 'string', enum: options } },
    required: ['label'],
    additionalProperties: false,
  });
  for (const { body } of it.asked)
    assert.ok(body.messages.every(({ role }) => ['system', 'user'].includes(role)));
  const systems = new Set(it.asked.map(({ body }) => body.messages[0]?.content));
  assert.equal(systems.size, 1, 'nothing of the item is in the system’s message');
  const model = await it.model();
  assert.deepEqual([model.kept, model.used, model.tokens, model.note], [3, 3, 30, null]);
  assert.ok(!JSON.stringify(model).includes('nobody sees'), 'sealed at rest');
  const late = await it.submit('b');
  it.clock.advance(60_000);
  await it.run();
  assert.deepEqual(await it.said(late), ['bad']);
});

test('more than a page of tasks, and those of a walk that was broken off, are each asked of once', async (t) => {
  const it = await modelStage(t);
  await it.add();
  const all = await it.submit('a'.repeat(130));
  await it.runner.round();
  await it.runner.stepsEnded();
  assert.ok(it.asked.length > 0 && it.asked.length < 130);
  const state = await it.model();
  await using another = it.newRunner();
  await it.run(another);
  assert.equal(it.asked.length, 130);
  // As after a crash behind the answers and before the step was stored.
  await it.storage.ownModels.remove(state);
  await it.storage.ownModels.add({ ...state, walk: { ...state.walk, at: null, next: null } });
  await it.run(another);
  assert.equal(it.asked.length, 130);
  assert.deepEqual(new Set(await it.said(all)), new Set(['good']));
});

test('the budget of a day is never exceeded, requests that fail count, and the next day goes on', async (t) => {
  const it = await modelStage(t, (response) => response.writeHead(500).end());
  await it.add({ requests_per_day: 5 });
  const all = await it.submit('aaaa');
  await it.run();
  assert.equal(it.asked.length, 4);
  it.endpoint.answer = (response) => says(response, { label: 'good' });
  it.clock.advance(10_000);
  await it.run();
  assert.equal(it.asked.length, 5);
  it.clock.advance(3_600_000);
  await it.run();
  assert.equal(it.asked.length, 5);
  assert.equal((await it.model()).used, 5);
  const toMidnight = dayMs - (it.clock.nowMs() % dayMs);
  it.clock.advance(toMidnight);
  await it.run();
  assert.equal(it.asked.length, 8);
  assert.deepEqual(await it.said(all), ['good', 'good', 'good', 'good']);
});

test('Retry-After is honoured, a redirect is not followed, and the log of problems has none of the endpoint’s words', async (t) => {
  const it = await modelStage(t, (response) =>
    response.writeHead(429, { 'retry-after': '90' }).end('key: secret words'),
  );
  await it.add();
  const all = await it.submit('ab');
  await it.run();
  it.clock.advance(89_000);
  await it.run();
  assert.equal(it.asked.length, 2);
  assert.equal((await it.model()).note, 'the endpoint answered 429');
  it.endpoint.answer = (response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
  it.clock.advance(2_000);
  await it.run();
  assert.equal((await it.model()).note, 'the endpoint answered 307');
  it.endpoint.answer = (response) => says(response, { label: 'good' });
  it.clock.advance(60_000);
  await it.run();
  assert.deepEqual(await it.said(all), ['good', 'good']);
  assert.equal((await it.model()).note, null);
});

test('one item that always fails does not hold up the others, and an endpoint that is down is tried ever less', async (t) => {
  const it = await modelStage(t, (response, item) =>
    item === 'x' ? response.writeHead(400).end() : says(response, { label: 'good' }),
  );
  await it.add();
  const all = await it.submit('axb');
  await it.run();
  assert.deepEqual(await it.said(all), ['good', undefined, 'good']);
  assert.equal(it.asked.length, 3);
  it.endpoint.answer = (response) => response.writeHead(503).end();
  await it.submit('c');
  const from = it.asked.length;
  for (let i = 0; i < 200; i++) {
    it.clock.advance(60_000);
    await it.runner.round();
    await it.runner.stepsEnded();
  }
  const tries = it.asked.length - from;
  assert.ok(tries > 10 && tries < 40, `${tries} tries in 200 minutes`);
  it.clock.advance(dayMs);
  await it.run();
  const { active, disabledReason } = await it.model();
  assert.equal(active, false);
  assert.match(disabledReason ?? '', /nothing was answered for a day: the endpoint answered 503/);
  await it.ownModels.change('cust_1', 'small', { active: true });
  assert.equal((await it.model()).disabledReason, null);
});

test('a private host is refused when it is added, and again when it is asked', async (t) => {
  const it = await modelStage(t);
  await it.add();
  await it.submit('a');
  const strict = createOutbound({
    allowedHosts: [],
    resolve: async () => [{ address: '10.0.0.1', family: 4 }],
  });
  t.after(() => strict[Symbol.asyncDispose]());
  const sealer = new Sealer(['ab'.repeat(32)], seededRandom('strict'));
  const refused = await new OwnModels(it.context, { outbound: strict, sealer }).add('cust_1', {
    ...it.input,
    name: 'other',
  });
  assert.equal(refused.kind, 'invalid');
  await using runner = it.newRunner({ outbound: strict });
  await it.run(runner);
  assert.equal(it.asked.length, 0);
  assert.match((await it.model()).note ?? '', /may not be reached/);
});

test('a key that cannot be opened, and a suspended customer, stop it', async (t) => {
  const it = await modelStage(t);
  await it.add();
  await it.submit('a');
  await using other = it.newRunner({ sealer: new Sealer(['cd'.repeat(32)], seededRandom('other')) });
  await it.run(other);
  const { active, disabledReason } = await it.model();
  assert.deepEqual([active, disabledReason], [false, 'its key cannot be opened: set it again']);
  await it.ownModels.change('cust_1', 'small', { active: true });
  await it.storage.customers.change({ customerId: 'cust_1', changeId: 'one', suspended: true });
  await it.run();
  assert.equal(it.asked.length, 0);
});

test('scores are asked for option by option, and likelihoods of tokens become scores', async (t) => {
  const it = await modelStage(t, (response) => says(response, { scores: { good: 0.25, bad: 0.75 } }));
  await it.add({ scores: 'asked' });
  const [asked] = await it.submit('a');
  await it.run();
  const scoresOf = async (taskId = ''): Promise<Task['predicted']> =>
    (await it.storage.tasks.get(taskId))?.predicted;
  assert.deepEqual(await scoresOf(asked), [{ model: 'small', option: 1, scores: [250_000, 750_000] }]);
  const content = '{"label":"bad"}';
  const tokens = ['{"label":"', 'ba', 'd', '"}'].map((token, i) => ({
    token,
    logprob: i === 1 ? Math.log(0.8) : 0,
  }));
  it.endpoint.answer = (response) =>
    response.end(JSON.stringify({ choices: [{ message: { content }, logprobs: { content: tokens } }] }));
  await it.ownModels.change('cust_1', 'small', { scores: 'logprobs' });
  const [likely] = await it.submit('b');
  it.clock.advance(5_000);
  await it.run();
  assert.deepEqual(await scoresOf(likely), [{ model: 'small', option: 1, scores: [200_000, 800_000] }]);
});
