import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { after, before, test } from 'node:test';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { customerTask, customerTasks, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import {
  ASGGatewayClient,
  ASGGatewayHTTPError,
  ASGGatewayTimeoutError,
  type Job,
  type StreamedEvent,
  TaskEndedError,
  verifyReceipt,
} from './index.ts';

let refinery: RunningRefinery;
before(async () => {
  refinery = await startRefinery({
    env: { SETTLE_MAX_WAIT_MS: '50', LOCAL_BLOCK_SECONDS: '1' },
  });
});
after(() => refinery[Symbol.asyncDispose]());

let customers = 0;
async function newClient(): Promise<ASGGatewayClient> {
  const baseUrl = refinery.url;
  const email = `customer-${++customers}@example.com`;
  const { api_key } = await new ASGGatewayClient({ apiKey: null, baseUrl }).customers.register({
    name: 'Demo',
    email,
  });
  return new ASGGatewayClient({ apiKey: api_key, baseUrl });
}

let crowds = 0;
/** Workers who all see a cat, until nothing is left to label. */
async function label(): Promise<void> {
  const api = new TestApi(refinery.url);
  await runCrowd({
    url: api.url,
    workers: simulatedCrowd(3, 1, 1, 'seed'),
    answerFor: ({ data }) => ({ item: data?.url ?? '', label: 'cat' }),
    until: 'idle',
    skipRate: 0,
    emailTag: `crowd-${++crowds}`,
  });
}

async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

test('a task from its submission to a receipt that is verified without the gateway', async () => {
  const client = await newClient();
  const task = customerTask();
  const { task_id, status } = await client.tasks.submit(task);
  assert.equal(status, 'pending');
  const open = await client.tasks.result(task_id);
  assert.equal(open.status, 'in_progress');
  const waiting = client.tasks.waitForResult(task_id, { timeoutMs: 60_000 });
  await label();
  const result = await waiting;
  assert.deepEqual([result.status, result.consensus_label], ['settled', 'cat']);
  assert.match(result.bsv_txid!, /^[0-9a-f]{64}$/);
  const receipt = await client.tasks.receipt(task_id);
  const labelSpec = { ...task.label_spec, instructions: null };
  const expected = { taskId: task_id, dataUrl: task.data_url ?? undefined, labelSpec, consensusLabel: 'cat' };
  assert.equal(verifyReceipt(receipt, { expected }).ok, true);
  const other = verifyReceipt(receipt, { expected: { consensusLabel: 'dog' } });
  assert.deepEqual([other.ok, other.failed], [false, 'content']);
  const usage = await client.billing.usage();
  assert.equal(usage.tasks_settled, 1);
  assert.equal((await client.billing.stats()).tasks.settled, 1);
  const [invoice] = await collected(client.billing.invoices());
  assert.equal(invoice!.total_cost_sats, usage.total_cost_sats);
  assert.match(await client.billing.invoiceCsv(invoice!.month), /^\w+,/);
});

test('a wait ends with a clear error: the task was cancelled, or the time is up', async () => {
  const client = await newClient();
  const { task_id } = await client.tasks.submit(customerTask());
  await assert.rejects(client.tasks.waitForResult(task_id, { timeoutMs: 10 }), ASGGatewayTimeoutError);
  const waiting = assert.rejects(client.tasks.waitForResult(task_id), (error) => {
    assert.ok(error instanceof TaskEndedError);
    assert.deepEqual([error.taskStatus, error.message], ['cancelled', 'task was cancelled']);
    assert.deepEqual([error.result.labels_received, error.result.task_id], [0, task_id]);
    return true;
  });
  assert.equal((await client.tasks.cancel(task_id)).status, 'cancelled');
  assert.equal((await client.tasks.cancel(task_id)).status, 'cancelled', 'again');
  await waiting;
});

test('a list is walked through page by page, with its filters', async () => {
  const client = await newClient();
  const { batch_id, task_ids } = await client.tasks.submitBatch(customerTasks(5));
  await client.tasks.submit(customerTask());
  const listed = await collected(client.tasks.list({ batch_id, limit: 2 }));
  assert.deepEqual(listed.map(({ task_id }) => task_id).sort(), [...task_ids].sort());
  const page = await client.tasks.page({ limit: 4 });
  assert.equal(page.data.length, 4);
  assert.equal((await collected(client.tasks.list({ cursor: page.next_cursor! }))).length, 2);
});

test('the same batch under the same key is one batch, and its end can be waited for', async () => {
  const client = await newClient();
  const tasks = customerTasks(3);
  const { batch_id } = await client.tasks.submitBatch(tasks, { idempotencyKey: 'b-1' });
  const again = await client.tasks.submitBatch(tasks, { idempotencyKey: 'b-1' });
  assert.deepEqual([again.batch_id, again.idempotent], [batch_id, true]);
  const seen: number[] = [];
  const waiting = client.batches.wait(batch_id, {
    intervalMs: 50,
    onProgress: ({ counts }) => seen.push(counts.settled),
  });
  await label();
  assert.equal((await waiting).counts.settled, 3);
  assert.equal(seen.at(-1), 3);
  const text = async (file: Promise<ReadableStream<Uint8Array>>) => new Response(await file).text();
  const rows = (await text(client.batches.export(batch_id))).trim().split('\n');
  const table = await text(client.batches.export(batch_id, { format: 'csv', bom: true }));
  const listed = await text(client.tasks.export({ batch_id, status: 'settled', format: 'label_studio' }));
  assert.deepEqual(
    rows.map((row) => JSON.parse(row).consensus_label),
    ['cat', 'cat', 'cat'],
  );
  assert.equal(table.trim().split('\r\n').length, 4);
  assert.deepEqual(
    JSON.parse(listed).map(({ meta }: { meta: { status: string } }) => meta.status),
    ['settled', 'settled', 'settled'],
  );
  await assert.rejects(client.batches.export(batch_id, { bom: true }), { status: 400 });
});

test('events come in order, each once, over a crash of the gateway, also one before the first event', async () => {
  const client = await newClient();
  const stop = new AbortController();
  const connections = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let connected = 0;
  const seen: StreamedEvent[] = [];
  const following = (async () => {
    const onConnect = () => connections[connected++]?.resolve();
    for await (const event of client.events.stream({ signal: stop.signal, onConnect })) {
      seen.push(event);
      if (seen.length === 3) stop.abort();
    }
  })();
  const ids: string[] = [];
  const cancelOne = async (): Promise<void> => {
    const { task_id } = await client.tasks.submit(customerTask());
    await client.tasks.cancel(task_id);
    ids.push(task_id);
  };
  await connections[0]!.promise;
  await refinery.kill();
  await refinery.start();
  await cancelOne();
  await connections[1]!.promise;
  await cancelOne();
  await cancelOne();
  await following;
  assert.deepEqual(
    seen.map(({ event }) => [event.event, 'task_id' in event && event.task_id]),
    ids.map((id) => ['task.cancelled', id]),
  );
  const [again] = await firstOf(client.events.stream({ lastEventId: seen[1]!.id }), 1);
  assert.deepEqual(again, seen[2]);
});

test('a signal ends a stream that waits, and calls that are over let go of it', async () => {
  const client = await newClient();
  const stop = new AbortController();
  const { signal } = stop;
  const listeners = (): number => getEventListeners(signal, 'abort').length;
  for (let i = 0; i < 3; i++) await client.webhooks.list({ signal });
  await collected(client.tasks.list({}, { signal }));
  assert.equal(listeners(), 0);
  const onConnect = (): void => {
    assert.ok(listeners() > 0);
    stop.abort();
  };
  assert.deepEqual(await collected(client.events.stream({ signal, onConnect })), []);
  assert.equal(listeners(), 0);
});

async function firstOf<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const first: T[] = [];
  for await (const each of source) if (first.push(each) === count) break;
  return first;
}

test('a refusal ends the event stream', async () => {
  const stranger = new ASGGatewayClient({ apiKey: 'sk_sandbox_wrong', baseUrl: refinery.url });
  await assert.rejects(collected(stranger.events.stream()), { status: 401, message: 'invalid API key' });
});

test('an uploaded manifest becomes a job, with its bad lines and its export', async () => {
  const client = await newClient();
  const lines = [0, 1].map((i) => JSON.stringify({ data_url: `https://data.example/${i}.jpg` }));
  const { job_id } = await client.jobs.upload({
    file: new Blob([`${lines.join('\n')}\nnonsense\n`]),
    name: 'animals',
    task_type: 'image_classification',
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    consensus_threshold: 3,
  });
  const labelling = await untilLabelling(client, job_id);
  assert.deepEqual([labelling.lines_accepted, labelling.lines_rejected], [2, 1]);
  const [bad] = await collected(client.jobs.errors(job_id));
  assert.equal(bad!.line, 3);
  await assert.rejects(client.jobs.export(job_id), { status: 409 });
  assert.equal((await collected(client.jobs.exportLines(job_id, { partial: true }))).length, 2);
  await label();
  const job = await client.jobs.wait(job_id, { intervalMs: 50 });
  assert.deepEqual([job.status, job.tasks_settled, job.name], ['completed', 2, 'animals']);
  const rows = await collected(client.jobs.exportLines(job_id));
  assert.deepEqual(
    rows.map((row) => row.consensus_label),
    ['cat', 'cat'],
  );
  const csv = await new Response(await client.jobs.export(job_id, { format: 'csv' })).text();
  assert.equal(csv.trim().split('\n').length, 3);
  assert.equal((await collected(client.jobs.list()))[0]!.job_id, job_id);
  await assert.rejects(client.jobs.cancel(job_id), { status: 409 });
});

async function untilLabelling(client: ASGGatewayClient, jobId: string): Promise<Job> {
  for (;;) {
    const job = await client.jobs.get(jobId);
    if (job.status === 'labeling') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('webhooks are made, changed, tested, looked into and removed', async () => {
  const client = await newClient();
  const hook = await client.webhooks.create({
    callback_url: 'http://127.0.0.1:9/hook',
    events: ['task.settled'],
  });
  assert.match(hook.secret!, /^whsec_/);
  const changed = await client.webhooks.update(hook.webhook_id, { events: ['task.expired'] });
  assert.deepEqual(changed.events, ['task.expired']);
  const sample = await client.webhooks.test(hook.webhook_id);
  const [delivery] = await collected(client.webhooks.deliveries(hook.webhook_id));
  assert.equal(delivery!.delivery_id, sample.delivery_id);
  assert.equal((await client.webhooks.replay(sample.delivery_id)).message_id, sample.message_id);
  assert.deepEqual(await collected(client.webhooks.failedDeliveries()), []);
  await client.webhooks.delete(hook.webhook_id);
  assert.deepEqual(await client.webhooks.list(), []);
});

test('a key is exchanged without a gap', async () => {
  const client = await newClient();
  const { api_key, key_id } = await client.keys.create('build server');
  const fresh = new ASGGatewayClient({ apiKey: api_key, baseUrl: refinery.url });
  const old = (await fresh.keys.list()).find(({ current }) => !current)!;
  await fresh.keys.revoke(old.key_id);
  await assert.rejects(
    client.customers.me(),
    (error) => error instanceof ASGGatewayHTTPError && error.code === 'UNAUTHORIZED',
  );
  assert.deepEqual(
    (await fresh.keys.list()).map((key) => [key.key_id, key.name]),
    [[key_id, 'build server']],
  );
  assert.match((await fresh.customers.me()).api_key_hint, /^sk_/);
});

test('health and readiness can be asked without a key', async () => {
  const client = new ASGGatewayClient({ apiKey: null, baseUrl: refinery.url });
  assert.equal((await client.health()).status, 'ok');
  const ready = await client.ready();
  assert.equal(ready.ready, true);
  assert.ok(ready.checks.store!.ok);
});
