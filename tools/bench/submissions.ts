import { callJson, type RawConnection, requestBytes, withConnections } from './clients/raw-client.ts';
import { cpuUs } from './cpu-time.ts';
import type { Figure } from './figures.ts';
import { median, quantile } from './figures.ts';

const rounds = 5;
const roundMs = 1_500;
const connections = 128;
const batchConnections = 4;
const batchTasks = 1_000;
const echoShareAim = 0.6;
const cpuShareAim = 0.85;
const batchRateAim = 60_000;

export const sampleTask = {
  type: 'image_classification',
  data_url: 'https://example.com/image.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  consensus_threshold: 3,
};

export async function registerCustomer(url: string): Promise<string> {
  return withConnections(url, 1, async ([connection]) => {
    const customer = { name: 'Bench', email: `bench-${process.hrtime.bigint()}@example.com` };
    const body = await callJson<{ api_key: string }>(connection!, 'POST', '/v1/customers', null, customer);
    return body.api_key;
  });
}

interface Load {
  readonly perSecond: number;
  /** Of the server, all threads, by the request. */
  readonly cpuUs: number;
  readonly latenciesMs: readonly number[];
}

interface Server {
  readonly url: string;
  readonly pid: number;
}

/** Sends the same request over all connections for a while. Throws if an answer is not a success. */
async function load({ url, pid }: Server, request: Buffer, connectionCount: number): Promise<Load> {
  return withConnections(url, connectionCount, async (all) => {
    const latenciesMs: number[] = [];
    const startMs = performance.now();
    const startUs = await cpuUs(pid);
    const keepSending = async (connection: RawConnection): Promise<void> => {
      while (performance.now() - startMs < roundMs) {
        const sentMs = performance.now();
        const answer = await connection.send(request);
        if (answer.status >= 300)
          throw new Error(`bench: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
        latenciesMs.push(performance.now() - sentMs);
      }
    };
    await Promise.all(all.map(keepSending));
    const perSecond = (latenciesMs.length / (performance.now() - startMs)) * 1000;
    return { perSecond, cpuUs: ((await cpuUs(pid)) - startUs) / latenciesMs.length, latenciesMs };
  });
}

/** Durable single submissions and batches beside a route that validates and echoes, in turns. */
export async function benchSubmissions(server: Server): Promise<readonly Figure[]> {
  const { url } = server;
  const key = await registerCustomer(url);
  const echo = requestBytes('POST', '/bench/echo', key, sampleTask);
  const single = requestBytes('POST', '/v1/tasks', key, sampleTask);
  const batch = requestBytes('POST', '/v1/tasks/batch', key, { tasks: Array(batchTasks).fill(sampleTask) });
  await load(server, echo, connections);
  await load(server, single, connections);
  const echoes: Load[] = [];
  const singles: Load[] = [];
  const batches: Load[] = [];
  // In turns, so that a machine that slows down slows both; batches afterwards, or their checkpoints would count here.
  for (let round = 0; round < rounds; round++) {
    echoes.push(await load(server, echo, connections));
    singles.push(await load(server, single, connections));
  }
  for (let round = 0; round < rounds; round++) batches.push(await load(server, batch, batchConnections));
  const share = median(singles.map((one, i) => one.perSecond / echoes[i]!.perSecond));
  const batchRate = median(batches.map((one) => one.perSecond * batchTasks));
  const latencies = singles.flatMap((one) => one.latenciesMs);
  const cpuOf = (loads: readonly Load[]): number => median(loads.map((one) => one.cpuUs));
  const cpuShare = median(singles.map((one, i) => echoes[i]!.cpuUs / one.cpuUs));
  const rate = (loads: readonly Load[]): string =>
    `${Math.round(median(loads.map((one) => one.perSecond)))}/s, ${cpuOf(loads).toFixed(0)} µs CPU`;
  return [
    { what: 'echo route', value: rate(echoes) },
    { what: 'single durable submissions', value: rate(singles) },
    {
      what: 'submissions : echo',
      value: share.toFixed(2),
      aim: `${echoShareAim} or more`,
      reached: share >= echoShareAim,
    },
    {
      what: 'the same by CPU',
      value: cpuShare.toFixed(2),
      aim: `${cpuShareAim} or more`,
      reached: cpuShare >= cpuShareAim,
    },
    { what: 'submission p50', value: `${median(latencies).toFixed(1)} ms` },
    { what: 'submission p99', value: `${quantile(latencies, 0.99).toFixed(1)} ms` },
    {
      what: 'batch tasks',
      value: `${Math.round(batchRate)}/s, ${(cpuOf(batches) / batchTasks).toFixed(1)} µs CPU`,
      aim: `${batchRateAim}/s or more`,
      reached: batchRate >= batchRateAim,
    },
  ];
}
