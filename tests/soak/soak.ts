import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { customerTasks, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { Inspector } from './inspector.ts';
import { beginMeasuring, leastOf, type Sample, sampleOf } from './probe.ts';
import { problemsOf } from './verdict.ts';

const workers = 12;
const drainMsMax = 10_000;
const adminToken = 'admin-token-of-the-soak';
const lookMs = 100;
const looks = 4;
/** Where something has grown all the same it is looked at again: on a slow machine rest comes late, and what is kept for ever stays. */
const looksMax = 40;
const betweenLooksMs = 400;

export interface SoakOptions {
  /** Samples after the first, which is taken when everything has run once. */
  readonly rounds: number;
  /** Tasks of each submission; each ends in a webhook. */
  readonly batch: number;
  /** Whether this round goes on: it ends with the submission after which it says no. */
  readonly goesOn: (submitted: number) => boolean;
  readonly onSample?: (sample: Sample, index: number) => void;
}

export interface SoakReport {
  readonly samples: readonly Sample[];
  readonly stopMs: number;
  readonly auditOk: boolean;
}

/**
 * Runs the real process under load and samples it, at rest, after each round: submissions, a crowd, webhooks, an event
 * stream, a job in each round, and what both apps read.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  let arrived = 0;
  const receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      arrived++;
      response.writeHead(204).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  await using refinery = await startRefinery({
    env: {
      NODE_OPTIONS: '--inspect=127.0.0.1:0',
      ASG_ADMIN_TOKEN: adminToken,
      SETTLE_MAX_WAIT_MS: '200',
      LOCAL_BLOCK_SECONDS: '1',
      TRUST_SUSPEND: '0',
      TRUST_FLOOR: '0',
    },
  });
  try {
    using inspector = await Inspector.connect(refinery.log());
    const hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await using load = await startLoad(refinery, hookUrl);
    const samples: Sample[] = [];
    for (let index = 0; index <= options.rounds; index++) {
      let submitted = 0;
      await beginMeasuring(inspector);
      await load.job(options.batch);
      do {
        const wanted = arrived + options.batch;
        await load.submit(options.batch);
        submitted += options.batch;
        await load.reads();
        await until(() => {
          load.throwIfFailed();
          return arrived >= wanted;
        });
      } while (options.goesOn(submitted));
      await until(load.isAtRest);
      const { pid, dataDir } = refinery;
      const look = () => sampleOf(inspector, { pid, dataDir, webhooks: arrived });
      let sample = await look();
      // The crowd asks for work all the time: what one look sees and another does not was under way, and is no growth.
      const isStill = () =>
        samples[0] === undefined || problemsOf([samples[0], sample], { timed: false }).length === 0;
      for (let again = 1; again < looks || (again < looksMax && !isStill()); again++) {
        await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
        sample = leastOf(sample, await look());
      }
      samples.push(sample);
      options.onSample?.(samples.at(-1)!, index);
    }
    const auditOk = await load.audit();
    const beganMs = performance.now();
    inspector[Symbol.dispose]();
    load.expectTheEnd();
    // Its workers and its reader of events are still there.
    await refinery.stop();
    const stopMs = performance.now() - beganMs;
    return { samples, stopMs, auditOk };
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
}

/** Whether it stopped within the bound that operators are promised. */
export const stopsInTime = ({ stopMs }: SoakReport): boolean => stopMs < drainMsMax;

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, lookMs));
};

async function startLoad(refinery: RunningRefinery, hookUrl: string) {
  const api = new TestApi(refinery.url);
  const { api_key: key } = await api.registerCustomer({ name: 'Soak', email: 'soak@customer.example' });
  await makeRich(api, key);
  const customer = api.customer(key);
  await customer.webhooks.create({ callback_url: hookUrl });
  const stop = new AbortController();
  const stream = readEvents(refinery.url, key, stop.signal);
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
    reads: async (): Promise<void> => {
      await Promise.all(
        gets.map(async ([path, token]) => {
          await api.send({ method: 'GET', path: path!, ...(token === undefined ? {} : { token }) });
        }),
      );
      for (const path of ['/work', '/console']) await api.send({ method: 'GET', path });
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
