import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetNotCarried, type CarriedAssets } from '@asg/assets';
import type { Network } from '@asg/domain';
import { isOneOf, networks } from '@asg/domain/names';
import { systemClock } from '@asg/runtime';
import type { RowSource, RowTarget, Storage } from '@asg/storage';
import { ExportedRows, openSqliteStorage } from '@asg/storage-sqlite';
import { at } from '@asg/values/present';
import { readConfig } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import { differing, type StoreDigest } from '../stores/digest-sums.ts';
import { storeName, storeSettings } from '../stores/engines.ts';
import { type MigrationMark, migrationLeadership, migrationMark } from '../stores/migration-mark.ts';
import { keepNetwork } from '../stores/open.ts';
import { type AssetPlaces, moveAssetBytes } from './asset-bytes.ts';
import { digestOf } from './digest.ts';

const pageRows = 200;
const sweepMax = 1_000;
const reservationsMax = 1_000;

export interface Migration {
  readonly from: string;
  readonly to: string;
  /** Rows imported, by table. */
  readonly taken: Readonly<Record<string, number>>;
  /** Those that are files, each compared with its SHA-256; `bytes`: of those that were copied. */
  readonly assets: Omit<CarriedAssets, 'after' | 'isDone'>;
  /** What the engines can read of either store: the same. */
  readonly digest: StoreDigest;
  /** It had been begun before, and went on. */
  readonly isResumed: boolean;
}

/** It cannot be made, or what came out is not what went in; the message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export interface MigrationRequest {
  /** A SQLite store, as `sqlite:./data/refinery.sqlite`. */
  readonly from: string;
  readonly to: string;
  /** Data folder of the server that was; null: where the file lies. */
  readonly dataDir?: string | null;
  /** Data folder of the server to be, for assets where `ASSETS_URL` names no bucket; null: the same. */
  readonly toDataDir?: string | null;
  /** Goes on without assets whose bytes are nowhere; else it is refused. */
  readonly leaveMissing?: boolean;
  /** Of the server to be: `ASSETS_URL` and what belongs to it. */
  readonly environment: NodeJS.ProcessEnv;
}

/** How far it is: rows of a table so far, and of how many; `assets`: those that are files. `comparing`: all are in, both stores are read and compared. */
export type MigrationProgress = (stage: string, done: number, total: number) => void;

/**
 * Moves a SQLite store that no server has open into an empty Aerospike one, and proves that both read the same. Run again
 * after it was broken off, however that was, it goes on where it stopped. Throws a ConfigError for stores that cannot be,
 * a MigrationError otherwise.
 */
export async function migrate(
  names: MigrationRequest,
  progress: MigrationProgress = () => {},
): Promise<Migration> {
  const from = storeSettings('--from', names.from);
  const to = storeSettings('--to', names.to);
  if (from.kind !== 'sqlite' || from.path === null)
    throw new ConfigError('--from', 'must be a SQLite store, as in sqlite:./data/refinery.sqlite');
  if (to.kind !== 'aerospike')
    throw new ConfigError('--to', 'must be an Aerospike store, as in aerospike://127.0.0.1:3000/asg');
  const { path } = from;
  if (!existsSync(path)) throw new ConfigError('--from', `names no store: there is no ${path}`);
  const { ASG_STORE: _named, ...environment } = names.environment;
  const config = readConfig(environment);
  const fromDir = names.dataDir ?? dirname(path);
  const toDir = names.toDataDir ?? fromDir;
  const { leaveMissing = false } = names;
  const { openAerospikeStorage } = await import('@asg/storage-aerospike');
  await using source = await openSqliteStorage({ path });
  await using target = await openAerospikeStorage(to);
  using rows = new ExportedRows(path);
  const work = { source, target, rows, into: target.rowTarget, path, progress };
  const taken = await takeIn(work, names.from);
  const assets = await bringAssets(work, taken.mark, { fromDir, toDir, config, leaveMissing });
  const mark = { ...taken.mark, assets };
  while ((await target.sweep({ nowMs: systemClock.nowMs(), limit: sweepMax })).repaired > 0);
  progress('comparing', 0, 2);
  const digest = await digestOf(source);
  progress('comparing', 1, 2);
  assertSame(digest, await digestOf(target));
  progress('comparing', 2, 2);
  await save(target, { ...mark, isDone: true });
  const { copied, there, bytes, missing } = assets;
  return {
    from: storeName(from),
    to: storeName(to),
    taken: mark.taken,
    assets: { copied, there, bytes, missing },
    digest,
    isResumed: taken.isResumed,
  };
}

interface Work {
  readonly source: Storage;
  readonly target: Storage;
  readonly rows: RowSource;
  readonly into: RowTarget;
  readonly path: string;
  readonly progress: MigrationProgress;
}

async function takeIn(
  work: Work,
  from: string,
): Promise<{ readonly mark: MigrationMark; readonly isResumed: boolean }> {
  const { source, target, rows, into, path, progress } = work;
  const stranger = rows.tables.find((table) => !into.tables.includes(table) && !into.leftOut.includes(table));
  if (stranger !== undefined) throw new MigrationError(`nothing imports the table ${stranger}: a bug`);
  const known = await migrationMark(target);
  if (known === null) await assertEmpty(target);
  else if (known.from !== from)
    throw new MigrationError(`a migration from ${known.from} to this target has begun: continue that one`);
  else if (known.isDone) throw new MigrationError(`the target was already filled from ${from}`);
  else if (known.at !== null && !into.tables.includes(known.at.table))
    throw new MigrationError(
      `another version of the program began this migration and stopped within ${known.at.table}: begin anew under another set_prefix`,
    );
  await keepNetwork(target, networkOf(path));
  await releaseReservations(source, rows);
  const first = at(into.tables, 0);
  let mark: MigrationMark = known ?? { from, taken: {}, at: { table: first, after: null }, isDone: false };
  await save(target, mark);
  while (mark.at !== null) {
    const { table, after } = mark.at;
    const page = rows.tables.includes(table)
      ? await rows.page({ table, after, limit: pageRows })
      : { rows: [], next: null };
    await into.take(table, page.rows);
    const done = (mark.taken[table] ?? 0) + page.rows.length;
    const taken = done === 0 ? mark.taken : { ...mark.taken, [table]: done };
    const nextTable = into.tables[into.tables.indexOf(table) + 1];
    const at =
      page.next !== null
        ? { table, after: page.next }
        : nextTable === undefined
          ? null
          : { table: nextTable, after: null };
    mark = { ...mark, taken, at };
    await save(target, mark);
    if (done > 0) progress(table, done, page.next === null ? done : await rows.count(table));
  }
  return { mark, isResumed: known !== null };
}

async function bringAssets(
  { source, target, progress }: Work,
  mark: MigrationMark,
  places: AssetPlaces,
): Promise<CarriedAssets> {
  try {
    return await moveAssetBytes(source, places, mark.assets, async (assets, files) => {
      await save(target, { ...mark, assets });
      const done = assets.copied + assets.there;
      progress('assets', done, assets.isDone ? done : Math.max(done, files));
    });
  } catch (error) {
    if (!(error instanceof AssetNotCarried)) throw error;
    const advice =
      'the same command goes on from there. Bytes in a bucket: set ASSETS_URL and ASSETS_CREDENTIALS as the server has them; --leave-missing-assets goes on without those that are nowhere';
    throw new MigrationError(`${error.message}: ${advice}`, { cause: error });
  }
}

/** The file's own lock keeps a second migration from it out; from another file it is refused by the mark. */
async function save(target: Storage, mark: MigrationMark): Promise<void> {
  const note = JSON.stringify(mark);
  const nowMs = systemClock.nowMs();
  await target.leadership.hold({ name: migrationLeadership, holder: mark.from, nowMs, holdMs: 0, note });
}

async function assertEmpty(target: Storage): Promise<void> {
  const page = { limit: 1, before: null };
  const found = await Promise.all([
    target.customers.list(page),
    target.workers.list(page),
    target.settlement.list({ ...page, state: null }),
    target.gold.list(page),
  ]);
  if (found.some((some) => some.length > 0))
    throw new MigrationError('the target is not empty: name another set_prefix');
}

/** What a settler had reserved and not stored when it ended is due again. */
async function releaseReservations(source: Storage, rows: RowSource): Promise<void> {
  const page = await rows.page({ table: 'reservation', after: null, limit: reservationsMax });
  for (const row of page.rows) await source.settlement.release(String(row.settlement_id));
}

/** Of the data folder that the file lies in. */
function networkOf(path: string): Network {
  const mark = join(dirname(path), 'network');
  const name = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : 'local';
  if (!isOneOf(networks, name)) throw new Error(`${mark} names no network: ${name}`);
  return name;
}

function assertSame(source: StoreDigest, target: StoreDigest): void {
  const names = differing(source, target);
  if (names.length === 0) return;
  const reported = names.map(
    (name) => `${name} (${source[name]?.count ?? 0} there, ${target[name]?.count ?? 0} here)`,
  );
  throw new MigrationError(`the stores differ in ${reported.join(', ')}: do not use the new one`);
}
