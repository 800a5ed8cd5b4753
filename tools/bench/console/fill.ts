import { createHash } from 'node:crypto';
import { IdMint, ManualClock, seededRandom } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { at, present } from '@asg/values/present';

const perWrite = 5_000;
/** The oldest of the tasks are two years old. */
const days = 730;
/** Of the newest, those that are decided, so that there is something to sort. */
const decidedMax = 20_000;
/** Who decides them, where nobody is named. */
const nobody = Array.from({ length: 3 }, (_, i) => `wrk_${'0'.repeat(25)}${i}`);
const perDecision = 500;
const keyEvery = 1_000;
const dayMs = 86_400_000;

export const order = {
  type: 'image_classification' as const,
  label_spec: { question: 'Which animal is in the picture?', options: ['cat', 'dog'] },
  consensus_threshold: 2,
};

export interface Oldest {
  readonly taskId: string;
  readonly key: string;
  readonly order: string;
}

/** Opens the tasks straight in the store, as if they had come evenly over two years, and decides some. */
export async function fill(
  storage: Storage,
  customerId: string,
  tasksStored: number,
  {
    decided = decidedMax,
    workerIds = nobody,
  }: { readonly decided?: number; readonly workerIds?: readonly string[] } = {},
): Promise<Oldest> {
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
      const workerId = at(workerIds, worker);
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

/** What each of three workers says of the nth task: they agree on half of them. */
const labelling = [
  (n: number) => (n % 97 === 0 ? 'dog' : 'cat'),
  (n: number) => (n % 97 === 0 ? 'dog' : 'cat'),
  (n: number) => (n % 2 === 0 ? 'dog' : 'cat'),
] as const;
