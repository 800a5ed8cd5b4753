import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { adversaries } from './adversaries/index.ts';
import { boundText, type Figure, type Verdict, verdictOf } from './figures.ts';

const help = `npm run simulate:attackers -- [--seeds N] [--first-seed N] [--only NAME[,NAME]] [--jobs N] [--json]

Adversaries beside an honest crowd, on the whole server with its store, its chain and simulated time. For each it prints what was
gained and what was spoiled beside a ceiling, and fails above it. A figure that a single seed's luck moves is judged by its mean
over the seeds, all others seed by seed. --first-seed SEED --seeds 1 repeats a seed.
`;

interface Trial {
  readonly name: string;
  readonly seed: number;
}
type Told = Trial & ({ readonly figures: readonly Figure[] } | { readonly failure: string });

if (isMainThread) await main();
else await work(workerData as readonly Trial[]);

async function work(trials: readonly Trial[]): Promise<void> {
  for (const trial of trials) {
    const told = (rest: { readonly figures: readonly Figure[] } | { readonly failure: string }): void =>
      parentPort!.postMessage({ ...trial, ...rest } satisfies Told);
    try {
      told({ figures: await adversaries[trial.name]!(trial.seed) });
    } catch (error) {
      told({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '5' },
      'first-seed': { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const seeds = wholeNumber('--seeds', values.seeds);
  const first = wholeNumber('--first-seed', values['first-seed']);
  const names = named(values.only);
  const trials = Array.from({ length: seeds }, (_, index) => first + index).flatMap((seed) =>
    names.map((name): Trial => ({ name, seed })),
  );
  const told = await tried(trials, Math.min(trials.length, wholeNumber('--jobs', values.jobs)));
  const failures = told.flatMap((one) => ('failure' in one ? [one] : []));
  for (const { name, seed, failure } of failures) console.error(`${name}, seed ${seed}: ${failure}\n`);
  const verdicts = names.map((name) => ({ name, verdicts: verdictsOf(name, told) }));
  const isOk = failures.length === 0 && verdicts.every((one) => one.verdicts.every(({ isKept }) => isKept));
  if (values.json) console.log(JSON.stringify({ ok: isOk, seeds, first_seed: first, adversaries: verdicts }));
  else for (const one of verdicts) print(one.name, one.verdicts, seeds);
  if (!values.json) console.log(`\n${seeds} seeds from ${first}: ${isOk ? 'all kept' : 'NOT kept'}`);
  process.exitCode = isOk ? 0 : 1;
}

/** Each trial once, shared out over threads. */
async function tried(trials: readonly Trial[], jobs: number): Promise<readonly Told[]> {
  const told: Told[] = [];
  const shares = Array.from({ length: jobs }, (_, job) => trials.filter((_, index) => index % jobs === job));
  await Promise.all(
    shares.map(
      (share) =>
        new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: share });
          worker.on('message', (one: Told) => {
            told.push(one);
          });
          worker.on('error', reject);
          worker.on('exit', () => resolve());
        }),
    ),
  );
  return told;
}

function verdictsOf(name: string, told: readonly Told[]): readonly Verdict[] {
  const byFigure = new Map<string, { seed: number; figure: Figure }[]>();
  for (const one of told) {
    if (one.name !== name || 'failure' in one) continue;
    for (const figure of one.figures) {
      const known = byFigure.get(figure.name) ?? [];
      byFigure.set(figure.name, [...known, { seed: one.seed, figure }]);
    }
  }
  return [...byFigure.values()].map(verdictOf);
}

function shown(value: number): string {
  return String(Math.round(value * 1_000) / 1_000);
}

function print(name: string, verdicts: readonly Verdict[], seeds: number): void {
  console.log(`\n${name}`);
  for (const { name: figure, mean, lowest, highest, unit, bound, isKept, judged, beyond } of verdicts) {
    const value = seeds === 1 ? shown(mean) : `${shown(mean)} (${shown(lowest)} to ${shown(highest)})`;
    const where = isKept ? '' : judged === 'each' ? `  ABOVE, seeds ${beyond.join(', ')}` : '  BEYOND';
    console.log(`  ${figure.padEnd(46)} ${`${value} ${unit}`.padEnd(34)} ${boundText(bound)}${where}`);
  }
}

function named(text: string): readonly string[] {
  const known = Object.keys(adversaries);
  const names = text.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    console.error(`there is no adversary "${unknown}", but ${known.join(', ')}\n\n${help}`);
    process.exit(2);
  }
  return names.length === 0 ? known : names;
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    console.error(`${name} must be a whole number above 0, not "${text}"\n\n${help}`);
    process.exit(2);
  }
  return Number(text);
}
