import { statSync } from 'node:fs';
import { type Scrubbed, scrubDatabase } from '@asg/storage-sqlite';
import { readConfig } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import { sqliteFile } from './sqlite.ts';

/**
 * Writes the database of a server that does not run anew, so that nothing that earlier versions deleted stands in it. `begun` is told of its
 * size in bytes. Throws a ConfigError, `FileLocked` where a server runs, and `NotScrubbed`.
 */
export function scrubStore(
  environment: NodeJS.ProcessEnv,
  begun: (path: string, bytes: number) => void,
): Scrubbed & { readonly path: string } {
  const { store, dataDir } = readConfig(environment);
  if (store.kind !== 'sqlite')
    throw new ConfigError('ASG_STORE', 'must be a SQLite store: others keep no file');
  const path = sqliteFile(store, dataDir);
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw new ConfigError('ASG_DATA_DIR', `holds no store: there is no ${path}`);
  begun(path, bytes);
  return { path, ...scrubDatabase(path) };
}
