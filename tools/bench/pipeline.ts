import { startRefinery } from '@asg/testing';
import { callJson, withConnections } from './clients/raw-client.ts';
import { claim, label, newWorker } from './clients/workers.ts';
import { cpuUs } from './cpu-time.ts';
import { type Figure, median, quantile } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const tasks = 20_000;
const batchTasks = 1_000;
const workers = 12;
const claimCount = 20;
const rateAim = 1_500;
const pollMs = 50;
/** Beside another checkout: so many turns of so many tasks, after one that is not counted. */
const turns = 5;
const turnTasks = 5_000;
const besideCpuAim = 0.5;
const besideRateAim = 1.8;

interface Batch {
  readonly batch_id: string;
}
interface Counts {
  readonly counts: Readonly<Record<string, number>>;
}

interface Server {
  readonly pid: number;
  readonly url: string;
}

interface Settled {
  /** From the first submission on. */
  readonly seconds: number;
  /** Of the server, all threads, for each task. */
  readonly cpuUs: number;
}

/** Submits tasks, a crowd on the same machine labels them over HTTP, and all are settled. */
export async function settleTasks({ pid, url }: Server, tasks: number): Promise<Settled> {
  const key = await registerCustomer(url);
  // On connections of their own: a server closes those that wait while others sign up.
  const crowd = await withConnections(url, workers, (connections) => Promise.all(connections.map(newWorker)));
  return withConnections(url, workers + 1, async ([own, ...theirs]) => {
    const [startMs, startUs] = [performance.now(), await cpuUs(pid)];
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
    const cpu = ((await cpuUs(pid)) - startUs) / tasks;
    await Promise.all(working);
    return { seconds, cpuUs: cpu };
  });
}

/** The same tasks here and in another checkout, in turns. */
async function benchBeside(ours: Server, theirs: Server): Promise<readonly Figure[]> {
  const pairs: (readonly [ours: Settled, theirs: Settled])[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const isFirst = turn % 2 === 0;
    const one = await settleTasks(isFirst ? ours : theirs, turnTasks);
    const two = await settleTasks(isFirst ? theirs : ours, turnTasks);
    if (turn > 0) pairs.push(isFirst ? [one, two] : [two, one]);
  }
  const compared = (of: (settled: Settled) => number) => {
    const ratios = pairs.map(([our, their]) => of(our) / of(their));
    const [ratio, least, most] = [median(ratios), quantile(ratios, 0), quantile(ratios, 1)];
    const our = median(pairs.map(([ours]) => of(ours)));
    const their = median(pairs.map(([, theirs]) => of(theirs)));
    const spread = `${least.toFixed(2)} to ${most.toFixed(2)}`;
    const value = `${our.toFixed(0)} : ${their.toFixed(0)}, ${ratio.toFixed(2)} (${spread})`;
    return { value, ratio, spread: [least, most] as const };
  };
  const cpu = compared((settled) => settled.cpuUs);
  const rate = compared((settled) => turnTasks / settled.seconds);
  return [
    {
      what: 'CPU of a settled task, µs',
      ...cpu,
      aim: `≤ ${besideCpuAim}`,
      reached: cpu.ratio <= besideCpuAim,
    },
    {
      what: 'settled a second',
      ...rate,
      aim: `≥ ${besideRateAim}`,
      reached: rate.ratio >= besideRateAim,
    },
  ];
}

/** Tasks from submission to payment, also in the checkout whose server `beside` names. */
export async function benchPipeline(
  env: Readonly<Record<string, string>>,
  beside: string | undefined,
): Promise<readonly Figure[]> {
  await using ours = await startRefinery({ env });
  if (beside !== undefined) {
    await using theirs = await startRefinery({ env, entry: beside });
    return await benchBeside(ours, theirs);
  }
  const { seconds, cpuUs: cpu } = await settleTasks(ours, tasks);
  const rate = tasks / seconds;
  return [
    { what: 'tasks, workers', value: `${tasks}, ${workers}` },
    { what: 'CPU of a settled task', value: `${Math.round(cpu)} µs` },
    {
      what: 'end to end',
      value: `${Math.round(rate)}/s`,
      aim: `${rateAim}/s or more`,
      reached: rate >= rateAim,
    },
  ];
}
