import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { payableLabels } from '@asg/domain';
import { LooksTaken } from '@asg/media';
import type { Call } from '../testing/call.ts';
import { settleDue } from '../testing/settle-due.ts';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const adminToken = 'operator-token-of-the-tests';
const text = 'a text to look at';
const host = createServer((request, response) => {
  if (request.url === '/gone') response.writeHead(404).end();
  else response.writeHead(200).end(text);
});
let gateway: TestGateway;
let strict: TestGateway;
let here = '';
before(async () => {
  gateway = await startTestGateway({ adminToken });
  strict = await startTestGateway({ adminToken, unseenLabels: 'refused' });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  here = `http://localhost:${(host.address() as AddressInfo).port}`;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
  host.closeAllConnections();
  host.close();
});

type Worker = Awaited<ReturnType<TestGateway['newWorker']>>;
let made = 0;

/** A worker with gold before them, so many items, that looks as given. */
async function scene(count: number, { at = gateway, path = '/item' } = {}) {
  const language = `qaa-x-${made++}`;
  const { key } = await at.newCustomer();
  const task = { ...quickstartTask, data_url: here + path, language };
  const { type, data_url, label_spec } = task;
  await at.call('POST', '/v1/tasks/batch', { token: key, body: { tasks: Array(count + 5).fill(task) } });
  for (let i = 0; i < count; i++) {
    const body = { type, data_url, label_spec, gold_label: 'cat', language };
    const added = await at.call('POST', '/v1/admin/gold', { token: adminToken, body });
    assert.equal(added.status, 201, added.text);
  }
  const worker = await at.newWorker();
  const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
  await at.call('PUT', '/v1/workers/me/profile', { token: worker.token, body: profile });
  return worker;
}

/** Takes what comes next: gold, where there is some. */
async function next({ token }: Worker, at = gateway): Promise<string> {
  const { body, text: said } = await at.call('POST', '/v1/work/next', { token });
  assert.ok(body?.assignments?.length === 1, said);
  return body.assignments[0].assignment_id;
}

const look = (
  { token }: Worker,
  id: string,
  { headers = {}, method = 'GET' as 'GET' | 'HEAD', at = gateway } = {},
) =>
  at.app.inject({
    method,
    url: `/v1/work/${id}/data`,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
const tokenOf = (answer: Awaited<ReturnType<typeof look>>) => answer.headers['x-item-token'];

const label = ({ token }: Worker, id: string, itemToken?: unknown, given = 'cat', at = gateway) => {
  const body = { label: given, ...(itemToken !== undefined && { item_token: itemToken }) };
  return at.call('POST', `/v1/work/${id}/label`, { token, body });
};

const quality = async ({ workerId }: Worker, call: Call = gateway.call) =>
  (await call('GET', `/v1/admin/workers/${workerId}`, { token: adminToken })).body;

test('a label without a look is taken and paid, and earns no trust; with a look it does', async () => {
  const [blind, sighted] = [await scene(1), await scene(1)];
  const before = (await quality(blind)).trust;
  for (const worker of [blind, sighted]) {
    const id = await next(worker);
    if (worker === sighted) assert.equal((await look(worker, id)).payload, text);
    const answer = await label(worker, id);
    assert.deepEqual([answer.status, answer.body], [200, { assignment_id: id, accepted: true }]);
  }
  const [without, having] = [await quality(blind), await quality(sighted)];
  assert.deepEqual(without.trust, before);
  assert.deepEqual([having.trust.gold_right, having.trust.score > before.score], [1, true]);
  assert.deepEqual([without.not_fetched_share, having.not_fetched_share], [1, 0]);
  gateway.clock.advance(180_000);
  const settled = await settleDue(gateway);
  const paid = new Map(settled.flatMap((task) => payableLabels(task).map((one) => [one.workerId, one])));
  assert.deepEqual(
    [blind, sighted].map(({ workerId }) => paid.get(workerId)?.unseen),
    [true, undefined],
    'both are paid, and one is known to be without a look',
  );
});

test('wrong answers without a look count against their worker', async () => {
  const worker = await scene(1);
  const before = (await quality(worker)).trust;
  await label(worker, await next(worker), undefined, 'dog');
  const { trust } = await quality(worker);
  assert.deepEqual([trust.gold_missed, trust.score < before.score], [1, true]);
});

test('the agreement of who does not look is no trust either, and their votes count', async () => {
  const { key } = await gateway.newCustomer();
  const language = `qaa-x-${made++}`;
  const task = { ...quickstartTask, data_url: `${here}/item`, language };
  const { body: made_ } = await gateway.call('POST', '/v1/tasks', { token: key, body: task });
  const workers = [await gateway.newWorker(), await gateway.newWorker(), await gateway.newWorker()];
  for (const [i, worker] of workers.entries()) {
    const profile = { display_name: 'Kim', country: 'DE', primary_language: language };
    await gateway.call('PUT', '/v1/workers/me/profile', { token: worker.token, body: profile });
    const id = await next(worker);
    if (i === 0) await look(worker, id);
    assert.equal((await label(worker, id)).status, 200);
  }
  const result = await gateway.call('GET', `/v1/tasks/${made_.task_id}/result`, { token: key });
  assert.deepEqual([result.body.consensus_label, result.body.agreement_count], ['cat', 3]);
  const { customerId } = (await gateway.storage.tasks.get(made_.task_id))!;
  const agreed = await Promise.all(
    workers.map(async ({ workerId }) => (await gateway.storage.trust.sums(workerId, { customerId })).agreed),
  );
  assert.deepEqual(agreed, [1, 0, 0]);
});

test('the token of a look holds where another process takes the label, for its worker and claim alone', async () => {
  const worker = await scene(3);
  const { context } = gateway;
  const elsewhere = new LooksTaken(context);
  const extent = { length: text.length };
  const [first, second] = [await next(worker), await next(worker)];
  const tokens = [first, second].map((id) => elsewhere.taken(worker.workerId, id, extent));
  const ids = [first, second].map((id) => context.assignmentIds.open(worker.workerId, id)!);
  const { seen } = new LooksTaken(context);
  assert.deepEqual(seen(worker.workerId, ids[0]!, tokens[0]!), { extent });
  assert.equal(seen(worker.workerId, ids[1]!, tokens[0]!), null, 'of another assignment');
  const stranger = await gateway.newWorker();
  assert.equal(seen(stranger.workerId, ids[0]!, tokens[0]!), null, 'of another worker');
  assert.equal(seen(worker.workerId, ids[0]!, null), null);
  const before = (await quality(worker)).trust.gold_right;
  assert.equal((await label(worker, first, tokens[1])).status, 200, 'another’s token is as none');
  assert.equal((await quality(worker)).trust.gold_right, before);
  assert.equal((await label(worker, second, tokens[1])).status, 200);
  assert.equal((await quality(worker)).trust.gold_right, before + 1);
});

test('the whole item comes with a token, and its first byte, its head and what is known already without', async () => {
  const worker = await scene(1);
  const id = await next(worker);
  const head = await look(worker, id, { method: 'HEAD' });
  const part = await look(worker, id, { headers: { range: 'bytes=0-0' } });
  const rest = await look(worker, id, { headers: { range: 'bytes=1-' } });
  const beyond = await look(worker, id, { headers: { range: 'bytes=999-' } });
  const known = await look(worker, id, { headers: { 'if-none-match': String(part.headers.etag) } });
  assert.deepEqual([part.statusCode, beyond.statusCode, known.statusCode], [206, 416, 304]);
  for (const answer of [head, part, rest, beyond, known]) assert.equal(tokenOf(answer), undefined);
  const parts = gateway.context.assignmentIds.open(worker.workerId, id)!;
  assert.equal(gateway.media.looks.seen(worker.workerId, parts, null), null);
  const whole = await look(worker, id);
  assert.match(String(tokenOf(whole)), /^[A-Za-z0-9_-]{32}$/);
  const again = await look(worker, id, { headers: { range: 'bytes=0-' } });
  assert.deepEqual([again.statusCode, tokenOf(again)], [206, tokenOf(whole)]);
  assert.deepEqual(gateway.media.looks.seen(worker.workerId, parts, null), {
    extent: { length: text.length },
  });
  const stranger = await gateway.newWorker();
  assert.equal(tokenOf(await look(stranger, id)), undefined);
});

test('who looked for an item that cannot be shown has looked', async () => {
  const worker = await scene(1, { path: '/gone' });
  const id = await next(worker);
  const failed = await look(worker, id);
  assert.equal(failed.statusCode, 424);
  assert.match(String(tokenOf(failed)), /^[A-Za-z0-9_-]{22}$/);
  await label(worker, id, tokenOf(failed));
  assert.equal((await quality(worker)).trust.gold_right, 1);
});

test('where the operator says so, a label without a look is refused by name, alone and among others', async () => {
  const worker = await scene(3, { at: strict });
  const [first, second] = [await next(worker, strict), await next(worker, strict)];
  const refused = await label(worker, first, undefined, 'cat', strict);
  assert.deepEqual([refused.status, refused.body.code], [409, 'ITEM_NOT_FETCHED']);
  assert.match(refused.body.error, /data\.url/);
  const itemToken = tokenOf(await look(worker, second, { at: strict }));
  const labels = [first, second].map((assignment_id) => ({
    assignment_id,
    label: 'cat',
    item_token: itemToken,
  }));
  const both = await strict.call('POST', '/v1/work/labels', { token: worker.token, body: { labels } });
  assert.deepEqual(
    both.body.outcomes.map(({ accepted, code }: { accepted: boolean; code?: string }) => [accepted, code]),
    [
      [false, 'ITEM_NOT_FETCHED'],
      [true, undefined],
    ],
  );
  await look(worker, first, { at: strict });
  assert.equal(
    (await label(worker, first, undefined, 'cat', strict)).status,
    200,
    'after a look it is taken',
  );
});

test('an item token that is no text, or is too long, is refused by its field', async () => {
  const worker = await scene(1);
  const id = await next(worker);
  for (const [bad, field] of [
    [7, 'item_token'],
    ['', 'item_token'],
    ['x'.repeat(101), 'item_token'],
  ] as const) {
    const answer = await label(worker, id, bad);
    assert.deepEqual([answer.status, answer.body.details[0].field], [400, field]);
  }
  assert.equal((await label(worker, id, null)).status, 200, 'null is none');
});

test('most labels without a look are a signal to the operator', async () => {
  const worker = await scene(0, {});
  const { key } = await gateway.newCustomer();
  const { body: me } = await gateway.call('GET', '/v1/workers/me', { token: worker.token });
  const task = { ...quickstartTask, data_url: `${here}/item`, language: me.profile.primary_language };
  await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks: Array(40).fill(task) } });
  for (let i = 0; i < 20; i++) {
    gateway.clock.advance(5_000);
    await label(worker, await next(worker), undefined, i % 2 === 0 ? 'cat' : 'dog');
  }
  const seen = await quality(worker);
  assert.deepEqual([seen.signals, seen.not_fetched_share], [['items_not_fetched'], 1]);
});
