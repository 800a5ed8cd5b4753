import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const asked = (gateway: TestGateway, token: string, query: string) =>
  gateway.call('GET', `/v1/stats/distribution?${query}`, { token });

test('what the results of a batch and a template are like, for their customer alone', async () => {
  await using gateway = await startTestGateway();
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const workers: string[] = [];
  for (let i = 0; i < 3; i++) workers.push((await gateway.newWorker()).token);
  const { body } = await gateway.call('POST', '/v1/tasks/batch', {
    token: ada.key,
    body: { tasks: [quickstartTask, quickstartTask, quickstartTask] },
  });
  const batch = `batch_id=${body.batch_id}`;
  const before = await asked(gateway, ada.key, batch);
  assert.equal(before.status, 200);
  assert.deepEqual([before.body.tasks.opened, before.body.answers], [3, [0, 0]]);
  assert.ok(before.body.cost.cap_sats > 0);
  await labelNext(gateway, workers, ['cat', 'dog', 'cat']);
  await labelNext(gateway, workers, ['dog', 'dog', 'dog']);
  const { body: found } = await asked(gateway, ada.key, batch);
  assert.deepEqual(found.options, ['cat', 'dog']);
  assert.deepEqual(found.tasks, { opened: 3, decided: 2, expired: 0, cancelled: 0, other_options: 0 });
  assert.deepEqual([found.answers, found.labels], [[1, 1], 6]);
  assert.deepEqual(found.votes, [
    [2, 1],
    [0, 3],
  ]);
  assert.deepEqual([found.confidence[13], found.confidence[19]], [1, 1]);
  assert.deepEqual([found.labels_per_minute, found.seconds_left], [6, 30]);
  const [{ template }] = (await gateway.call('GET', '/v1/stats', { token: ada.key })).body.templates;
  const whole = await asked(gateway, ada.key, `template=${template}`);
  const noPace = { ...found, labels_per_minute: 0, seconds_left: null };
  assert.deepEqual(whole.body, noPace, 'there are no others of the template');
  assert.equal((await asked(gateway, bob.key, batch)).status, 404);
  assert.deepEqual((await asked(gateway, bob.key, `template=${template}`)).body.options, []);
});

test('one of job, batch and template is asked for', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const id = '01JRCZ8Q4M3V7T5N9K2H6X0WAB';
  for (const query of ['', `job_id=job_${id}&batch_id=bat_${id}`]) {
    const { status, body } = await asked(gateway, key, query);
    assert.deepEqual([status, body.details[0].field], [400, 'job_id']);
  }
  assert.equal((await asked(gateway, key, `job_id=job_${id}`)).status, 404);
  assert.equal((await asked(gateway, key, 'template=x')).body.details[0].field, 'template');
});
