import type { ClusterBackup } from '@asg/server/cluster-backup';
import { Failure, UsageError } from '../terminal/exit.ts';
import { openProgress } from '../terminal/progress.ts';
import { count, factTable, heading } from '../terminal/table.ts';

const clusterPrefix = 'aerospike://';
const checksumDigits = 16;

/** The cluster that ASG_STORE names; null: it names none. */
export function clusterNamed(): string | null {
  const named = process.env.ASG_STORE ?? '';
  return named.startsWith(clusterPrefix) ? named : null;
}

export async function backUpStore(
  store: string,
  place: string,
  credentials: string | null,
  json: boolean,
): Promise<void> {
  const { backUpCluster } = await import('@asg/server/cluster-backup');
  const made = await shown(['records', 'changes', 'read back'], json, (progress) =>
    backUpCluster({ store, place, credentials, environment: process.env, progress }),
  );
  if (json) console.log(JSON.stringify(made, null, 2));
  else print(`${made.store} is copied to ${place}`, made);
}

export async function restoreStore(
  store: string,
  place: string,
  credentials: string | null,
  json: boolean,
): Promise<void> {
  const { restoreCluster } = await import('@asg/server/cluster-restore');
  const done = await shown(['pieces', 'comparing'], json, (progress) =>
    restoreCluster({ store, place, credentials, environment: process.env, progress }),
  );
  if (json) console.log(JSON.stringify(done, null, 2));
  else print(`${place} is in ${done.into} now, and compared with it`, done);
}

async function shown<Result>(
  stages: readonly string[],
  json: boolean,
  work: (progress: (stage: string, done: number, total: number) => void) => Promise<Result>,
): Promise<Result> {
  using progress = openProgress(stages, json);
  try {
    return await work((stage, done, total) => progress.update(stage, done, total));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ConfigError' || error.name === 'BackupError')
      throw new UsageError(error.message, { cause: error });
    if ('code' in error) throw new Failure(error.message, { cause: error });
    throw error;
  }
}

function print(title: string, made: ClusterBackup): void {
  console.log(`${heading(`${title}${made.is_resumed ? ' (it went on where it had stopped)' : ''}`)}\n`);
  console.log(
    factTable([
      ['shows the moment', made.made_at ?? ''],
      ['records', count(made.records)],
      ['pieces', `${count(made.pieces)}  ${count(made.bytes)} bytes`],
      ['writes waited', `${count(made.held_ms)} ms`],
      ['by version', made.version],
      ...Object.entries(made.digest).map(([kind, section]): [string, string] => [
        kind,
        `${count(section.count)}  ${section.checksum.slice(0, checksumDigits)}…`,
      ]),
    ]),
  );
}
