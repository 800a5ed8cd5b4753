/** `npm run bench:cluster`: throughput and cost of 1, 2 and 4 gateway processes on Aerospike beside one process on SQLite. */
import { parseArgs } from 'node:util';
import { systemClock } from '@asg/runtime';
import { asdProgram, startAsd, startCluster, startRefinery } from '@asg/testing';
import { type RawConnection, requestBytes, withConnections } from '../clients/raw-client.ts';
import { claim, label, newWorker } from '../clients/workers.ts';
import { median, printFigures } from '../figures.ts';
import { registerCustomer, sampleTask } from '../submissions.ts';
import { perUnit, type Taken, takenBy } from './meter.ts';

const usage = `npm run bench:cluster -- [--json] [--gateways 1,2,4]
One run on one machine, the load generator and the server of the store included: read the ratios, not the figures.
Needs asd on the PATH, or ASG_ASD.`;

const rounds = 3;
const roundMs = 3_000;
const connectionCount = 64;
const batchConnections = 4;
const batchTasks = 1_000;
const workerCount = 16;
const claimCount = 20;
/** The cluster's processes at rest: after so long, which is more than they take to look rarely, they are watched for a while. */
const quietMs = 45_000;
const restMs = 30_000;

const env = {
  SANDBOX_LABEL_QUOTA: '1000000000',
  GOLD_PERCENT_NEW: '0',
  GOLD_PERCENT_MIN: '0',
};

/** Units a second, and what each of them took. */
interface Rate extends Taken {
  readonly rate: number;
}
interface Rates {
  /** Single durable submissions. */
  readonly singles: Rate;
  /** Tasks, in batches of 1,000. */
  readonly batchTasks: Rate;
  /** Labels: claims of 20, then their labels. */
  readonly labels: Rate;
}
/** What is measured: where it is reached, and what it has taken so far. */
interface Measured {
  readonly urls: readonly string[];
  readonly taken: () => Promise<Taken>;
}

/** Calls `once` over all connections for a while; what it counted a second, the median of some rounds. */
async function rate(
  { urls, taken }: Measured,
  connections: number,
  once: (connection: RawConnection, index: number) => Promise<number>,
): Promise<Rate> {
  const perGateway = connections / urls.length;
  const measured: number[] = [];
  const before = await taken();
  let units = 0;
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
    const count = counts.reduce((sum, one) => sum + one, 0);
    measured.push(count / seconds);
    units += count;
  }
  return { rate: median(measured), ...perUnit(before, await taken(), units) };
}

async function measure(measured: Measured): Promise<Rates> {
  const { urls } = measured;
  const key = await registerCustomer(urls[0]!);
  const single = requestBytes('POST', '/v1/tasks', key, sampleTask);
  const batch = requestBytes('POST', '/v1/tasks/batch', key, { tasks: Array(batchTasks).fill(sampleTask) });
  const send = async (connection: RawConnection, request: Buffer, count: number): Promise<number> => {
    const answer = await connection.send(request);
    if (answer.status >= 300)
      throw new Error(`bench: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
    return count;
  };
  const singles = await rate(measured, connectionCount, (connection) => send(connection, single, 1));
  const tasks = await rate(measured, batchConnections, (connection) => send(connection, batch, batchTasks));
  const workers = await withConnections(urls[0]!, 1, ([connection]) =>
    Array.fromAsync({ length: workerCount }, () => newWorker(connection!)),
  );
  const labels = await rate(measured, workerCount, async (connection, index) => {
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
  return await measure({ urls: [refinery.url], taken: () => takenBy([refinery.pid], null) });
}

async function onAerospike(gateway: number): Promise<Rates & { readonly restCommands: number }> {
  await using asd = await startAsd();
  await using cluster = await startCluster({
    store: asd.store('bench_'),
    processes: { gateway, router: 1, settler: 1, webhooks: 1, jobs: 1 },
    env,
  });
  const pids = cluster.members.map(({ refinery }) => refinery.pid);
  const taken = () => takenBy(pids, asd);
  const restCommands = await atRest(taken);
  return { ...(await measure({ urls: cluster.gateways, taken })), restCommands };
}

/** Commands a second that the store gets while nobody wants anything. */
async function atRest(taken: () => Promise<Taken>): Promise<number> {
  await systemClock.sleep(quietMs);
  const before = await taken();
  await systemClock.sleep(restMs);
  return perUnit(before, await taken(), restMs / 1000).commands;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    gateways: { type: 'string', default: '1,2,4' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help === true || asdProgram() === null) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}
const sqlite = await onSqlite();
const results: Record<string, Rates & { readonly restCommands?: number }> = { 'SQLite, one process': sqlite };
for (const gateways of values.gateways.split(',').map(Number))
  results[`Aerospike, ${gateways} gateway${gateways === 1 ? '' : 's'}`] = await onAerospike(gateways);
if (values.json === true) console.log(JSON.stringify(results, null, 2));
else {
  for (const [name, rates] of Object.entries(results)) {
    const shown = (what: string, of: keyof Rates) => {
      const { rate, cpuUs, commands, records } = rates[of];
      const store = commands === 0 ? '' : `, ${commands.toFixed(2)} commands, ${records.toFixed(2)} records`;
      return {
        what,
        value: `${Math.round(rate)}/s (${(rate / sqlite[of].rate).toFixed(2)} of SQLite), ${Math.round(cpuUs)} µs of CPU each${store}`,
      };
    };
    printFigures(name, [
      shown('single durable submissions', 'singles'),
      shown('tasks in batches of 1,000', 'batchTasks'),
      shown('labels, claims of 20', 'labels'),
      ...(rates.restCommands === undefined
        ? []
        : [{ what: 'at rest', value: `${rates.restCommands.toFixed(1)} commands a second` }]),
    ]);
  }
}
