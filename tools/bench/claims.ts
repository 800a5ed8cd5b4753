import { callJson, type RawConnection, withConnections } from './clients/raw-client.ts';
import { type BenchWorker, claim, label, newWorker } from './clients/workers.ts';
import type { Figure } from './figures.ts';
import { median, quantile } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const few = 10_000;
const many = 1_000_000;
const batchTasks = 1_000;
const rounds = 2_000;
const warmUpRounds = 200;
const ratioAim = 1.3;

async function store(url: string, count: number): Promise<void> {
  const key = await registerCustomer(url);
  await withConnections(url, 2, async (connections) => {
    let left = count / batchTasks;
    // Half of them under the adaptive policy, of which a claim looks at a few more to choose from.
    const bodies = (['threshold', 'adaptive'] as const).map((policy) => ({
      tasks: Array(batchTasks).fill({ ...sampleTask, consensus: { policy } }),
    }));
    const send = async (connection: RawConnection): Promise<void> => {
      while (left-- > 0) await callJson(connection, 'POST', '/v1/tasks/batch', key, bodies[left & 1]);
    };
    await Promise.all(connections.map(send));
  });
}

async function timedClaim(connection: RawConnection, worker: BenchWorker): Promise<number> {
  const startMs = performance.now();
  const claimed = await claim(connection, worker, 1);
  const tookMs = performance.now() - startMs;
  await label(connection, worker, claimed, 'cat');
  return tookMs;
}

/** One claim after the other, in turns on a server with few and on one with many stored tasks. */
export async function benchClaims(fewUrl: string, manyUrl: string): Promise<readonly Figure[]> {
  await store(fewUrl, few);
  const storeStartMs = performance.now();
  await store(manyUrl, many);
  const storedPerSecond = many / ((performance.now() - storeStartMs) / 1000);
  return withConnections(fewUrl, 1, async ([atFew]) =>
    withConnections(manyUrl, 1, async ([atMany]) => {
      const [fewWorker, manyWorker] = [await newWorker(atFew!), await newWorker(atMany!)];
      const fewMs: number[] = [];
      const manyMs: number[] = [];
      for (let round = 0; round < rounds + warmUpRounds; round++) {
        const pair = [await timedClaim(atFew!, fewWorker), await timedClaim(atMany!, manyWorker)] as const;
        if (round < warmUpRounds) continue;
        fewMs.push(pair[0]);
        manyMs.push(pair[1]);
      }
      const ratio = median(manyMs) / median(fewMs);
      const shown = (values: readonly number[], q: number): string => `${quantile(values, q).toFixed(2)} ms`;
      return [
        { what: 'storing 1,000,000 tasks', value: `${Math.round(storedPerSecond)}/s` },
        { what: 'claim at 10,000 tasks, p50', value: shown(fewMs, 0.5) },
        { what: 'claim at 1,000,000 tasks, p50', value: shown(manyMs, 0.5) },
        { what: 'claim p99, few : many', value: `${shown(fewMs, 0.99)} : ${shown(manyMs, 0.99)}` },
        {
          what: 'claim many : few, p50',
          value: ratio.toFixed(2),
          aim: `at most ${ratioAim}`,
          reached: ratio <= ratioAim,
        },
      ];
    }),
  );
}
