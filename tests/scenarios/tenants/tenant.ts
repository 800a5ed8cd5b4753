import assert from 'node:assert/strict';
import { customerTask, type TestApi } from '@asg/testing';
import type { Operation } from './operations.ts';

/** A customer and a worker, each with one of everything that can be named. */
export interface Tenant {
  readonly key: string;
  readonly tokenFor: (operation: Operation) => string;
  /** By the name of the parameter that an operation takes it by. */
  readonly ids: Readonly<Record<string, string>>;
}

const labelSpec = { question: 'Animal?', options: ['cat', 'dog'] };

/** Makes a tenant's objects through the API. */
export async function makeTenant(api: TestApi, name: string): Promise<Tenant> {
  const email = `${name}@example.com`;
  const { api_key: key, customer_id } = await api.registerCustomer({ name, email });
  const post = async (path: string, body?: unknown): Promise<Record<string, string>> =>
    api.json({ method: 'POST', path, token: key, ...(body === undefined ? {} : { body }) });

  const { key_id } = await post('/v1/customers/me/keys', { name: 'second' });
  const { task_id } = await api.customer(key).tasks.submit(customerTask({ priority: 9 }));
  const worker = await makeWorker(api, email, task_id);
  const { batch_id } = await api.customer(key).tasks.submitBatch([customerTask()]);
  const { job_id } = await post('/v1/jobs', {
    manifest_url: 'https://manifest.invalid/m.jsonl',
    task_type: 'image_classification',
    label_spec: labelSpec,
  });
  const { webhook_id } = await post('/v1/webhooks', { callback_url: 'https://hook.invalid/x' });
  const { delivery_id } = await post(`/v1/webhooks/${webhook_id}/test`);
  const made = { customer_id, key_id, task_id, batch_id, job_id, webhook_id, delivery_id };
  const ids: Record<string, string> = {};
  for (const [kind, id] of Object.entries({ ...made, ...worker.ids })) {
    assert.equal(typeof id, 'string', `${name} has no ${kind}`);
    ids[kind] = id as string;
  }
  return { key, ids, tokenFor: ({ auth }) => (auth === 'worker' ? worker.token : key) };
}

/** A worker who holds the task that waits first. */
async function makeWorker(api: TestApi, email: string, taskId: string) {
  const { token, worker_id } = await api.registerWorker({ email, password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'en' });
  const mine = (await worker.next(20)).find((assignment) => assignment.task_id === taskId);
  assert.ok(mine !== undefined, 'the worker got another task');
  return { token, ids: { worker_id, assignment_id: mine.assignment_id } };
}
