import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type RunningRefinery, startRefinery } from '@asg/testing';
import type { Figure } from './figures.ts';
import { settleTasks } from './pipeline.ts';

const tasks = 5_000;
const bytesAim = 1_200;
/** Tables and indexes that take less than this of a task are not named. */
const namedMin = 4;
const file = 'refinery.sqlite';

/** Bytes by table and index, before and after: what is there anyway is no task's. */
type Sizes = ReadonlyMap<string, number>;

function sizesOf(path: string): Sizes {
  using db = new DatabaseSync(path);
  db.exec('pragma wal_checkpoint(truncate)');
  const rows = db.prepare('select name, sum(pgsize) as bytes from dbstat group by name').all();
  return new Map(rows.map(({ name, bytes }) => [String(name), Number(bytes)]));
}

async function bytesByTable(entry: string | undefined): Promise<Sizes> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asg-bench-disk-'));
  const env = { SANDBOX_LABEL_QUOTA: '1000000000', RATE_LIMITS: 'false' };
  try {
    const sizesAfter = async (work: (refinery: RunningRefinery) => Promise<unknown>): Promise<Sizes> => {
      {
        await using refinery = await startRefinery({ env, dataDir, ...(entry !== undefined && { entry }) });
        await work(refinery);
      }
      return sizesOf(join(dataDir, file));
    };
    const before = await sizesAfter(async () => {});
    const after = await sizesAfter((refinery) => settleTasks(refinery, tasks));
    return new Map([...after].map(([name, bytes]) => [name, (bytes - (before.get(name) ?? 0)) / tasks]));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const sum = (sizes: Sizes): number => [...sizes.values()].reduce((all, one) => all + one, 0);

/** What the store's file takes for each settled task, by table and index, here and in another checkout. */
export async function benchDisk(beside: string | undefined): Promise<readonly Figure[]> {
  const ours = await bytesByTable(undefined);
  const theirs =
    beside === undefined
      ? null
      : await bytesByTable(fileURLToPath(new URL('apps/server/src/main.ts', pathToFileURL(`${beside}/`))));
  const value = (our: number, their: number | undefined): string =>
    their === undefined
      ? our.toFixed(0)
      : `${our.toFixed(0)} : ${their.toFixed(0)}, ${(our / their).toFixed(2)}`;
  const all = sum(ours);
  const largest = [...ours].filter(([, bytes]) => bytes >= namedMin).toSorted(([, a], [, b]) => b - a);
  return [
    ...largest.map(([what, bytes]) => ({
      what,
      value: value(bytes, theirs?.get(what) ?? (theirs ? 0 : undefined)),
    })),
    {
      what: 'all',
      value: value(all, theirs === null ? undefined : sum(theirs)),
      aim: `${bytesAim} or less`,
      reached: all <= bytesAim,
    },
  ];
}
