import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRefinery, TestApi } from '@asg/testing';

const order = {
  label_spec: {
    question: 'Animal?',
    options: ['cat', 'dog'],
    class_shares: { cat: 9, dog: 1 },
    ordinal: true,
  },
  consensus: { policy: 'adaptive' as const },
};

test('what models say goes with a task, in a column of a job’s table, and later', async () => {
  await using refinery = await startRefinery({});
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'P', email: 'p@example.com' });
  const client = api.customer(api_key);
  const table = 'text,predictions.small-1\nfirst,dog\n';
  const { job_id } = await client.jobs.upload({
    file: new Blob([table]),
    task_type: 'sentiment',
    ...order,
  });
  while ((await client.jobs.get(job_id)).status !== 'labeling');
  const [ofTable] = await Array.fromAsync(client.tasks.list({ job_id }));
  assert.deepEqual(ofTable?.predictions, [{ model: 'small-1', label: 'dog' }]);
  assert.deepEqual(ofTable.label_spec, order.label_spec);

  const scores = { cat: 3, dog: 1 };
  const { task_id } = await client.tasks.submit({
    type: 'sentiment',
    data: { text: 'second' },
    predictions: [{ model: 'small-1', scores }],
    ...order,
  });
  const more = await client.tasks.predict(task_id, [{ model: 'big-2', label: 'dog' }]);
  assert.deepEqual(more.predictions, [
    { model: 'small-1', label: 'cat', scores: { cat: 0.75, dog: 0.25 } },
    { model: 'big-2', label: 'dog' },
  ]);
});
