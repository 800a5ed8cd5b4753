import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError } from '../settings/variables.ts';
import { type Advice, checked, type StorageEngine } from './engine.ts';

/** Between two steps in which rows of earlier versions are written anew: the writer is others' for most of the time. */
const rewritePauseMs = 10;

export interface SqliteSettings {
  /** Null: in the data folder. */
  readonly path: string | null;
}

/** Where the store's records are. */
export function sqliteFile({ path }: SqliteSettings, dataDir: string): string {
  return path ?? join(dataDir, 'refinery.sqlite');
}

/** The variable that says where the file is. */
export const sqliteVariable = ({ path }: SqliteSettings): string =>
  path === null ? 'ASG_DATA_DIR' : 'ASG_STORE';

/** A file of this process alone. */
export const sqlite: StorageEngine<SqliteSettings> = {
  prefix: 'sqlite:',
  isShared: false,
  about: '`sqlite:./data/asg.db`, a file of this one process',
  settingsOf: (path, variable) => {
    if (path === '' || path.startsWith('//'))
      throw new ConfigError(variable, 'must name a file after sqlite:, as in sqlite:./data/asg.db');
    return { path };
  },
  nameOf: ({ path }) => path ?? '',
  open: async (settings, dataDir) => {
    const path = sqliteFile(settings, dataDir);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const { openSqliteStorage } = await import('@asg/storage-sqlite');
    const storage = await openSqliteStorage({
      path,
      pause: () => pause(rewritePauseMs, undefined, { ref: false }),
    });
    return {
      storage,
      onWritten: (listener) => storage.onWritten(listener),
      giveBack: () => storage.giveBack(),
      check: () => checked(storage, adviceFor(resolve(path), sqliteVariable(settings))),
      warning: async () =>
        storage.unscrubbed === null
          ? null
          : `what earlier versions deleted may stand in free pages of ${path}: stop the server once and run \`asg scrub\` (${storage.unscrubbed})`,
    };
  },
};

function adviceFor(path: string, variable: string): Advice {
  const folder = dirname(path);
  return {
    full: `there is no space left for ${folder} (${variable}): make room on its disk, 8 MiB at least. Nothing that was acknowledged is lost, and writing goes on by itself`,
    read_only: `${path} can only be read (${variable}): mount its disk for writing, and give the file to this user. Writing goes on by itself`,
    disk: `the disk of ${folder} (${variable}) fails or is full: look at its space and at the system’s log. Writing goes on by itself where it can`,
    damaged: `${path} is damaged (${variable}): stop the server, move the folder away and put a backup in its place with \`asg restore\``,
  };
}
