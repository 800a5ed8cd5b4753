import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Figure, median } from '../figures.ts';

const pairs = 11;
const ratioAim = 1.05;
/** What the bench calls the sum of a settlement's steps, here and in older checkouts. */
const total = 'all of it, median';
const here = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

type Costs = ReadonlyMap<string, number>;

/** What a process prints, also of one that ends with 1: a bench does where an aim is missed. */
async function printedBy(folder: string, args: readonly string[]): Promise<string> {
  try {
    return (await run(process.execPath, args, { cwd: folder })).stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return String(error.stdout);
    throw error;
  }
}

/** What a process of the checkout's own bench measures: medians of its rounds by step, in ms of CPU time. */
async function costsIn(folder: string): Promise<Costs> {
  const printed = await printedBy(folder, ['tools/bench/main.ts', '--only', 'settlement', '--json']);
  const { settlement } = JSON.parse(printed) as { readonly settlement: readonly Figure[] };
  return new Map(
    settlement.flatMap(({ what, value }) => {
      const ms = /^[\d.]+ ms$/.test(value) ? Number.parseFloat(value) : Number.NaN;
      return Number.isNaN(ms) ? [] : [[what, ms] as const];
    }),
  );
}

/**
 * A settlement here and in another checkout, a process each in turns: load of the machine falls on both of a pair alike, and the
 * median of the pairs' ratios leaves out those where it did not.
 */
export async function benchBeside(folder: string): Promise<readonly Figure[]> {
  const measured: (readonly [ours: Costs, theirs: Costs])[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const isFirst = pair % 2 === 0;
    const one = await costsIn(isFirst ? here : folder);
    const two = await costsIn(isFirst ? folder : here);
    measured.push(isFirst ? [one, two] : [two, one]);
  }
  const common = [...measured[0]![0].keys()].filter((what) => measured[0]![1].has(what));
  return common.map((what): Figure => {
    const ours = median(measured.map(([our]) => our.get(what)!));
    const theirs = median(measured.map(([, their]) => their.get(what)!));
    const ratio = median(measured.map(([our, their]) => our.get(what)! / their.get(what)!));
    const value = `${ours.toFixed(1)} : ${theirs.toFixed(1)} ms, ${ratio.toFixed(3)}`;
    if (what !== total) return { what, value };
    return { what, value, aim: `≤ ${ratioAim}`, reached: ratio <= ratioAim };
  });
}
