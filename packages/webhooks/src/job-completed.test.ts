import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from './testing/receiver.ts';
import { startStage } from './testing/webhook-stage.ts';

const wanted = { events: ['job.completed'] } as const;
const page = { limit: 10, before: null };

test('a completed job is sent to every webhook that subscribes to it, signed, and to no other', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  await using other = await startReceiver();
  const { webhookId, secret } = await stage.hook(receiver.url, wanted);
  await stage.hook(other.url);
  stage.clock.advance(Date.now() - stage.clock.nowMs());
  const jobId = await stage.completedJob();
  await stage.deliver();
  const [message, ...more] = receiver.received;
  assert.deepEqual([more.length, other.received.length], [0, 0]);
  const at = new Date(stage.clock.nowMs()).toISOString();
  assert.deepEqual(new Webhook(secret).verify(message!.body, message!.headers), {
    event: 'job.completed',
    job_id: jobId,
    status: 'completed',
    lines_total: 5,
    lines_accepted: 4,
    lines_rejected: 1,
    tasks_settled: 2,
    tasks_expired: 1,
    cost_sats: 520,
    completed_at: at,
    timestamp: at,
  });
  const [delivery] = (await stage.webhooks.deliveries(stage.customerId, webhookId, page))!;
  assert.deepEqual([delivery!.taskId, delivery!.jobId, delivery!.state], [null, jobId, 'delivered']);
});

test('only the callback_url of a job gets its events, unsigned where no webhook is registered for it', async () => {
  await using stage = await startStage();
  await using hooked = await startReceiver();
  await using called = await startReceiver();
  await stage.hook(hooked.url, wanted);
  await stage.completedJob(called.url);
  await stage.deliver();
  assert.deepEqual([hooked.received.length, called.received.length], [0, 1]);
  assert.equal(called.received[0]!.headers['x-asg-signature'], undefined);
});

test('a webhook of the same URL signs the message of a callback_url and says what it wants', async () => {
  await using stage = await startStage();
  await using wants = await startReceiver();
  await using refuses = await startReceiver();
  await stage.hook(wants.url, wanted);
  await stage.hook(refuses.url, { events: ['task.settled'] });
  await stage.completedJob(wants.url);
  await stage.completedJob(refuses.url);
  await stage.deliver();
  assert.deepEqual([wants.received.length, refuses.received.length], [1, 0]);
  assert.match(wants.received[0]!.headers['x-asg-signature']!, /^sha256=/);
});

test('events of tasks and jobs go out side by side, and a receiver that fails gets the same message again', async () => {
  await using stage = await startStage();
  let refusals = 1;
  await using receiver = await startReceiver((response, { body }) => {
    const refuse = body.includes('job.completed') && refusals-- > 0;
    response.writeHead(refuse ? 500 : 204).end();
  });
  await stage.hook(receiver.url, { events: ['task.cancelled', 'job.completed'] });
  await stage.cancelledTask();
  await stage.completedJob();
  await stage.cancelledTask();
  await stage.deliver();
  stage.clock.advance(1_000);
  await stage.deliver();
  const of = (event: string) => receiver.received.filter(({ body }) => JSON.parse(body).event === event);
  assert.equal(of('task.cancelled').length, 2);
  const [first, again, ...more] = of('job.completed');
  assert.equal(more.length, 0);
  assert.equal(again!.body, first!.body);
  assert.equal(again!.headers['webhook-id'], first!.headers['webhook-id']);
});

test('the sample of a webhook for job.completed has the form of the event', async () => {
  await using stage = await startStage();
  await using receiver = await startReceiver();
  const { webhookId } = await stage.hook(receiver.url, wanted);
  await stage.completedJob();
  await stage.deliver();
  await stage.webhooks.test(stage.customerId, webhookId);
  await stage.deliver();
  const [real, sample] = receiver.received.map(({ body }) => Object.keys(JSON.parse(body)));
  assert.deepEqual(sample, real);
});
