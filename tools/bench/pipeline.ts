import { callJson, withConnections } from './clients/raw-client.ts';
import { claim, label, newWorker } from './clients/workers.ts';
import type { Figure } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const tasks = 20_000;
const batchTasks = 1_000;
const workers = 12;
const claimCount = 20;
const rateAim = 1_500;
const pollMs = 50;

interface Batch {
  readonly batch_id: string;
}
interface Counts {
  readonly counts: Readonly<Record<string, number>>;
}

/** Submits tasks, a crowd on the same machine labels them over HTTP, and all are settled. The seconds from the first submission on. */
export async function settleTasks(url: string, tasks: number): Promise<number> {
  const key = await registerCustomer(url);
  return withConnections(url, workers + 1, async ([own, ...theirs]) => {
    const crowd = await Promise.all(theirs.map((connection) => newWorker(connection)));
    const startMs = performance.now();
    let settled = 0;
    const working = crowd.map(async (worker, i) => {
      while (settled < tasks) {
        const claimed = await claim(theirs[i]!, worker, claimCount);
        if (claimed.length > 0) await label(theirs[i]!, worker, claimed, 'cat');
        else await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    });
    const batches: string[] = [];
    for (let sent = 0; sent < tasks; sent += batchTasks) {
      const body = { tasks: Array(batchTasks).fill(sampleTask) };
      batches.push((await callJson<Batch>(own!, 'POST', '/v1/tasks/batch', key, body)).batch_id);
    }
    while (settled < tasks) {
      // The oldest batch settles first, so each is asked for until it is done.
      const { counts } = await callJson<Counts>(own!, 'GET', `/v1/batches/${batches[0]}`, key);
      if (counts.settled === batchTasks) {
        batches.shift();
        settled += batchTasks;
      } else await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    const seconds = (performance.now() - startMs) / 1000;
    await Promise.all(working);
    return seconds;
  });
}

/** Tasks from submission to payment. */
export async function benchPipeline(url: string): Promise<readonly Figure[]> {
  const rate = tasks / (await settleTasks(url, tasks));
  return [
    { what: 'tasks, workers', value: `${tasks}, ${workers}` },
    {
      what: 'end to end',
      value: `${Math.round(rate)}/s`,
      aim: `${rateAim}/s or more`,
      reached: rate >= rateAim,
    },
  ];
}
