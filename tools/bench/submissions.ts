import { callJson, type RawConnection, requestBytes, withConnections } from './clients/raw-client.ts';
import type { Figure } from './figures.ts';
import { median, quantile } from './figures.ts';

const rounds = 5;
const roundMs = 1_500;
const connections = 128;
const batchConnections = 4;
const batchTasks = 1_000;
const echoShareAim = 0.6;
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
  readonly latenciesMs: readonly number[];
}

/** Sends the same request over all connections for a while. Throws if an answer is not a success. */
async function load(url: string, request: Buffer, connectionCount: number): Promise<Load> {
  return withConnections(url, connectionCount, async (all) => {
    const latenciesMs: number[] = [];
    const startMs = performance.now();
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
    return { perSecond: (latenciesMs.length / (performance.now() - startMs)) * 1000, latenciesMs };
  });
}

/** Durable single submissions and batches beside a route that validates and echoes, in turns. */
export async function benchSubmissions(url: string): Promise<readonly Figure[]> {
  const key = await registerCustomer(url);
  const echo = requestBytes('POST', '/bench/echo', key, sampleTask);
  const single = requestBytes('POST', '/v1/tasks', key, sampleTask);
  const batch = requestBytes('POST', '/v1/tasks/batch', key, { tasks: Array(batchTasks).fill(sampleTask) });
  await load(url, echo, connections);
  await load(url, single, connections);
  const echoes: Load[] = [];
  const singles: Load[] = [];
  const batches: Load[] = [];
  // In turns, so that a machine that slows down slows both; batches afterwards, or their checkpoints would count here.
  for (let round = 0; round < rounds; round++) {
    echoes.push(await load(url, echo, connections));
    singles.push(await load(url, single, connections));
  }
  for (let round = 0; round < rounds; round++) batches.push(await load(url, batch, batchConnections));
  const share = median(singles.map((one, i) => one.perSecond / echoes[i]!.perSecond));
  const batchRate = median(batches.map((one) => one.perSecond * batchTasks));
  const latencies = singles.flatMap((one) => one.latenciesMs);
  const rate = (loads: readonly Load[]): string =>
    `${Math.round(median(loads.map((one) => one.perSecond)))}/s`;
  return [
    { what: 'echo route', value: rate(echoes) },
    { what: 'single durable submissions', value: rate(singles) },
    {
      what: 'submissions : echo',
      value: share.toFixed(2),
      aim: `${echoShareAim} or more`,
      reached: share >= echoShareAim,
    },
    { what: 'submission p50', value: `${median(latencies).toFixed(1)} ms` },
    { what: 'submission p99', value: `${quantile(latencies, 0.99).toFixed(1)} ms` },
    {
      what: 'batch tasks',
      value: `${Math.round(batchRate)}/s`,
      aim: `${batchRateAim}/s or more`,
      reached: batchRate >= batchRateAim,
    },
  ];
}
