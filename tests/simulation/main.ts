import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { faults } from './randomness.ts';
import { runSeed } from './run.ts';

const help = `npm run simulate -- [--seeds N] [--first-seed N] [--jobs N] [--keep-going]

Plays N histories of the settlement engine on the real store and the local chain, each with faults drawn from its seed, and
proves after each that everybody was paid exactly once. A failure prints its seed: --first-seed SEED --seeds 1 repeats it.
`;

interface Share {
  readonly first: number;
  readonly count: number;
  readonly step: number;
}
type Told =
  | {
      readonly seed: number;
      readonly faults: readonly (readonly [string, number])[];
      readonly settlements: number;
      readonly replaced: number;
      readonly tasks: number;
    }
  | { readonly seed: number; readonly failure: string };

if (isMainThread) await main();
else await work(workerData as Share);

async function work({ first, count, step }: Share): Promise<void> {
  for (let index = 0; index < count; index++) {
    const seed = first + index * step;
    try {
      const result = await runSeed(seed);
      parentPort!.postMessage({ ...result, faults: [...result.faults] } satisfies Told);
    } catch (error) {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      parentPort!.postMessage({ seed, failure } satisfies Told);
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
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
  const counts = new Map<string, number>(Object.keys(faults).map((fault) => [fault, 0]));
  const sums = { seeds: 0, settlements: 0, replaced: 0, tasks: 0, failed: 0 };
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
              console.error(
                `seed ${reported.seed} failed (repeat: npm run simulate -- --first-seed ${reported.seed} --seeds 1)\n${reported.failure}\n`,
              );
              if (!values['keep-going']) process.exit(1);
              return;
            }
            for (const [fault, count] of reported.faults) counts.set(fault, counts.get(fault)! + count);
            sums.settlements += reported.settlements;
            sums.replaced += reported.replaced;
            sums.tasks += reported.tasks;
            if (sums.seeds % 100 === 0) console.error(`${sums.seeds} of ${seeds} seeds`);
          });
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  console.log(`\nFaults injected`);
  for (const [fault, count] of counts) console.log(`  ${fault.padEnd(46)} ${String(count).padStart(8)}`);
  console.log(
    `\n${sums.seeds} seeds from ${first}, ${sums.failed} failed, in ${seconds.toFixed(0)} s: ${sums.tasks} tasks, ${sums.settlements} transactions, ${sums.replaced} of them replaced`,
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
