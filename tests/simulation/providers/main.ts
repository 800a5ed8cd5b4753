import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runSeed, type SeedResult } from './run.ts';

const help = `npm run simulate:providers -- [--seeds N] [--first-seed N] [--jobs N] [--keep-going]

Plays the settlement engine N times against providers and look-ups that misbehave, each in the way that its seed draws, and
compares with the same history without the fault: what the fault does not befall settles within three times as long, the
cause is named to the operator, everything is paid once and final in the end. A failure prints its seed.
`;

interface Share {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}
type Told = SeedResult | { readonly seed: number; readonly failure: string };

if (isMainThread) await main();
else await work(workerData as Share);

async function work({ first, count, step }: Share): Promise<void> {
  for (let index = 0; index < count; index++) {
    const seed = first + index * step;
    try {
      parentPort!.postMessage((await runSeed(seed)) satisfies Told);
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort!.postMessage({ seed, failure } satisfies Told);
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '50' },
      'first-seed': { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      'keep-going': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const seeds = wholeNumber('--seeds', values.seeds);
  const first = wholeNumber('--first-seed', values['first-seed']);
  const jobs = Math.min(seeds, wholeNumber('--jobs', values.jobs));
  const sums = { seeds: 0, failed: 0, tasks: 0, batches: 0, slowestTimes: 0 };
  const startedAt = process.hrtime.bigint();
  const workers = Array.from({ length: jobs }, (_, job) => {
    const count = Math.floor((seeds - job - 1) / jobs) + 1;
    return new Worker(new URL(import.meta.url), { workerData: { first: first + job, count, step: jobs } });
  });
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise<void>((resolve, reject) => {
          worker.on('message', (reported: Told) => {
            sums.seeds++;
            if ('failure' in reported) {
              sums.failed++;
              const repeat = `npm run simulate:providers -- --first-seed ${reported.seed} --seeds 1`;
              console.error(`seed ${reported.seed} failed (repeat: ${repeat})\n${reported.failure}\n`);
              if (!values['keep-going']) process.exit(1);
              return;
            }
            sums.tasks += reported.tasks;
            sums.batches += reported.batches;
            sums.slowestTimes = Math.max(sums.slowestTimes, reported.slowestTimes);
            const times = `${reported.slowestTimes.toFixed(2)}×`;
            console.log(
              `seed ${String(reported.seed).padStart(4)}  ${reported.dialect.padEnd(7)} ${times}  ${reported.fault}`,
            );
          });
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  console.log(
    `\n${sums.tasks} tasks in ${sums.batches} batches in ${seconds.toFixed(0)} s; the slowest batch that no fault befell took ${sums.slowestTimes.toFixed(2)} times as long as without\n` +
      `${sums.seeds} seeds, ${sums.failed} failed`,
  );
  process.exitCode = sums.failed === 0 ? 0 : 1;
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    console.error(`${name} must be a whole number above 0, not "${text}"\n\n${help}`);
    process.exit(2);
  }
  return Number(text);
}
