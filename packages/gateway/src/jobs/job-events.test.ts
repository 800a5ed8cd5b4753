import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, startTestGateway } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

const hookUrl = 'https://example.com/hook';
/** A job whose manifest is uploaded with the request. */
async function upload(...job: Parameters<typeof uploadJob>) {
  const { status, body } = await uploadJob(...job);
  assert.equal(status, 202, JSON.stringify(body));
  return body as { job_id: string; warnings?: readonly string[] };
}

test('a job whose tasks are all settled is completed with its exact cost, and wakes the stream of events', async () => {
  await using gateway = await startTestGateway();
  const base = await gateway.app.listen({ port: 0, host: '127.0.0.1' });
  const { key: token, customerId } = await gateway.newCustomer();
  const lines = [1, 2].map((i) => JSON.stringify({ data_url: `https://example.com/${i}.jpg` }));
  const { job_id } = await upload(gateway, token, [...lines, 'nonsense'].join('\n'));
  await runJobs(gateway);
  const workers = [await gateway.newWorker(), await gateway.newWorker()];
  const tokens = workers.map((worker) => worker.token);
  for (let i = 0; i < 2; i++) await labelNext(gateway, tokens, ['cat', 'cat']);
  await settleDue(gateway);

  // The clock stands still: the stream hears of what it is woken for, or of nothing.
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const { eventId } = (await gateway.storage.events.newest(customerId))!;
  const stream = await fetch(`${base}/v1/events?last_event_id=${eventId}`, { headers, signal: stop.signal });
  const parts = stream.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  assert.match((await parts.next()).value!, /^retry: /);
  await runJobs(gateway);
  let text = '';
  while (!text.endsWith('\n\n')) text += (await parts.next()).value;
  stop.abort();

  const path = `/v1/jobs/${job_id}`;
  const job = (await gateway.call('GET', path, { token })).body;
  assert.deepEqual(
    [job.status, job.tasks_settled, job.tasks_expired, job.cost_sats],
    ['completed', 2, 0, 2 * (2 * 100 + 60)],
  );
  const [, event] = /^event: (.*)$/m.exec(text)!;
  const [, data] = /^data: (.*)$/m.exec(text)!;
  assert.equal(event, 'job.completed');
  assert.deepEqual(JSON.parse(data!), {
    event: 'job.completed',
    job_id,
    status: 'completed',
    lines_total: 3,
    lines_accepted: 2,
    lines_rejected: 1,
    tasks_settled: 2,
    tasks_expired: 0,
    cost_sats: 520,
    completed_at: job.ended_at,
    timestamp: job.ended_at,
  });
});

test('a job’s callback_url that matches no webhook is taken with the published warning', async () => {
  await using gateway = await startTestGateway();
  const { key: token } = await gateway.newCustomer();
  const fields = { callback_url: hookUrl };
  const unsigned = await upload(gateway, token, 'x', fields);
  assert.deepEqual(unsigned.warnings, [
    'callback_url matches no registered webhook: delivery will be unsigned',
  ]);
  const hook = { callback_url: hookUrl, events: ['job.completed'] };
  const made = await gateway.call('POST', '/v1/webhooks', { token, body: hook });
  assert.deepEqual([made.status, made.body.events], [201, ['job.completed']]);
  assert.equal((await upload(gateway, token, 'x', fields)).warnings, undefined);
  assert.equal((await upload(gateway, token, 'x')).warnings, undefined);
});

test('a delivery names its job, and a webhook sends a sample of job.completed', async () => {
  await using gateway = await startTestGateway();
  const { key: token, customerId } = await gateway.newCustomer();
  const body = { callback_url: hookUrl, events: ['job.completed'] };
  const { webhook_id } = (await gateway.call('POST', '/v1/webhooks', { token, body })).body;
  const sample = await gateway.call('POST', `/v1/webhooks/${webhook_id}/test`, { token });
  assert.deepEqual([sample.status, sample.body.event, sample.body.job_id], [202, 'job.completed', null]);
  const stored = (await gateway.storage.deliveries.get(sample.body.delivery_id))!;
  const jobId = gateway.context.ids.next('job');
  await gateway.storage.deliveries.add({ ...stored, customerId, jobId, deliveryId: 'dlv_1' });
  const { data } = (await gateway.call('GET', `/v1/webhooks/${webhook_id}/deliveries`, { token })).body;
  assert.ok(data.some((delivery: { job_id: string | null }) => delivery.job_id === jobId));
});
