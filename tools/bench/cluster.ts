/** `npm run bench:cluster`: throughput of 1, 2 and 4 gateway processes on Aerospike beside one process on SQLite. */
import { parseArgs } from 'node:util';
import { asdProgram, startAsd, startCluster, startRefinery } from '@asg/testing';
import { type RawConnection, requestBytes, withConnections } from './clients/raw-client.ts';
import { claim, label, newWorker } from './clients/workers.ts';
import { median, printFigures } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const usage = `npm run bench:cluster -- [--json]
One run on one machine, the load generator and the server of the store included: read the ratios, not the figures.
Needs asd on the PATH, or ASG_ASD.`;

const rounds = 3;
const roundMs = 3_000;
const connectionCount = 64;
const batchConnections = 4;
const batchTasks = 1_000;
const workerCount = 16;
const claimCount = 20;
const gatewayCounts = [1, 2, 4] as const;

const env = {
  SANDBOX_LABEL_QUOTA: '1000000000',
  GOLD_PERCENT_NEW: '0',
  GOLD_PERCENT_MIN: '0',
};

interface Rates {
  /** Single durable submissions a second. */
  readonly singles: number;
  /** Tasks a second, in batches of 1,000. */
  readonly batchTasks: number;
  /** Labels a second: claims of 20, then their labels. */
  readonly labels: number;
}

/** Calls `once` over all connections for a while; what it counted a second, the median of some rounds. */
async function rate(
  urls: readonly string[],
  connections: number,
  once: (connection: RawConnection, index: number) => Promise<number>,
): Promise<number> {
  const perGateway = connections / urls.length;
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    const counts = await Promise.all(
      urls.map((url, gateway) =>
        withConnections(url, perGateway, async (all) => {
          const keepOn = async (connection: RawConnection, index: number): Promise<number> => {
            let count = 0;
            while (performance.now() - startMs < roundMs) count += await once(connection, index);
            return count;
          };
          const counted = all.map((connection, i) => keepOn(connection, gateway * perGateway + i));
          return (await Promise.all(counted)).reduce((sum, count) => sum + count, 0);
        }),
      ),
    );
    const seconds = (performance.now() - startMs) / 1000;
    measured.push(counts.reduce((sum, count) => sum + count, 0) / seconds);
  }
  return median(measured);
}

async function measure(urls: readonly string[]): Promise<Rates> {
  const key = await registerCustomer(urls[0]!);
  const single = requestBytes('POST', '/v1/tasks', key, sampleTask);
  const batch = requestBytes('POST', '/v1/tasks/batch', key, { tasks: Array(batchTasks).fill(sampleTask) });
  const send = async (connection: RawConnection, request: Buffer, count: number): Promise<number> => {
    const answer = await connection.send(request);
    if (answer.status >= 300)
      throw new Error(`bench: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return count;
  };
  const singles = await rate(urls, connectionCount, (connection) => send(connection, single, 1));
  const tasks = await rate(urls, batchConnections, (connection) => send(connection, batch, batchTasks));
  const workers = await withConnections(urls[0]!, 1, ([connection]) =>
    Array.fromAsync({ length: workerCount }, () => newWorker(connection!)),
  );
  const labels = await rate(urls, workerCount, async (connection, index) => {
    const worker = workers[index]!;
    const claimed = await claim(connection, worker, claimCount);
    if (claimed.length === 0) throw new Error('bench: there are not enough tasks to label');
    await label(connection, worker, claimed, 'cat');
    return claimed.length;
  });
  return { singles, batchTasks: tasks, labels };
}

async function onSqlite(): Promise<Rates> {
  await using refinery = await startRefinery({ env });
  return await measure([refinery.url]);
}

async function onAerospike(gateway: number): Promise<Rates> {
  await using asd = await startAsd();
  await using cluster = await startCluster({
    store: asd.store('bench_'),
    processes: { gateway, router: 1, settler: 1, webhooks: 1, jobs: 1 },
    env,
  });
  return await measure(cluster.gateways);
}

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true || asdProgram() === null) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}
const sqlite = await onSqlite();
const results: Record<string, Rates> = { 'SQLite, one process': sqlite };
for (const gateways of gatewayCounts)
  results[`Aerospike, ${gateways} gateway${gateways === 1 ? '' : 's'}`] = await onAerospike(gateways);
if (values.json === true) console.log(JSON.stringify(results, null, 2));
else {
  for (const [name, rates] of Object.entries(results)) {
    const shown = (what: string, of: keyof Rates) => ({
      what,
      value: `${Math.round(rates[of])}/s (${(rates[of] / sqlite[of]).toFixed(2)} of SQLite)`,
    });
    printFigures(name, [
      shown('single durable submissions', 'singles'),
      shown('tasks in batches of 1,000', 'batchTasks'),
      shown('labels, claims of 20', 'labels'),
    ]);
  }
}
