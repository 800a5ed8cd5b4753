import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ASGWorkerClient } from '@asg/sdk';
import { customerTask, customerTasks, patienceMs, type RunningRefinery, TestApi } from '@asg/testing';

export const adminToken = 'operator-token-of-the-frozen-folder';
export const password = 'correct horse battery';
const workerCount = 5;
const profile = { display_name: 'Ada', country: 'SE', primary_language: 'en' };

type Fields = Readonly<Record<string, unknown>>;

/** Who is in the folder and what the test asks for: kept beside it as `facts.json`. */
export interface Facts {
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly workers: readonly string[];
  /** A task by the state that it was left in. */
  readonly tasks: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, string>>;
  readonly webhookId: string;
}

/** All that customers, workers and the operator can leave behind, over HTTP. */
export async function live(refinery: RunningRefinery): Promise<Facts> {
  const api = new TestApi(refinery.url);
  const { api_key: apiKey } = await api.registerCustomer({ name: 'Åsa & Söner', email: 'asa@example.com' });
  const call = async <T = Fields>(method: 'GET' | 'POST', path: string, body?: unknown, token = apiKey) =>
    (await api.send({ method, path, token, ...(body === undefined ? {} : { body }) })).body as T;
  const admin = (path: string, body: unknown) => call('POST', `/v1/admin${path}`, body, adminToken);
  const customer = api.customer(apiKey);

  const stateOf = async (taskId: string) => {
    const found = await customer.tasks.outcome(taskId);
    return found.status === 'in_progress' ? 'open' : found.status;
  };

  const emails = Array.from({ length: workerCount }, (_, i) => `worker-${i}@example.com`);
  const tokens = await Promise.all(
    emails.map(async (email) => (await api.registerWorker({ email, password })).token),
  );
  const workers = tokens.map((token) => api.worker(token));
  for (const worker of workers) await worker.setProfile(profile);
  await workers[0]!.setWallet({ address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn' });
  await using receiver = await openReceiver();
  const hook = await call('POST', '/v1/webhooks', {
    callback_url: receiver.url,
    events: ['task.settled', 'task.expired', 'task.cancelled', 'job.completed'],
  });
  await call('POST', '/v1/webhooks', { callback_url: 'http://127.0.0.1:9/nobody' });

  // Paid and final, by both policies, with a miss of gold that is contested.
  const item = customerTask({ label_spec: { question: 'Known?', options: ['cat', 'dog'] } });
  for (let i = 0; i < 3; i++) await admin('/gold', { ...item, gold_label: 'cat' });
  const settled = await customer.tasks.submitBatch(
    customerTasks(12, { label_spec: item.label_spec, consensus_threshold: 3, metadata: { é: '…' } }),
  );
  const adaptive = await customer.tasks.submitBatch(
    customerTasks(6, {
      label_spec: item.label_spec,
      consensus: { policy: 'adaptive', target_confidence: 0.9, max_labels: 4 },
    }),
  );
  for (const [i, worker] of workers.entries()) await labelAll(worker, (n) => (n % 7 === i ? 'dog' : 'cat'));
  const missed = await firstMissed(call, tokens);
  if (missed !== null)
    await call(
      'POST',
      '/v1/workers/me/appeals',
      { assignment_id: missed.assignmentId, message: 'A dog.' },
      missed.token,
    );
  await until(async () => (await stateOf(settled.task_ids[0]!)) === 'settled');

  // A job that is over, one whose labels are missing.
  const done = await manifestJob(refinery.url, apiKey, 4, 'done');
  await until(async () => (await call('GET', `/v1/jobs/${done}`)).lines_accepted === 4);
  for (const worker of workers.slice(0, 3)) await labelAll(worker, () => 'up');
  await until(async () => (await call('GET', `/v1/jobs/${done}`)).status === 'completed');
  const open = await manifestJob(refinery.url, apiKey, 3, 'open');
  await until(async () => (await call('GET', `/v1/jobs/${open}`)).status === 'labeling');

  const tasks = {
    settled: settled.task_ids[0]!,
    adaptive: adaptive.task_ids[0]!,
    pending: (await customer.tasks.submit(customerTask({ priority: 1 }))).task_id,
    expired: (await customer.tasks.submit(customerTask({ expires_in: 1, language: 'qaa' }))).task_id,
    cancelled: (await customer.tasks.submit(customerTask({ language: 'qaa' }))).task_id,
    in_progress: (await customer.tasks.submit(customerTask({ priority: 1, consensus_threshold: 3 }))).task_id,
  };
  await call('POST', `/v1/tasks/${tasks.cancelled}/cancel`);
  const held = await workers[3]!.next(2);
  await workers[3]!.label(held[0]!.assignment_id, held[0]!.options[0]!);
  await until(async () => (await stateOf(tasks.expired)) === 'expired');
  await until(async () => receiver.count() > 3);
  const facts = { workers: emails, jobs: { done, open }, webhookId: String(hook.webhook_id) };
  return { ...facts, apiKey, webhookSecret: String(hook.secret), tasks };
}

/** Tasks that are decided and, on a server that does not pay yet, wait for their payment. */
export async function decide(refinery: RunningRefinery, facts: Facts, count: number): Promise<void> {
  const api = new TestApi(refinery.url);
  const own = 'Due?';
  const label_spec = { question: own, options: ['cat', 'dog'] };
  await api
    .customer(facts.apiKey)
    .tasks.submitBatch(
      customerTasks(count, { label_spec, consensus_threshold: 2, priority: 9, language: 'sv' }),
    );
  for (const email of facts.workers.slice(3)) {
    const worker = api.worker((await api.worker().logIn({ email, password })).token);
    await worker.setProfile({ ...profile, primary_language: 'sv' });
    for (let left = count; left > 0; )
      for (const { assignment_id, question } of await worker.next(left)) {
        await worker.label(assignment_id, 'cat');
        if (question === own) left--;
      }
  }
}

/** Labels until nothing waits; `answer` is told how many came before. */
export async function labelAll(worker: ASGWorkerClient, answer: (n: number) => string): Promise<number> {
  for (let n = 0; ; ) {
    const items = await worker.next(20);
    if (items.length === 0) return n;
    for (const { assignment_id, options } of items) {
      const label = answer(n++);
      await worker.label(assignment_id, options.includes(label) ? label : options[0]!);
    }
  }
}

async function firstMissed(
  call: <T>(method: 'GET', path: string, body: undefined, token: string) => Promise<T>,
  tokens: readonly string[],
): Promise<{ readonly assignmentId: string; readonly token: string } | null> {
  for (const token of tokens) {
    const path = '/v1/workers/me/history';
    type Page = { readonly data: readonly { readonly assignment_id: string; readonly outcome: string }[] };
    const found = (await call<Page>('GET', path, undefined, token)).data.find(
      ({ outcome }) => outcome === 'gold_miss',
    );
    if (found !== undefined) return { assignmentId: found.assignment_id, token };
  }
  return null;
}

async function manifestJob(url: string, token: string, lines: number, name: string): Promise<string> {
  const form = new FormData();
  form.set('name', name);
  form.set('task_type', 'text_classification');
  form.set('label_spec', JSON.stringify({ question: 'Where?', options: ['up', 'down'] }));
  const text = Array.from({ length: lines }, (_, i) =>
    JSON.stringify({ data_url: `https://data.example/${name}/${i}.txt`, metadata: { i } }),
  ).join('\n');
  form.set('manifest', new Blob([`${text}\nnonsense\n`]), 'manifest.jsonl');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body: form });
  assert.equal(answer.status, 202, await answer.clone().text());
  return ((await answer.json()) as { job_id: string }).job_id;
}

async function openReceiver() {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      count++;
      response.writeHead(count % 3 === 0 ? 500 : 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    count: () => count,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patienceMs; !(await isSo()); ) {
    assert.ok(Date.now() < deadline, `not so after ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
