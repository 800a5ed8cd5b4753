import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickstartTask, startTestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const adminToken = 'operator-token-of-the-tests';

test('false gold of a customer keeps workers from that customer’s tasks, and from nothing else', async () => {
  await using own = await startTestGateway({ adminToken });
  const [ada, bob] = [await own.newCustomer(), await own.newCustomer()];
  const lines = Array.from({ length: 42 }, (_, i) =>
    JSON.stringify({ data_url: `https://example.com/${i}.png`, ...(i < 12 ? { gold_label: 'dog' } : {}) }),
  );
  await uploadJob(own, ada.key, lines.join('\n'));
  await runJobs(own);
  const { token, workerId } = await own.newWorker();
  const next = async () => {
    const { status, body } = await own.call('POST', '/v1/work/next', { token, body: { count: 1 } });
    return status === 204 ? null : body.assignments[0].assignment_id;
  };
  const answerAll = async () => {
    let given = 0;
    for (let id = await next(); id !== null; id = await next(), given++)
      await own.call('POST', `/v1/work/${id}/label`, { token, body: { label: 'cat' } });
    return given;
  };
  assert.ok((await answerAll()) < 42, 'they are kept from the rest');

  const seen = async (path: string) =>
    (await own.call('GET', `/v1/admin/workers/${workerId}${path}`, { token: adminToken })).body;
  const { trust, status } = await seen('');
  assert.deepEqual([status, trust.level, trust.gold_missed], ['active', 'new', 0]);
  const hers = await seen(`/trust/${ada.customerId}`);
  assert.deepEqual([hers.passed_over, hers.gold_right, hers.gold_missed], [true, 0, 12]);
  const his = await seen(`/trust/${bob.customerId}`);
  assert.deepEqual([his.passed_over, his.gold_missed, his.score], [false, 0, trust.score]);
  for (const path of ['/trust/cust_none', `/trust/${ada.customerId.toLowerCase()}`])
    assert.equal((await seen(path)).error, 'customer not found');

  const task = { ...quickstartTask, label_spec: { question: 'Animal?', options: ['cat', 'dog'] } };
  await own.call('POST', '/v1/tasks', { token: bob.key, body: task });
  assert.equal(await answerAll(), 1, 'somebody else’s tasks are theirs as before');
});
