import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { bytesOfDigits, houseCustomerId } from '@asg/domain';
import { routes } from '@asg/wire';
import type { Answer } from '../testing/call.ts';
import { settleDue } from '../testing/settle-due.ts';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { walkFactors } from '../testing/walks/walk-factors.ts';
import { walkPractice } from '../testing/walks/walk-practice.ts';
import { walkStarts } from '../testing/walks/walk-starts.ts';

const adminToken = 'operator-token-of-the-tests';
/** The longest that gold is kept back before other tasks were seen to close. */
const outcomeMsMax = 180_000;
const host = createServer((_request, response) => response.writeHead(200).end('a text to look at'));
let gateway: TestGateway;
let dataUrl = '';
before(async () => {
  gateway = await startTestGateway({ adminToken });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  dataUrl = `http://localhost:${(host.address() as AddressInfo).port}/item.txt`;
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  host.closeAllConnections();
  host.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface Assignment {
  readonly assignment_id: string;
  readonly reward_sats: number;
  readonly lease_expires_at: string;
}

/** Every operation whose answer goes to a worker. */
const ofWorkers = Object.values(routes).filter(
  ({ auth, path }) => auth === 'worker' || path.startsWith('/v1/workers') || path.startsWith('/v1/work/'),
);

const [secretModel, otherModel] = ['zebra-classifier-9', 'okapi-marker-7'] as const;

/** A customer's tasks and gold that looks like them, and a worker who has met both. */
async function scene() {
  const { key } = await gateway.newCustomer();
  const predictions = [{ model: secretModel, label: 'cat' }];
  const task = { ...quickstartTask, data_url: dataUrl, consensus_threshold: 2, predictions };
  const tasks = Array.from({ length: 12 }, () => task);
  await gateway.call('POST', '/v1/tasks/batch', { token: key, body: { tasks } });
  const { type, data_url, label_spec } = task;
  for (let i = 0; i < 6; i++) {
    const gold = { type, data_url, label_spec, gold_label: 'cat', feedback: i % 2 === 0 };
    const added = await gateway.call('POST', '/v1/admin/gold', { token: adminToken, body: gold });
    assert.equal(added.status, 201, added.text);
  }
}

/** What workers must not learn: models of customers; ids, and the numbers and bytes that they are made of. */
async function secrets(): Promise<readonly Buffer[]> {
  const { tasks } = await gateway.storage.tasks.scan({ after: null, limit: 1_000 });
  const golds = await gateway.storage.gold.list({ limit: 100, before: null });
  const ids = [
    ...tasks.flatMap(({ taskId, batchId }) => [taskId, ...(batchId === null ? [] : [batchId])]),
    ...golds.map(({ gold }) => gold.goldId),
  ];
  return [Buffer.from(secretModel), Buffer.from(otherModel)].concat(
    ids.flatMap((id) => {
      const ulid = id.slice(4);
      // The last digits alone, too: the first ten are a time, which any id has.
      return [Buffer.from(ulid), Buffer.from(ulid.slice(10)), Buffer.from(bytesOfDigits(ulid, 16))];
    }),
  );
}

/** All that is written, and what it decodes to where it reads as base64url, base64 or hex. */
function readings({ text, headers }: Pick<Answer, 'text' | 'headers'>): readonly Buffer[] {
  const written = `${text}\n${JSON.stringify(headers)}`;
  const words = written.match(/[A-Za-z0-9+/_-]{12,}/g) ?? [];
  return [
    Buffer.from(written),
    ...words.flatMap((word) => [
      ...[0, 1, 2, 3, 4].map((skipped) => Buffer.from(word.slice(skipped), 'base64url')),
      ...(/^[0-9a-f]+$/i.test(word) ? [Buffer.from(word, 'hex')] : []),
    ]),
  ];
}

test('no answer to a worker, header or cursor holds an id of a task, of gold or of a batch, whichever way it is read', async () => {
  const [{ token }, other] = [await gateway.newWorker(), await gateway.newWorker()];
  const taken = new Map<string, Answer[]>();
  const call = async (
    name: keyof typeof routes,
    method: Method,
    path: string,
    body?: unknown,
    as = token,
  ) => {
    const sent = { ...(as === '' ? {} : { token: as }), ...(body === undefined ? {} : { body }) };
    const answer = await gateway.call(method, path, sent);
    taken.set(name, [...(taken.get(name) ?? []), answer]);
    return answer;
  };
  const claim = async (as = token): Promise<readonly Assignment[]> => {
    const { body } = await call('nextWork', 'POST', '/v1/work/next', { count: 20 }, as);
    return body?.assignments ?? [];
  };
  await walkStarts(call, gateway, dataUrl, [secretModel, otherModel]);
  await scene();
  const held = await claim();
  assert.ok(held.length > 6);
  await call('listAssignments', 'GET', '/v1/work/assignments');
  const reports = await Promise.all(
    held.map(({ assignment_id }) =>
      call('reportItem', 'POST', `/v1/work/${assignment_id}/report`, { reason: 'other', note: 'Look.' }),
    ),
  );
  const told = reports.map(({ status, body }) => [status, Object.keys(body).sort()]);
  assert.equal(
    new Set(told.map((one) => JSON.stringify(one))).size,
    1,
    'gold or not, the answer is the same',
  );
  for (const { assignment_id } of held.slice(0, 8)) {
    assert.equal((await call('getItem', 'GET', `/v1/work/${assignment_id}/data`)).status, 200);
    const label = { label: 'dog' };
    assert.equal((await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, label)).status, 200);
    assert.equal((await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, label)).status, 200);
    await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, { label: 'cat' });
    await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, label, other.token);
  }
  await call('skipTask', 'POST', `/v1/work/${held[8]!.assignment_id}/skip`);
  const labels = held.slice(9).map(({ assignment_id }) => ({ assignment_id, label: 'dog' }));
  const all = [...labels, { assignment_id: 'asn_0', label: 'x' }];
  await call('giveLabels', 'POST', '/v1/work/labels', { labels: all });
  for (const { token: as } of [other, await gateway.newWorker()])
    for (const { assignment_id } of await claim(as))
      await call('giveLabel', 'POST', `/v1/work/${assignment_id}/label`, { label: 'cat' }, as);
  gateway.clock.advance(outcomeMsMax);
  await settleDue(gateway);
  let cursor: string | null = '';
  const contestable: string[] = [];
  for (let pages = 0; cursor !== null && pages < 30; pages++) {
    const path: string = `/v1/workers/me/history?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body }: Answer = await call('listHistory', 'GET', path);
    for (const one of body.data) if (one.contestable) contestable.push(one.assignment_id);
    cursor = body.next_cursor;
  }
  assert.ok(contestable.length > 6, 'gold and other tasks came out against the worker');
  for (const assignment_id of contestable.slice(0, 5))
    await call('openAppeal', 'POST', '/v1/workers/me/appeals', { assignment_id, message: 'It is.' });
  await walkPractice(call, gateway, dataUrl);
  await call('listAppeals', 'GET', '/v1/workers/me/appeals?limit=2');
  await call('getWorker', 'GET', '/v1/workers/me');
  const kim = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  await call('setProfile', 'PUT', '/v1/workers/me/profile', kim);
  await call('setWallet', 'PUT', '/v1/workers/me/wallet', { address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn' });
  await call('dropWallet', 'DELETE', '/v1/workers/me/wallet/pending');
  await call('removeWallet', 'DELETE', '/v1/workers/me/wallet');
  await call('stopWallet', 'POST', '/v1/workers/wallet/stop', { token: 'none' }, '');
  await call('getPush', 'GET', '/v1/workers/me/push');
  await call('setPush', 'PUT', '/v1/workers/me/push', { endpoint: null });
  await call('withdraw', 'POST', '/v1/workers/me/withdraw');
  await call('listWithdrawals', 'GET', '/v1/workers/me/withdrawals');
  await call('listForfeits', 'GET', '/v1/workers/me/forfeits');
  await call('listEarnings', 'GET', '/v1/workers/me/earnings?summary=true');
  const [email, password] = ['late@example.com', 'correct horse'];
  const account = { email, password };
  await call('registerWorker', 'POST', '/v1/workers', { ...account, adult: true, terms_accepted: true }, '');
  await call('logInWorker', 'POST', '/v1/workers/login', account, '');
  await call('forgotPassword', 'POST', '/v1/workers/password/forgot', { email }, '');
  await call('resetPassword', 'POST', '/v1/workers/password/reset', { token: 'none', password }, '');
  await call('confirmEmail', 'POST', '/v1/workers/email/confirm', { token: 'none' }, '');
  await call('sendVerification', 'POST', '/v1/workers/me/email/verification');
  await call('changeEmail', 'PUT', '/v1/workers/me/email', { email, password });
  await call('changePassword', 'PUT', '/v1/workers/me/password', { current_password: password, password });
  const link = { token: 'pin_none.none' };
  await call('readPoolInvitation', 'POST', '/v1/workers/invitation', link, '');
  await call('joinPool', 'POST', '/v1/workers/me/pools', link);
  await call('listPools', 'GET', '/v1/workers/me/pools');
  await call('leavePool', 'DELETE', `/v1/workers/me/pools/${houseCustomerId}`);
  const { body: sessions } = await call('listSessions', 'GET', '/v1/workers/me/sessions');
  await call('endSession', 'DELETE', `/v1/workers/me/sessions/${sessions.data.at(-1).session_id}x`);
  await call('endOtherSessions', 'DELETE', '/v1/workers/me/sessions');
  await call('listWorkerAuditLog', 'GET', '/v1/workers/me/audit-log');
  await walkFactors(call, gateway.clock);
  await call('exportWorkerData', 'POST', '/v1/workers/me/export', { password });
  await call('askForDeletion', 'POST', '/v1/workers/me/deletion', { password });
  await call('takeBackDeletion', 'DELETE', '/v1/workers/me/deletion');
  await call('takeBackDeletionByLink', 'POST', '/v1/deletion/take-back', { token: 'none' }, '');
  await call('logOutWorker', 'POST', '/v1/workers/logout');
  const missing = ofWorkers.map(({ operationId }) => operationId).filter((name) => !taken.has(name));
  assert.deepEqual(missing, [], 'every operation of workers is looked at here');
  const forbidden = await secrets();
  assert.ok(forbidden.length > 50);
  for (const [name, answers] of taken) {
    for (const answer of answers) {
      const found = readings(answer).find((bytes) => forbidden.some((secret) => bytes.includes(secret)));
      assert.equal(found, undefined, `${name}: ${answer.text}`);
    }
  }
});

test('the walk would find an id in each of the ways in which it can be hidden', async () => {
  const [ulid, tail, bytes] = (await secrets()).slice(0, 3) as [Buffer, Buffer, Buffer];
  const hidden = [
    `asn_${ulid.toString()}ABCDEF0ABCDE`,
    `x${tail.toString()}`,
    `asn_${Buffer.concat([Buffer.from('n'), bytes]).toString('base64url')}`,
    Buffer.from(`17.tsk_${ulid.toString()}`).toString('base64url'),
    bytes.toString('hex'),
  ];
  for (const text of hidden) {
    const found = readings({ text: JSON.stringify({ cursor: text }), headers: {} });
    assert.ok(
      found.some((one) => [ulid, tail, bytes].some((secret) => one.includes(secret))),
      text,
    );
  }
});

test('what a claim says of gold is what it says of the task beside it, but for the id', async () => {
  await scene();
  const { token, workerId } = await gateway.newWorker();
  const { body, text } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20 } });
  const all = body.assignments as readonly Assignment[];
  const isGold = async ({ assignment_id }: Assignment) => {
    const parts = gateway.context.assignmentIds.open(workerId, assignment_id)!;
    return (await gateway.storage.tasks.get(parts.taskId))!.gold !== undefined;
  };
  const gold = await Promise.all(all.map(isGold));
  assert.ok(gold.includes(true) && gold.includes(false), text);
  const shape = (one: Assignment) => JSON.stringify(one).replaceAll(one.assignment_id, 'asn_');
  assert.equal(new Set(all.map(shape)).size, 1);
  assert.equal(new Set(all.map(({ assignment_id }) => assignment_id.length)).size, 1);
  const looks = await Promise.all(
    all.map(async ({ assignment_id }) => {
      const url = `/v1/work/${assignment_id}/data`;
      const answer = await gateway.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
      const { date: _date, 'x-request-id': _id, 'x-item-token': look, ...headers } = answer.headers;
      return JSON.stringify([answer.statusCode, headers, String(look).length, answer.payload]);
    }),
  );
  assert.equal(new Set(looks).size, 1, [...new Set(looks)].join('\n'));
});

test('what a worker holds comes back as the claims gave it, in an order that tells nothing of gold', async () => {
  await scene();
  const { token, workerId } = await gateway.newWorker();
  const claimed = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20 } });
  const later = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20 } });
  const listed = await gateway.call('GET', '/v1/work/assignments', { token });
  const byId = (a: Assignment, b: Assignment) => (a.assignment_id < b.assignment_id ? -1 : 1);
  const given = [...claimed.body.assignments, ...(later.body?.assignments ?? [])].sort(byId);
  assert.deepEqual(
    listed.body.assignments,
    given,
    'one lease for all: by the sealed id, which is as good as drawn',
  );
  const isGold = async ({ assignment_id }: Assignment) => {
    const parts = gateway.context.assignmentIds.open(workerId, assignment_id)!;
    return (await gateway.storage.tasks.get(parts.taskId))!.gold !== undefined;
  };
  const gold = await Promise.all((listed.body.assignments as readonly Assignment[]).map(isGold));
  assert.ok(gold.includes(true) && gold.includes(false), listed.text);
});

test('a skip, a lapse and a late label of gold are answered as those of other tasks are', async () => {
  await scene();
  const { token } = await gateway.newWorker();
  const { body } = await gateway.call('POST', '/v1/work/next', { token, body: { count: 20 } });
  const all = body.assignments as readonly Assignment[];
  const post = async (one: Assignment, path: string, sent?: object) => {
    const answer = await gateway.call('POST', `/v1/work/${one.assignment_id}/${path}`, {
      token,
      ...(sent === undefined ? {} : { body: sent }),
    });
    return `${answer.status} ${answer.text.replaceAll(one.assignment_id, 'asn_').replace(/req_\w+/g, '')}`;
  };
  const steps = [
    (one: Assignment) => post(one, 'label', { label: 'cow' }),
    (one: Assignment) => post(one, 'skip'),
    (one: Assignment) => post(one, 'skip'),
    (one: Assignment) => post(one, 'label', { label: 'cat' }),
  ];
  const [half, rest] = [all.slice(0, 10), all.slice(10)];
  for (const step of steps) {
    const answers = await Promise.all(half.map(step));
    assert.equal(new Set(answers).size, 1, [...new Set(answers)].join('\n'));
  }
  gateway.clock.advance(600_000);
  while ((await gateway.storage.tasks.lapse({ nowMs: gateway.clock.nowMs(), limit: 500 })).examined > 0);
  for (const step of steps.slice(2)) {
    const answers = await Promise.all(rest.map(step));
    assert.equal(new Set(answers).size, 1, [...new Set(answers)].join('\n'));
  }
});
