import { once } from 'node:events';
import { createServer } from 'node:http';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { customerTasks, TestApi } from '@asg/testing';

const workers = 12;
const adminToken = 'admin-token-of-the-soak';

/** Settings of a server that is to bear it. */
export const loadSettings = {
  ASG_ADMIN_TOKEN: adminToken,
  SETTLE_MAX_WAIT_MS: '200',
  LOCAL_BLOCK_SECONDS: '1',
  TRUST_SUSPEND: '0',
  TRUST_FLOOR: '0',
};

/** Takes webhooks and counts them. Dispose of it. */
export async function startReceiver() {
  let arrived = 0;
  const receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      arrived++;
      response.writeHead(204).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    arrived: (): number => arrived,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      receiver.closeAllConnections();
      receiver.close();
    },
  };
}

/** Customers, workers and apps at work on the server there; its webhooks go to `hookUrl`. Dispose of it. */
export async function startLoad(url: string, hookUrl: string) {
  const api = new TestApi(url);
  const { api_key: key } = await api.registerCustomer({ name: 'Soak', email: 'soak@customer.example' });
  await makeRich(api, key);
  const customer = api.customer(key);
  await customer.webhooks.create({ callback_url: hookUrl });
  const stop = new AbortController();
  const stream = readEvents(url, key, stop.signal);
  const crowd = runCrowd({
    url: api.url,
    workers: simulatedCrowd(workers, 0.95, 0.99, 'soak'),
    answerFor: ({ assignment_id: item, options }) => ({ item, label: options[0]! }),
    until: 'stopped',
    signal: stop.signal,
    skipRate: 0,
  });
  let failure: unknown = null;
  let isEnding = false;
  const running = [crowd, stream].map((part) =>
    part.catch((error: unknown) => {
      if (!isEnding) failure = error;
    }),
  );
  const reader = await api
    .worker()
    .logIn({ email: 'worker-1.crowd@crowd.example', password: 'password of worker-1' })
    .catch(() => api.registerWorker({ email: 'reader@crowd.example', password: 'password of reader' }));
  const gets = [
    ...['/v1/customers/me', '/v1/stats', '/v1/tasks?limit=50', '/v1/jobs', '/v1/webhooks'].map((path) => [
      path,
      key,
    ]),
    ...['/v1/billing/usage', '/v1/billing/invoices', '/v1/webhooks/deliveries'].map((path) => [path, key]),
    ...['/v1/admin/queues', '/v1/admin/settlements', '/v1/admin/treasury'].map((path) => [path, adminToken]),
    ...['', '/earnings', '/history', '/withdrawals'].map((part) => [`/v1/workers/me${part}`, reader.token]),
    ...['/v1/ready', '/v1/health'].map((path) => [path, undefined]),
  ] as const;
  let number = 0;
  return {
    /** Throws what stopped the crowd, or the stream, before it was to stop. */
    throwIfFailed: (): void => {
      if (failure !== null) throw failure;
    },
    expectTheEnd: (): void => {
      isEnding = true;
    },
    submit: (count: number) => customer.tasks.submitBatch(customerTasks(count)),
    /** A job of so many lines, by upload. */
    job: async (lines: number): Promise<void> => {
      number++;
      const manifest = Array.from(
        { length: lines },
        (_, i) => `{"data_url":"https://example.com/${number}/${i}.jpg"}\n`,
      );
      await customer.jobs.upload({
        file: new Blob([manifest.join('')]),
        label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
        task_type: 'image_classification',
      });
    },
    /** What both apps read, at once; how long each took, ms. */
    reads: async (): Promise<readonly number[]> => {
      const taken = await Promise.all(
        gets.map(async ([path, token]) => {
          const beganMs = performance.now();
          await api.send({ method: 'GET', path: path!, ...(token === undefined ? {} : { token }) });
          return performance.now() - beganMs;
        }),
      );
      for (const path of ['/work', '/console']) await api.send({ method: 'GET', path });
      return taken;
    },
    /** Whether the newest job is over, all tasks are decided and paid, and no batch is followed on the chain: each holds its tasks. */
    isAtRest: async (): Promise<boolean> => {
      const jobs = await customer.jobs.page({ limit: 1 });
      const open = await Promise.all(
        (['pending', 'in_progress', 'verified'] as const).map((status) =>
          customer.tasks.page({ status, limit: 1 }),
        ),
      );
      const { settlements } = await api.admin(adminToken).queues();
      return (
        jobs.data[0]?.status === 'completed' &&
        open.every(({ data }) => data.length === 0) &&
        settlements.every(({ count }) => count === 0)
      );
    },
    audit: async (): Promise<boolean> => (await api.admin(adminToken).audit()).ok,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      isEnding = true;
      stop.abort();
      await Promise.all(running);
    },
  };
}

/** A quota for as many tasks as a soak may submit. */
async function makeRich(api: TestApi, key: string): Promise<void> {
  const me = await api.customer(key).customers.me();
  await api.admin(adminToken).customers.change(me.customer_id, { quota: { add: 10_000_000 } });
}

async function readEvents(url: string, key: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${url}/v1/events`, { headers: { authorization: `Bearer ${key}` }, signal });
  for await (const _ of answer.body ?? []) if (signal.aborted) return;
}
