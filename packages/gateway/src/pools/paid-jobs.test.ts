import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminToken, balanceOf, fundedGateway } from '../testing/funded.ts';
import { quickstartTask } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

test('a job pays own people from what came in, too, not from what is left of the sandbox’s allowance', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await gateway.newCustomer();
  const { body: task } = await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  assert.equal((await gateway.call('POST', `/v1/tasks/${task.task_id}/cancel`, { token: key })).status, 200);
  const path = `/v1/admin/customers/${customerId}`;
  await gateway.call('PATCH', path, { token: adminToken, body: { tier: 'growth' } });
  assert.equal((await balanceOf(gateway, key)).free_sats, 10_000, 'all of it is of the allowance');
  const manifest = [1, 2].map((i) => JSON.stringify({ data_url: `https://example.com/${i}.jpg` })).join('\n');
  const made = await uploadJob(gateway, key, manifest, { crowd: 'own', pay_own: 'true' });
  const job = async () => {
    await runJobs(gateway);
    const { body } = await gateway.call('GET', `/v1/jobs/${made.body.job_id}`, { token: key });
    return body;
  };
  const waiting = await job();
  assert.equal(waiting.lines_accepted, 0);
  assert.match(
    waiting.note,
    /own people are paid from what came in, never from the allowance; 0 satoshis of/,
  );
  assert.equal((await balanceOf(gateway, key)).funded_free_sats, 0);
  const grant = { sats: waiting.note.match(/(\d+) more/)[1] / 2, note: 'for one of the two' };
  await gateway.call('POST', `${path}/grants`, { token: adminToken, body: grant });
  gateway.clock.advance(3_600_000);
  assert.equal((await job()).lines_accepted, 1);
  // What is free of the allowance is no reason to read the manifest again.
  gateway.clock.advance(3_600_000);
  assert.match((await job()).note, /; 0 satoshis of what came in are free, and \d+ more are needed/);
  await gateway.call('POST', `${path}/grants`, { token: adminToken, body: grant });
  gateway.clock.advance(3_600_000);
  const { lines_accepted, note } = await job();
  assert.deepEqual([lines_accepted, note], [2, null]);
});
