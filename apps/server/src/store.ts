import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Network } from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import { systemClock } from '@asg/runtime';
import { type Storage, StorageUnavailable, type StoreTrouble } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { assertNoMigration } from './migrate/mark.ts';
import type { Config } from './settings/config.ts';
import type { AerospikeSettings, StoreSettings } from './settings/store-settings.ts';
import { ConfigError } from './settings/variables.ts';

type Where = Pick<Config, 'store' | 'dataDir'>;

/** An open store. */
export interface OpenStore {
  readonly storage: Storage;
  /** Other processes may work on it at the same time. */
  readonly isShared: boolean;
  /** Whether it answers and writes. Rejects with what is wrong and what to do, for the operator. */
  readonly check: () => Promise<void>;
  /** What it does not protect from, for the operator; null: nothing to say. Asked for anew each time. */
  readonly warning: () => Promise<string | null>;
}

/** Of SQLite's store. */
export function sqliteFile(store: Extract<StoreSettings, { kind: 'sqlite' }>, dataDir: string): string {
  return store.path ?? join(dataDir, 'refinery.sqlite');
}

/** Opens a store for a server. Throws a ConfigError for one of another network, or that a migration has not filled yet. */
export async function openStore(where: Where, network: Network): Promise<OpenStore> {
  const store = await openAnyStore(where);
  try {
    if (store.isShared) await keepNetwork(store.storage, network);
    await assertNoMigration(store.storage);
    return store;
  } catch (error) {
    await store.storage[Symbol.asyncDispose]();
    throw error;
  }
}

/** Opens a store as it is; a file is made where there is none. */
async function openAnyStore({ store, dataDir }: Where): Promise<OpenStore> {
  if (store.kind === 'aerospike') return openAerospike(store);
  const path = sqliteFile(store, dataDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const storage = await openSqliteStorage({ path });
  return {
    storage,
    isShared: false,
    check: () =>
      checked(storage, sqliteAdvice(resolve(path), store.path === null ? 'ASG_DATA_DIR' : 'ASG_STORE')),
    warning: async () => null,
  };
}

async function openAerospike({ hosts, namespace, setPrefix }: AerospikeSettings): Promise<OpenStore> {
  const { openAerospikeStorage } = await import('@asg/storage-aerospike');
  const storage = await openAerospikeStorage({ hosts, namespace, setPrefix });
  return {
    storage,
    isShared: true,
    check: () => checked(storage, { full: 'make room on the nodes, or add one: writes go on by themselves' }),
    warning: async () => {
      const factor = await storage.replicationFactor();
      if (factor > 1) return null;
      return `replication factor ${factor}: a node that dies takes its last writes with it; set 2 or more for real payments`;
    },
  };
}

type Advice = Readonly<Partial<Record<StoreTrouble, string>>>;

/** What to do about a database file that cannot be written. */
function sqliteAdvice(path: string, variable: string): Advice {
  const folder = dirname(path);
  return {
    full: `there is no space left for ${folder} (${variable}): make room on its disk, 8 MiB at least. Nothing that was acknowledged is lost, and writing goes on by itself`,
    read_only: `${path} can only be read (${variable}): mount its disk for writing, and give the file to this user. Writing goes on by itself`,
    disk: `the disk of ${folder} (${variable}) fails or is full: look at its space and at the system’s log. Writing goes on by itself where it can`,
    damaged: `${path} is damaged (${variable}): stop the server, move the folder away and put a backup in its place with \`asg restore\``,
  };
}

async function checked(storage: Storage, advice: Advice): Promise<void> {
  try {
    await storage.ping();
  } catch (error) {
    const trouble = error instanceof StorageUnavailable ? error.trouble : null;
    const sentence = trouble === null ? undefined : advice[trouble];
    if (sentence === undefined) throw error;
    throw new StorageUnavailable(`${sentence}. (${messageOf(error)})`, { trouble, cause: error });
  }
}

const centuryMs = 100 * 365 * 86_400_000;

/** Coins and payments of one network mean nothing on another: a shared store stays with the first. */
export async function keepNetwork(storage: Storage, network: Network): Promise<void> {
  const mark = {
    name: 'network',
    holder: network,
    nowMs: systemClock.nowMs(),
    holdMs: centuryMs,
    note: null,
  };
  if ((await storage.leadership.hold(mark)) !== null) return;
  const kept = (await storage.leadership.get(mark.name))?.holder;
  throw new ConfigError(
    'ASG_STORE',
    `holds the books of the network ${kept}, and ASG_NETWORK is ${network}: use another set_prefix`,
  );
}
