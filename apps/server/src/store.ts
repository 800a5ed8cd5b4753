import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Storage } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import type { Config } from './config.ts';

/** An open store. */
export interface OpenStore {
  readonly storage: Storage;
  /** Other processes may work on it at the same time. */
  readonly isShared: boolean;
  /** What it does not protect from, for the operator; null: nothing to say. Asked for anew each time. */
  readonly warning: () => Promise<string | null>;
}

/** The file of the store. */
export function sqliteFile({ store, dataDir }: Pick<Config, 'store' | 'dataDir'>): string {
  return store.path ?? join(dataDir, 'refinery.sqlite');
}

/** Opens the store that is configured; a file is made where there is none. */
export async function openStore(config: Pick<Config, 'store' | 'dataDir'>): Promise<OpenStore> {
  const path = sqliteFile(config);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    storage: await openSqliteStorage({ path }),
    isShared: false,
    warning: async () => null,
  };
}
