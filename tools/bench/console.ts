import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { templateKey } from '@asg/domain';
import { present } from '@asg/domain/present';
import { IdMint, ManualClock, seededRandom } from '@asg/runtime';
import { sha256 } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { startRefinery, TestApi } from '@asg/testing';
import { type Figure, quantile } from './figures.ts';

/** Stored for the one customer whose pages are asked for; beside them some that are really labelled and paid. */
const tasksStored = 1_000_000;
const perWrite = 5_000;
/** The oldest of them are two years old. */
const days = 730;
/** Of the newest, those that are decided, so that there is something to sort. */
const decided = 20_000;
const keyEvery = 1_000;
const dayMs = 86_400_000;
const settled = 1_000;
const rounds = 40;
const aimMs = 200;
const searchAimMs = 100;
const adminToken = 'the-admin-token-of-the-bench';
const apiKeyFor = (api: TestApi) => api.registerCustomer({ name: 'Bench', email: 'bench@customer.example' });

const order = {
  type: 'image_classification' as const,
  label_spec: { question: 'Which animal is in the picture?', options: ['cat', 'dog'] },
  consensus_threshold: 2,
};

interface Oldest {
  readonly taskId: string;
  readonly key: string;
  readonly order: string;
}

/** Opens the tasks straight in the store, as if they had come evenly over two years, and decides some. */
async function fill(dataDir: string, customerId: string): Promise<Oldest> {
  await using storage = await openSqliteStorage({ path: join(dataDir, 'refinery.sqlite') });
  const nowMs = Date.now();
  const clock = new ManualClock(nowMs - days * dayMs);
  const ids = new IdMint(clock, seededRandom('console'));
  await storage.listedKeys.choose({ customerId, keys: ['order', 'shop'] });
  let oldest: Oldest | null = null;
  let newest: readonly string[] = [];
  const stepMs = Math.floor((days * dayMs) / (tasksStored / perWrite));
  for (let made = 0; made < tasksStored; made += perWrite) {
    clock.advance(stepMs);
    const atMs = clock.nowMs();
    const tasks = Array.from({ length: perWrite }, (_, i) => ({
      order: {
        taskId: ids.next('task'),
        customerId,
        batchId: null,
        jobId: null,
        type: order.type,
        dataUrl: `https://example.com/${made + i}.jpg`,
        labelSpec: order.label_spec,
        consensus: { policy: 'threshold' as const, threshold: 3, earlyStop: false, maxLabels: 7 },
        language: null,
        priority: 5,
        metadata: { order: `order-${made + i}`, shop: `shop-${i % 7}` },
        callbackUrl: null,
        createdAtMs: atMs,
        expiresAtMs: null,
        salt: createHash('md5')
          .update(String(made + i))
          .digest('hex'),
      },
      idempotency: i % keyEvery === 0 ? { key: `key-${made + i}`, bodyHash: '0'.repeat(64) } : null,
    }));
    const outcome = await storage.tasks.open({ customerId, tasks, batch: null, nowMs: atMs });
    if (outcome.kind !== 'opened') throw new Error(outcome.kind);
    const taskIds = outcome.tasks.map(({ taskId }) => taskId);
    oldest ??= { taskId: present(taskIds[0], 'the oldest task'), key: 'key-0', order: 'order-0' };
    newest = [...newest, ...taskIds].slice(-decided);
  }
  const leaseMs = 600_000;
  const nonce = '0'.repeat(16);
  for (let done = 0; done < newest.length; done += perDecision) {
    const some = newest.slice(done, done + perDecision);
    for (const [worker, ofTask] of labelling.entries()) {
      const workerId = `wrk_${'0'.repeat(25)}${worker}`;
      const labelled = some.map((taskId, i) => ({ taskId, label: ofTask(done + i) }));
      const all = { workerId, nonce, nowMs: nowMs + done } as const;
      await storage.tasks.change(
        labelled.map(({ taskId }) => ({ taskId, command: { do: 'assign', leaseMs, ...all } })),
      );
      await storage.tasks.change(
        labelled.map(({ taskId, label }) => ({ taskId, command: { do: 'label', label, ...all } })),
      );
    }
  }
  return present(oldest, 'the oldest task');
}

const perDecision = 500;
/** What each of three workers says of the nth task: they agree on half of them. */
const labelling = [
  (n: number) => (n % 97 === 0 ? 'dog' : 'cat'),
  (n: number) => (n % 97 === 0 ? 'dog' : 'cat'),
  (n: number) => (n % 2 === 0 ? 'dog' : 'cat'),
] as const;

/** What each page of the Console asks for when it is opened, together. */
function pagesOf(ids: {
  readonly task: string;
  readonly webhook: string;
  readonly worker: string;
  readonly customer: string;
  readonly settlement: string;
  readonly oldest: Oldest;
}) {
  const from = (back: number): string => new Date(Date.now() - back * dayMs).toISOString().slice(0, 10);
  const task = `/v1/tasks/${ids.task}`;
  const template = templateKey({ type: order.type, labelSpec: order.label_spec }, sha256);
  return {
    Overview: ['/v1/console/session', `/v1/stats?from=${from(29)}`],
    'Overview of a year': [`/v1/stats?from=${from(364)}`],
    Tasks: ['/v1/tasks'],
    'Tasks, by status': ['/v1/tasks?status=settled'],
    'Tasks, a search that finds nothing': ['/v1/tasks?search=nowhere'],
    'Tasks, a status that few have': ['/v1/tasks?status=verified&limit=100'],
    'Tasks, by doubt': ['/v1/tasks?sort=confidence&order=asc&limit=100'],
    'Tasks, by doubt with a rare answer': ['/v1/tasks?sort=confidence&order=asc&answer=dog&limit=100'],
    'Tasks, decided lately': ['/v1/tasks?sort=decided&limit=100'],
    'Tasks, by metadata of many': [`/v1/tasks?metadata=${encodeURIComponent('{"shop":"shop-3"}')}&limit=100`],
    'Tasks, the oldest first': ['/v1/tasks?order=asc&limit=100'],
    'Distribution of a template': [`/v1/stats/distribution?template=${template}`],
    'Search for an id of two years ago': [`/v1/tasks?search=${ids.oldest.taskId}`],
    'Search for a key of two years ago': [`/v1/tasks?search=${ids.oldest.key}`],
    'Search for metadata of two years ago': [`/v1/tasks?search=${ids.oldest.order}`],
    'Tasks, by date': [`/v1/tasks?created_before=${from(14)}T00:00:00Z`],
    Task: [task, `${task}/timeline`, `${task}/receipt`],
    Jobs: ['/v1/jobs'],
    Quality: [`/v1/stats?from=${from(29)}`, '/v1/billing/usage', '/v1/stats/disagreements'],
    Usage: ['/v1/billing/usage', '/v1/billing/invoices'],
    Webhooks: ['/v1/webhooks'],
    'Webhook with its deliveries': ['/v1/webhooks', `/v1/webhooks/${ids.webhook}/deliveries`],
    'Failed deliveries': ['/v1/webhooks/deliveries'],
    Keys: ['/v1/customers/me/keys'],
    'Operator: health': ['/v1/ready', '/v1/admin/queues'],
    'Operator: treasury': ['/v1/admin/treasury'],
    'Operator: settlements': ['/v1/admin/settlements', '/v1/admin/settlements?state=failed'],
    'Operator: settlement': [`/v1/admin/settlements/${ids.settlement}`],
    'Operator: workers': ['/v1/admin/workers'],
    'Operator: worker': [`/v1/admin/workers/${ids.worker}`],
    'Operator: appeals': ['/v1/admin/appeals'],
    'Operator: customers': ['/v1/admin/customers', `/v1/admin/customers/${ids.customer}`],
  };
}

async function signIn(url: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/console/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

/** The time until all that a page asks for is there, ms, with a million tasks stored. */
export async function benchConsole(): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asg-bench-console-'));
  try {
    const env = { ASG_ADMIN_TOKEN: adminToken, SANDBOX_LABEL_QUOTA: '1000000000', RATE_LIMITS: 'false' };
    await using refinery = await startRefinery({ dataDir, env });
    const api = new TestApi(refinery.url);
    const { api_key: key, customer_id: customer } = await apiKeyFor(api);
    const { webhook_id: webhook } = await api.json<{ webhook_id: string }>({
      method: 'POST',
      path: '/v1/webhooks',
      token: key,
      body: { callback_url: `${refinery.url}/nowhere`, events: ['task.settled'] },
    });
    const { task_ids } = await api.customer(key).tasks.submitBatch(
      Array.from({ length: settled }, (_, i) => ({
        ...order,
        data_url: `https://example.com/paid-${i}.jpg`,
      })),
    );
    const crowd = await runCrowd({
      url: api.url,
      workers: simulatedCrowd(6, 1, 1, 'console'),
      answerFor: (item) => ({ item: item.assignment_id, label: 'cat' }),
      until: 'idle',
      claimCount: 20,
      skipRate: 0,
    });
    await api.customer(key).tasks.outcome(task_ids.at(-1)!, { waitSeconds: 60, until: 'settled' });
    await refinery.stop();
    const oldest = await fill(dataDir, customer);
    await refinery.start();
    const cookie = `${await signIn(refinery.url, { api_key: key })}; ${await signIn(refinery.url, { admin_token: adminToken })}`;
    const read = async (path: string): Promise<string> => {
      const answer = await fetch(refinery.url + path, { headers: { cookie } });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.text();
    };
    const settlements = JSON.parse(await read('/v1/admin/settlements')) as {
      data: { settlement_id: string }[];
    };
    const pages = pagesOf({
      task: task_ids[0]!,
      webhook,
      worker: crowd[0]!.workerId,
      customer,
      settlement: settlements.data[0]!.settlement_id,
      oldest,
    });
    const figures: Figure[] = [];
    for (const [what, paths] of Object.entries(pages)) {
      const times: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const startMs = performance.now();
        await Promise.all(paths.map(read));
        if (round > 0) times.push(performance.now() - startMs);
      }
      const p95 = quantile(times, 0.95);
      const aim = what.startsWith('Search') ? searchAimMs : aimMs;
      figures.push({
        what,
        value: [quantile(times, 0.5), p95, quantile(times, 1)].map((ms) => ms.toFixed(0)).join(' / '),
        aim: `p95 under ${aim} ms`,
        reached: p95 < aim,
      });
    }
    return figures;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
