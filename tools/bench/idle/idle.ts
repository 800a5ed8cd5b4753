import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningRefinery, startRefinery } from '@asg/testing';
import { withConnections } from '../clients/raw-client.ts';
import { newWorker } from '../clients/workers.ts';
import { type Figure, median } from '../figures.ts';

/** Until what a start looks at once, a minute later, is over, and memory was given back half a minute after that. */
const settledMs = 100_000;
const quietMs = 40_000;
const windowMs = 20_000;
const windows = 3;
const signUps = 50;
const msPerNs = 1e-6;
const kibPerMb = 1_000 / 1.024;
const cpuAim = 0.3;
const memoryAim = 220;
/** Threads that take less of a core, in percent, are left out. */
const shownMin = 0.005;

/** CPU time of each thread of a process since it began, ms, by its name and number. */
async function threadsOf(pid: number): Promise<ReadonlyMap<string, number>> {
  const tasks = `/proc/${pid}/task`;
  const read = async (thread: string): Promise<readonly [string, number]> => {
    const [name, stat] = await Promise.all(
      ['comm', 'schedstat'].map((file) => readFile(`${tasks}/${thread}/${file}`, 'utf8')),
    );
    return [`${(name ?? '').trim()} ${thread}`, Number((stat ?? '').split(' ')[0]) * msPerNs];
  };
  return new Map(await Promise.all((await readdir(tasks)).map(read)));
}

/** What a process has in memory now, MB. */
async function memoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / kibPerMb;
}

/** Percent of a core in each window, of all threads and of each. */
async function restOf(pid: number): Promise<readonly ReadonlyMap<string, number>[]> {
  const shares: Map<string, number>[] = [];
  for (let window = 0; window < windows; window++) {
    const before = await threadsOf(pid);
    await pause(windowMs);
    const spent = [...(await threadsOf(pid))].map(
      ([thread, ms]) => [thread, ((ms - (before.get(thread) ?? 0)) / windowMs) * 100] as const,
    );
    shares.push(new Map([['all', spent.reduce((sum, [, share]) => sum + share, 0)], ...spent]));
  }
  return shares;
}

const signUp = ({ url }: RunningRefinery): Promise<void> =>
  withConnections(url, 1, async ([connection]) => {
    if (connection === undefined) return;
    for (let made = 0; made < signUps; made++) await newWorker(connection);
  });

/** What a process of all roles takes while nothing happens, here and, at the same time, in another checkout. Reads /proc: on Linux alone. */
export async function benchIdle(beside: string | undefined): Promise<readonly Figure[]> {
  await using ours = await startRefinery();
  await using theirs = beside === undefined ? null : await startRefinery({ entry: beside });
  const sides = theirs === null ? [ours] : [ours, theirs];
  const each = <T>(of: (side: RunningRefinery) => Promise<T>): Promise<T[]> => Promise.all(sides.map(of));
  const pair = (values: readonly number[], digits: number): string =>
    values.map((value) => value.toFixed(digits)).join(' : ');
  // The second start finds compiled what the first one compiled.
  await each(async (side) => {
    await side.stop();
    await side.start();
  });
  await pause(settledMs);
  const shares = await each(({ pid }) => restOf(pid));
  const atRest = await each(({ pid }) => memoryMb(pid));
  await each(signUp);
  const atOnce = await each(({ pid }) => memoryMb(pid));
  await pause(quietMs);
  const later = await each(({ pid }) => memoryMb(pid));
  const shareOf = (thread: string): number[] =>
    shares.map((ofSide) => median(ofSide.map((window) => window.get(thread) ?? 0)));
  const all = shareOf('all');
  const threads = [...(shares[0]?.[0]?.keys() ?? [])].filter((thread) => thread !== 'all');
  return [
    {
      what: 'CPU at rest, % of a core',
      value: pair(all, 2),
      aim: `below ${cpuAim}`,
      reached: (all[0] ?? Number.NaN) < cpuAim,
    },
    ...threads
      .map((thread) => ({ what: `  ${thread}`, share: shareOf(thread)[0] ?? 0 }))
      .filter(({ share }) => share >= shownMin)
      .map(({ what, share }) => ({ what, value: share.toFixed(3) })),
    { what: 'memory at rest, MB', value: pair(atRest, 0) },
    { what: `memory after ${signUps} sign-ups, MB, at once`, value: pair(atOnce, 0) },
    {
      what: 'and after 40 seconds of quiet, MB',
      value: pair(later, 0),
      aim: `at most ${memoryAim}`,
      reached: (later[0] ?? Number.NaN) <= memoryAim,
    },
  ];
}
