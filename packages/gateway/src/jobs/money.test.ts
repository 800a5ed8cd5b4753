import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { lines, manifestServer } from '../testing/manifests.ts';
import { quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { jobOrder, runJobs, uploadJob } from '../testing/uploaded-job.ts';

/** Of a task of the usual kind: seven labels at 325 satoshis. */
const capSats = 2_275;

async function grant({ storage, clock }: TestGateway, customerId: string, by: number): Promise<void> {
  const entry = {
    entryId: `grant ${by}`,
    customerId,
    kind: 'grant',
    sats: by,
    note: null,
    ref: null,
  } as const;
  assert.equal(await storage.balance.enter({ ...entry, atMs: clock.nowMs() }), 'entered');
}

async function fundedAccount(gateway: TestGateway) {
  const { key, customerId } = await gateway.newCustomer('funded@example.com');
  await gateway.storage.customers.change({ customerId, changeId: 'up', tier: 'growth' });
  return { key, customerId };
}

test('an account that pays from its balance is refused alike at every entrance, with what is missing', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await fundedAccount(gateway);
  const one = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  assert.deepEqual([one.status, one.body.code, one.body.missing_sats], [402, 'INSUFFICIENT_FUNDS', capSats]);
  const tasks = [quickstartTask, quickstartTask];
  const batch = await gateway.call('POST', '/v1/tasks/batch', { token, body: { tasks } });
  assert.deepEqual([batch.status, batch.body.missing_sats], [402, 2 * capSats]);
  const form = await uploadJob(gateway, token, lines(3));
  assert.deepEqual([form.status, form.body.code], [402, 'INSUFFICIENT_FUNDS']);
  await grant(gateway, customerId, capSats);
  assert.equal((await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask })).status, 202);
  const again = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  assert.deepEqual([again.status, again.body.missing_sats], [402, capSats]);
});

test('a job pauses where the balance ends, says what is missing, and goes on by itself', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await fundedAccount(gateway);
  await grant(gateway, customerId, 2 * capSats + 1);
  await using web = await manifestServer((_request, response) => response.end(lines(5)));
  const order = { ...jobOrder, manifest_url: web.url };
  const { body } = await gateway.call('POST', '/v1/jobs', { token, body: order });
  const job = async () => (await gateway.call('GET', `/v1/jobs/${body.job_id}`, { token })).body;
  await runJobs(gateway);
  const waiting = await job();
  assert.deepEqual([waiting.status, waiting.lines_accepted], ['ingesting', 2]);
  assert.match(waiting.note, /^insufficient funds: \d+ more satoshis are needed/);
  await grant(gateway, customerId, 3 * capSats);
  gateway.clock.advance(5_000);
  await runJobs(gateway);
  const done = await job();
  assert.deepEqual([done.status, done.lines_accepted, done.note], ['labeling', 5, null]);
});

test('a sandbox account without an allowance sees the published refusal, and moves nothing', async () => {
  const allowance = { allowanceSats: sats(0), perDaySats: sats(0) };
  await using gateway = await startTestGateway({ allowance });
  const { key: token, customerId } = await gateway.newCustomer();
  const me = await gateway.call('GET', '/v1/customers/me', { token });
  assert.equal(me.body.label_quota, 0);
  const refused = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
  assert.deepEqual(
    [refused.status, refused.body.error, refused.body.code],
    [403, 'quota exhausted', 'FORBIDDEN'],
  );
  assert.equal(refused.body.details[0].field, 'label_quota');
  assert.equal((await uploadJob(gateway, token, lines(3))).status, 403);
  assert.deepEqual(await gateway.storage.balance.entries(customerId, { limit: 9, before: null }), []);
});

test('what all sandbox accounts may spend on a day holds over accounts, and label_quota says what is left of it', async () => {
  const allowance = { allowanceSats: sats(5 * capSats), perDaySats: sats(2 * capSats) };
  await using gateway = await startTestGateway({ allowance });
  const found: unknown[] = [];
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
    const { key: token } = await gateway.newCustomer(email);
    const me = await gateway.call('GET', '/v1/customers/me', { token });
    const answer = await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask });
    found.push([me.body.label_quota, answer.status]);
    if (answer.status === 403) assert.match(answer.body.details[0].message, /all sandbox accounts/);
  }
  assert.deepEqual(found, [
    [2, 202],
    [1, 202],
    [0, 403],
  ]);
});
