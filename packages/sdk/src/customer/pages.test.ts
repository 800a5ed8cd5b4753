import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerTask, customerTasks, startRefinery, TestApi } from '@asg/testing';

test('what a page of the Console shows can be asked for: timelines, outcomes, deliveries, page by page', async () => {
  await using refinery = await startRefinery();
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'A', email: 'a@b.example' });
  const client = api.customer(api_key);
  const { task_id } = await client.tasks.submit(customerTask());
  assert.equal((await client.tasks.outcome(task_id)).status, 'in_progress');
  await client.tasks.cancel(task_id);
  assert.equal((await client.tasks.outcome(task_id)).status, 'cancelled');
  assert.deepEqual((await client.tasks.timeline(task_id)).label_counts, { cat: 0, dog: 0 });
  await assert.rejects(client.tasks.receiptText(task_id), { status: 410 });
  await assert.rejects(client.tasks.item('tsk_none'), { status: 404 });
  await client.tasks.submitBatch(customerTasks(2));
  assert.equal((await client.billing.invoicesPage()).invoices.length, 1);
  assert.deepEqual((await client.billing.disagreementsPage()).data, []);

  const { webhook_id } = await client.webhooks.create({ callback_url: 'http://127.0.0.1:9/hook' });
  const { delivery_id } = await client.webhooks.test(webhook_id);
  const { data } = await client.webhooks.deliveriesPage(webhook_id, { limit: 1 });
  assert.equal(data[0]!.delivery_id, delivery_id);
  assert.equal((await client.webhooks.delivery(delivery_id)).delivery_id, delivery_id);
  assert.deepEqual((await client.webhooks.failedDeliveriesPage()).data, []);

  const shares: number[] = [];
  const { job_id } = await client.jobs.upload(
    {
      file: new Blob(['nonsense\n']),
      task_type: 'image_classification',
      label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    },
    { onProgress: (share) => shares.push(share) },
  );
  assert.deepEqual(shares, [1]);
  assert.ok(Array.isArray((await client.jobs.errorsPage(job_id)).data));
});
