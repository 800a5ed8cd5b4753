import { fileURLToPath, pathToFileURL } from 'node:url';
import { startRefinery } from '@asg/testing';
import { callJson, type RawConnection, withConnections } from './clients/raw-client.ts';
import { type BenchWorker, claim, label, newWorker } from './clients/workers.ts';
import { cpuUs } from './cpu-time.ts';
import { type Figure, mean, median, quantile } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const workers = 12;
const singlesPerRound = 120;
const batchesPerRound = 1;
const batchTasks = 1_000;
const claimTurns = 5;
const rounds = 30;
const warmUpRounds = 4;
/** The rounds are so many measurements of their own, of which the median and the spread are told. */
const turns = 5;
const serverMain = fileURLToPath(import.meta.resolve('@asg/server/main'));

/** The server of another checkout. */
export const mainOf = (folder: string): string =>
  fileURLToPath(new URL('apps/server/src/main.ts', pathToFileURL(`${folder}/`)));

type Costs = Readonly<Record<string, number>>;

interface Side {
  readonly pid: number;
  readonly url: string;
  readonly key: string;
  readonly crowd: readonly BenchWorker[];
}

/** What a request of each kind costs the server, in µs; a batch by the task, claims and labels by the call. */
async function costsOf({ pid, key, crowd }: Side, connections: readonly RawConnection[]): Promise<Costs> {
  const costs: Record<string, number> = {};
  const measure = async <T>(what: string, units: number, work: () => Promise<T>): Promise<T> => {
    const before = await cpuUs(pid);
    const result = await work();
    costs[what] = (costs[what] ?? 0) + ((await cpuUs(pid)) - before) / units;
    return result;
  };
  const each = <T>(use: (connection: RawConnection, index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(connections.map(use));
  await measure('submission', singlesPerRound, () =>
    each(async (connection) => {
      for (let sent = 0; sent < singlesPerRound / workers; sent++)
        await callJson(connection, 'POST', '/v1/tasks', key, sampleTask);
    }),
  );
  const batch = { tasks: Array(batchTasks).fill(sampleTask) };
  await measure('batch, by the task', batchesPerRound * batchTasks, async () => {
    for (let sent = 0; sent < batchesPerRound; sent++)
      await callJson(connections[0]!, 'POST', '/v1/tasks/batch', key, batch);
  });
  for (const count of [1, 5]) {
    const calls = workers * claimTurns;
    for (let turn = 0; turn < claimTurns; turn++) {
      const claimed = await measure(`claim of ${count}`, calls, () =>
        each((connection, i) => claim(connection, crowd[i]!, count)),
      );
      if (claimed.some(({ length }) => length !== count)) throw new Error('bench: a claim was not filled');
      await measure(`labels, ${count}`, calls, () =>
        each((connection, i) => label(connection, crowd[i]!, claimed[i]!, 'cat')),
      );
    }
  }
  return costs;
}

/** On connections of its own: the server closes those that wait while the other is measured. */
const oneRound = (side: Side): Promise<Costs> =>
  withConnections(side.url, workers, (connections) => costsOf(side, connections));

async function sideOf({ pid, url }: { readonly pid: number; readonly url: string }): Promise<Side> {
  const key = await registerCustomer(url);
  const crowd = await withConnections(url, workers, (connections) => Promise.all(connections.map(newWorker)));
  return { pid, url, key, crowd };
}

/** CPU time of the server by the request, here and, in turns, in the checkout that `beside` names. */
export async function benchCpu(
  env: Readonly<Record<string, string>>,
  beside: string | undefined,
): Promise<readonly Figure[]> {
  const other = beside === undefined ? serverMain : mainOf(beside);
  await using ours = await startRefinery({ env });
  await using theirs = await startRefinery({ env, entry: other });
  const [our, their] = [await sideOf(ours), await sideOf(theirs)];
  const pairs: (readonly [Costs, Costs])[] = [];
  for (let round = 0; round < rounds + warmUpRounds; round++) {
    const first = round % 2 === 0;
    const one = await oneRound(first ? our : their);
    const two = await oneRound(first ? their : our);
    if (round >= warmUpRounds) pairs.push(first ? [one, two] : [two, one]);
  }
  const perTurn = rounds / turns;
  const parts = Array.from({ length: turns }, (_, turn) => pairs.slice(turn * perTurn, (turn + 1) * perTurn));
  return Object.keys(pairs[0]![0]).map((what) => {
    // Of the sums: noise of the machine falls on both sides of a round, and is large beside one request.
    const mine = (part: typeof pairs): number => mean(part.map(([ours]) => ours[what]!));
    const its = (part: typeof pairs): number => mean(part.map(([, theirs]) => theirs[what]!));
    const ratios = parts.map((part) => mine(part) / its(part));
    const [ratio, least, most] = [median(ratios), quantile(ratios, 0), quantile(ratios, 1)];
    const spread = `${least.toFixed(2)} to ${most.toFixed(2)}`;
    const value = `${mine(pairs).toFixed(0)} : ${its(pairs).toFixed(0)} µs, ${ratio.toFixed(2)} (${spread})`;
    return { what, value, ratio, spread: [least, most] };
  });
}
