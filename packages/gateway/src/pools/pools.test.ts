import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldRecord } from '@asg/engines';
import { verifyReceipt } from '@asg/receipts';
import { balanceOf, fundedCustomer, fundedGateway } from '../testing/funded.ts';
import { payOnChain } from '../testing/paid-on-chain.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** Who joined by a link of the organisation's. */
async function ownPeople(gateway: TestGateway, key: string, count: number) {
  const { status, body } = await gateway.call('POST', '/v1/pool/invitations', { token: key, body: {} });
  assert.equal(status, 201);
  const token = String(body.link).split('#')[1];
  const workers = await Promise.all(Array.from({ length: count }, () => gateway.newWorker()));
  for (const worker of workers) {
    const joined = await gateway.call('POST', '/v1/workers/me/pools', {
      token: worker.token,
      body: { token },
    });
    assert.equal(joined.status, 201, joined.text);
  }
  return {
    invitationId: String(body.invitation_id),
    token,
    workers,
    tokens: workers.map((one) => one.token),
  };
}

const submit = (gateway: TestGateway, key: string, body: object) =>
  gateway.call('POST', '/v1/tasks', { token: key, body: { ...quickstartTask, ...body } });
const next = async (gateway: TestGateway, token: string) =>
  (await gateway.call('POST', '/v1/work/next', { token })).body;

test('an invitation lets in as many as it says, tells who invites, and ends when it is revoked', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const stranger = await gateway.newCustomer();
  const invite = (body: object, token = key) => gateway.call('POST', '/v1/pool/invitations', { token, body });
  const { body: made } = await invite({ uses_max: 1 });
  const token = String(made.link).split('#')[1];
  const read = () => gateway.call('POST', '/v1/workers/invitation', { body: { token } });
  assert.deepEqual((await read()).body, { organisation: 'Demo' });
  const [one, two] = [await gateway.newWorker(), await gateway.newWorker()];
  const join = (worker: { readonly token: string }, secret = token) =>
    gateway.call('POST', '/v1/workers/me/pools', { token: worker.token, body: { token: secret } });
  const joined = await join(one);
  assert.deepEqual([joined.status, joined.body.organisation], [201, 'Demo']);
  assert.deepEqual((await join(one)).body, joined.body, 'an answer that was lost is asked for again');
  assert.equal((await join(two)).status, 400);
  assert.equal((await read()).status, 400);
  const forged = `${token?.slice(0, -1)}${token?.endsWith('A') ? 'B' : 'A'}`;
  assert.equal((await join(two, forged)).status, 400);

  const list = await gateway.call('GET', '/v1/pool/invitations', { token: key });
  assert.deepEqual([list.body.data[0].joined, list.body.data[0].link], [[one.workerId], null]);
  const { body: open } = await invite({});
  const revoke = (whose: string) =>
    gateway.call('DELETE', `/v1/pool/invitations/${open.invitation_id}`, { token: whose });
  assert.equal((await revoke(stranger.key)).status, 404, 'another organisation’s');
  assert.equal((await revoke(key)).status, 204);
  assert.equal((await join(two, String(open.link).split('#')[1])).status, 400);
});

test('an invitation by e-mail goes to it, in the language of the request, for one person', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const headers = { 'accept-language': 'de' };
  const body = { email: 'kim@example.com' };
  const both = await gateway.call('POST', '/v1/pool/invitations', {
    token: key,
    body: { ...body, uses_max: 3 },
  });
  assert.deepEqual([both.status, both.body.details[0].field], [400, 'uses_max']);
  const { body: made } = await gateway.call('POST', '/v1/pool/invitations', { token: key, headers, body });
  assert.deepEqual([made.email, made.uses_max], ['kim@example.com', 1]);
  assert.equal(await gateway.linkTo('kim@example.com', 'pool_invitation'), String(made.link).split('#')[1]);
  const [mail] = await gateway.storage.mails.due({ limit: 10, after: null });
  assert.deepEqual([mail?.language, mail?.values.organisation], ['de', 'Demo']);
  await gateway.call('DELETE', `/v1/pool/invitations/${made.invitation_id}`, { token: key });
  assert.equal(
    await gateway.linkTo('kim@example.com', 'pool_invitation'),
    null,
    'revoked before it was sent',
  );
});

test('a task for own people is labelled by them alone, unpaid, and result and receipt say so', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { workers, tokens } = await ownPeople(gateway, key, 3);
  const outsider = await gateway.newWorker();
  const { body: task } = await submit(gateway, key, { crowd: 'own' });
  assert.equal(await next(gateway, outsider.token), undefined);
  await labelNext(gateway, tokens, ['cat', 'cat', 'dog']);
  const { body: result } = await gateway.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key });
  assert.deepEqual([result.crowd, result.unpaid_count, result.consensus_label], ['own', 2, 'cat']);
  await payOnChain(gateway);
  const { body: settled } = await gateway.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key });
  assert.deepEqual([settled.status, settled.settlement.total_cost_sats], ['settled', 0]);
  const { body: receipt } = await gateway.call('GET', `/v1/tasks/${task.task_id}/receipt`, { token: key });
  assert.deepEqual([receipt.leaf.crowd, receipt.leaf.unpaid_count], ['own', 2]);
  assert.equal(verifyReceipt(receipt).failed, null);
  for (const leaf of [
    { ...receipt.leaf, unpaid_count: 1 },
    { ...receipt.leaf, crowd: 'mixed' },
  ])
    assert.equal(verifyReceipt({ ...receipt, leaf }).failed, 'leaf');

  const { body: people } = await gateway.call('GET', '/v1/pool/members', { token: key });
  const of = Object.fromEntries(
    people.data.map((one: Record<string, unknown>) => [
      one.worker_id,
      [one.labels, one.agreed, one.disagreed, one.agreement],
    ]),
  );
  const [agreeing, , dissenting] = workers;
  assert.deepEqual(of[dissenting!.workerId], [1, 0, 1, 0]);
  assert.equal(of[agreeing!.workerId]?.[0], 1);
  const dissent = await gateway.call('GET', '/v1/workers/me/history', { token: dissenting!.token });
  assert.equal(dissent.body.data[0].outcome, 'disagreed');
  assert.equal(dissent.body.data[0].contestable ?? false, false, 'there is nothing that the house could pay');
});

test('own people of one office are linked by nothing, and see whose a task is and that it is unpaid', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { workers, tokens } = await ownPeople(gateway, key, 2);
  const [one, two] = workers;
  const link = (workerId: string, ids: readonly string[]) =>
    gateway.storage.workers.change({ workerId, change: { set: 'linked', ids, isWhole: true } });
  await link(one!.workerId, [two!.workerId]);
  await link(two!.workerId, [one!.workerId]);
  const { body: task } = await submit(gateway, key, { crowd: 'own', consensus_threshold: 2 });
  for (const token of tokens) {
    const { assignments } = await next(gateway, token);
    const { assignment_id, organisation, reward_sats } = assignments[0];
    assert.deepEqual([organisation, reward_sats], ['Demo', 0]);
    const held = await gateway.call('GET', '/v1/work/assignments', { token });
    assert.equal(held.body.assignments[0].organisation, 'Demo');
    await gateway.call('POST', `/v1/work/${assignment_id}/label`, { token, body: { label: 'cat' } });
  }
  const { body: result } = await gateway.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key });
  assert.deepEqual([result.crowd, result.worker_count], ['own', 2]);
});

test('an organisation’s gold measures its own people, who are paid nothing for it, and the house has no part in it', async () => {
  await using gateway = await startTestGateway({ adminToken: 'operator' });
  const { key, customerId } = await gateway.newCustomer();
  const { data_url, label_spec } = quickstartTask;
  const gold = { type: 'image_classification', data_url, label_spec, gold_label: 'cat' } as const;
  await gateway.call('POST', '/v1/admin/gold', { token: 'operator', body: gold });
  const place = { goldId: gateway.context.ids.next('gold'), owner: customerId, jobId: null, createdAtMs: 0 };
  const own = goldRecord({ ...gold, labelSpec: gold.label_spec }, place);
  assert.ok(own !== null);
  await gateway.storage.gold.add([own]);
  const { workers, tokens } = await ownPeople(gateway, key, 1);
  await submit(gateway, key, { crowd: 'own' });
  await labelNext(gateway, tokens, ['cat']);
  const { body: people } = await gateway.call('GET', '/v1/pool/members', { token: key });
  assert.deepEqual([people.data[0].gold_right, people.data[0].labels], [1, 1]);
  assert.equal((await gateway.storage.trust.sums(workers[0]!.workerId)).weightMicros, 0);
  const closed = await gateway.storage.tasks.scan({ after: null, limit: 10 });
  const answered = closed.tasks.find(({ gold: one }) => one !== undefined);
  assert.deepEqual([answered?.cover?.capSats, answered?.labels[0]?.own], [0, true]);
});

test('nobody of an organisation’s own gets its public tasks, whether they are in it or were', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { workers } = await ownPeople(gateway, key, 2);
  const [one, two] = workers;
  await submit(gateway, key, {});
  assert.equal(await next(gateway, one!.token), undefined);
  const removed = await gateway.call('DELETE', `/v1/pool/members/${one!.workerId}`, { token: key });
  assert.equal(removed.status, 204);
  const mine = (await gateway.call('GET', '/v1/workers/me/pools', { token: two!.token })).body.data;
  const left = await gateway.call('DELETE', `/v1/workers/me/pools/${mine[0].pool_id}`, { token: two!.token });
  assert.equal(left.status, 204);
  for (const { token } of workers) assert.equal(await next(gateway, token), undefined);
  assert.deepEqual((await gateway.call('GET', '/v1/pool/members', { token: key })).body.data, []);
});

test('whoever is removed loses what they hold at once, and others get it', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const { workers, token } = await ownPeople(gateway, key, 4);
  const [gone, ...others] = workers;
  await submit(gateway, key, { crowd: 'own' });
  const held = (await next(gateway, gone!.token)).assignments[0].assignment_id;
  await gateway.call('DELETE', `/v1/pool/members/${gone!.workerId}`, { token: key });
  const label = await gateway.call('POST', `/v1/work/${held}/label`, {
    token: gone!.token,
    body: { label: 'cat' },
  });
  assert.equal(label.status, 410);
  const back = await gateway.call('POST', '/v1/workers/me/pools', { token: gone!.token, body: { token } });
  assert.equal(back.status, 400, 'the link is from before');
  await labelNext(
    gateway,
    others.map((one) => one.token),
    ['cat', 'cat', 'cat'],
  );
});

test('own people are paid from a balance that came in, and never from an allowance', async () => {
  await using gateway = await fundedGateway();
  const sandbox = await gateway.newCustomer();
  const refused = await submit(gateway, sandbox.key, { crowd: 'own', pay_own: true });
  assert.equal(refused.status, 400);
  assert.match(
    refused.body.error,
    /^pay_own needs a funded balance: own people are never paid from an allowance/,
  );

  const { key, customerId } = await fundedCustomer(gateway, 5_000);
  const unpaid = await submit(gateway, key, { crowd: 'own' });
  assert.equal(unpaid.status, 202);
  assert.equal((await balanceOf(gateway, key)).reserved_sats, 0, 'nothing is set aside for who is unpaid');
  const paid = await submit(gateway, key, { crowd: 'own', pay_own: true });
  assert.equal(paid.status, 202, paid.text);
  const cover = (await gateway.storage.tasks.get(paid.body.task_id))?.cover;
  assert.deepEqual([cover?.from, cover?.payoutSats === 0], ['balance', false]);
  const dear = await submit(gateway, key, { crowd: 'own', pay_own: true, consensus: { max_labels: 50 } });
  assert.equal(dear.status, 400);
  assert.match(dear.body.error, /^pay_own needs \d+ satoshis that came in beside the allowance/);
  assert.equal((await gateway.storage.customers.get(customerId))?.tier, 'growth');
});

test('own_then_public turns at its time, at once where nobody is there, and a consensus of both is mixed', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const alone = await gateway.newCustomer();
  const order = { crowd: 'own_then_public', own_for: 60 };
  const { body: nobody } = await submit(gateway, alone.key, order);
  const outsiders = [await gateway.newWorker(), await gateway.newWorker()];
  assert.equal(
    (await next(gateway, outsiders[0]!.token)).assignments.length,
    1,
    'nobody of the pool is there',
  );
  const stored = await gateway.storage.tasks.get(nobody.task_id);
  await gateway.call('POST', `/v1/tasks/${stored!.taskId}/cancel`, { token: alone.key });

  const { tokens } = await ownPeople(gateway, key, 1);
  const { body: task } = await submit(gateway, key, order);
  await labelNext(gateway, tokens, ['cat']);
  assert.equal(await next(gateway, outsiders[0]!.token), undefined);
  gateway.clock.advance(60_000);
  await gateway.storage.tasks.lapse({ nowMs: gateway.clock.nowMs(), limit: 10 });
  await labelNext(
    gateway,
    outsiders.map((one) => one.token),
    ['cat', 'cat'],
  );
  const { body: result } = await gateway.call('GET', `/v1/tasks/${task.task_id}/result`, { token: key });
  assert.deepEqual([result.crowd, result.agreement_count, result.unpaid_count], ['mixed', 3, 1]);
  await payOnChain(gateway);
  const { body: receipt } = await gateway.call('GET', `/v1/tasks/${task.task_id}/receipt`, { token: key });
  assert.deepEqual([receipt.leaf.crowd, receipt.leaf.unpaid_count], ['mixed', 1]);
  const { trust } = gateway.storage;
  for (const { workerId } of outsiders)
    assert.equal((await trust.sums(workerId)).weightMicros, 0, 'own people vouch for nobody in public');
});

test('what makes no sense of a crowd is refused by field', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const errorOf = async (body: object) => (await submit(gateway, key, body)).body.error;
  assert.match(await errorOf({ own_for: 60 }), /^own_for is of the crowd own_then_public/);
  assert.match(await errorOf({ pay_own: true }), /^pay_own is of your own people/);
  assert.match(await errorOf({ crowd: 'mine' }), /^crowd must be/);
  const batch = { tasks: [quickstartTask], crowd: 'own' };
  const { body } = await gateway.call('POST', '/v1/tasks/batch', { token: key, body: batch });
  const { body: task } = await gateway.call('GET', `/v1/tasks/${body.task_ids[0]}`, { token: key });
  assert.deepEqual([task.crowd, task.pay_own, task.own_until], ['own', false, null]);
});
