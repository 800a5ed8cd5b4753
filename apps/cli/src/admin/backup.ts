import type { Backup } from '@asg/server/backup';
import type { Command } from 'commander';
import { exitCodesHelp, UsageError } from '../terminal/exit.ts';
import { count, factTable, heading } from '../terminal/table.ts';
import { backUpStore, clusterNamed, restoreStore } from './cluster-backup.ts';

const backupExamples = `
The server may run: each database is copied as of one moment, and nothing waits for it. Keys that were made because none
was set (encryption.key, treasury-local.wif) are left out, so that a stolen backup opens nothing; keep them apart, or take
them along with --with-keys. Assets of the data folder come along, those in a bucket (ASSETS_URL) do not: keep versions of that bucket.

Where ASG_STORE names a cluster, its records are copied, to a folder or a bucket, as of one moment at the end: all processes may run,
and their writes wait for a few seconds then. Broken off, also by kill -9, the same command goes on where it stopped. Keys and
assets are not in it: keep ASG_ENCRYPTION_KEY and the treasury's key apart, and versions of the bucket of assets.

Examples:
  $ asg backup /backup/2026-11-26
  $ asg backup /backup/2026-11-26 --data-dir /var/lib/asg --json
  $ ASG_STORE=aerospike://10.0.0.1,10.0.0.2/asg asg backup s3://backups/2026-11-26 --credentials bucket.json
`;
const restoreExamples = `
The server must not run. Every file is compared with its SHA-256 in the backup, every database is checked, and only then the
data folder is put in place, whole. Files with keys that were left out of the backup have to be copied into it before the start.

On a real network: tasks that were paid after the backup are due again in it. Restore the newest backup, and look first
which transactions the treasury's address has made since.

Where ASG_STORE names a cluster, its namespace must have no records of that set_prefix. What is there in the end is compared with the
backup, by count and checksum of each kind; no server starts on it before. Broken off, the same command goes on.

Examples:
  $ asg restore /backup/2026-11-26 --data-dir /var/lib/asg
  $ ASG_STORE='aerospike://10.0.0.1/asg?set_prefix=new_' asg restore /backup/2026-11-26
`;

interface Options {
  readonly dataDir: string;
  readonly withKeys?: boolean;
  readonly credentials?: string;
  readonly json: boolean;
}

const credentialsAbout = 'credentials of the bucket as JSON (default: ASSETS_CREDENTIALS)';
const dataDirDefault = process.env.ASG_DATA_DIR ?? './data';

/** `asg backup`: a copy of a data folder, also of a running server. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument(
      '<place>',
      'where to: a folder that is empty or does not exist; of a cluster, also s3:// or gs://',
    )
    .description('copy a data folder or a cluster, also while it runs')
    .option('--data-dir <folder>', 'the data folder (ASG_DATA_DIR)', dataDirDefault)
    .option('--with-keys', 'copy the files with keys too', false)
    .option('--credentials <file>', credentialsAbout)
    .option('--json', 'print what was copied as JSON', false)
    .addHelpText('after', backupExamples + exitCodesHelp)
    .action(async (toDir: string, { dataDir, withKeys, credentials, json }: Options) => {
      const store = clusterNamed();
      if (store !== null) return backUpStore(store, toDir, credentials ?? null, json);
      const backup = await asUsage(async ({ backUp }) =>
        backUp({ dataDir, toDir, withKeys: withKeys === true }),
      );
      if (json) console.log(JSON.stringify(backup, null, 2));
      else print(`${dataDir} is copied to ${toDir}`, backup);
    });
}

/** `asg restore`: a backup becomes a data folder. */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<place>', 'the backup')
    .description('check a backup and put it in place as a data folder, or into a cluster')
    .option('--data-dir <folder>', 'where to, empty or not there (ASG_DATA_DIR)', dataDirDefault)
    .option('--credentials <file>', credentialsAbout)
    .option('--json', 'print what was restored as JSON', false)
    .addHelpText('after', restoreExamples + exitCodesHelp)
    .action(async (fromDir: string, { dataDir, credentials, json }: Options) => {
      const store = clusterNamed();
      if (store !== null) return restoreStore(store, fromDir, credentials ?? null, json);
      const backup = await asUsage(async ({ restore }) => restore({ fromDir, dataDir }));
      if (json) console.log(JSON.stringify(backup, null, 2));
      else print(`${fromDir} is in place as ${dataDir}`, backup);
    });
}

async function asUsage<Result>(
  work: (module: typeof import('@asg/server/backup')) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(await import('@asg/server/backup'));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'BackupError') throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

function print(title: string, backup: Backup): void {
  const { version, made_at, files, keys_left_out, damaged_assets: damaged = [] } = backup;
  console.log(`${heading(title)}\n`);
  console.log(
    factTable([
      ...files.map(({ path, bytes }): [string, string] => [path, `${count(bytes)} bytes`]),
      ['made', made_at],
      ['by version', version],
    ]),
  );
  if (keys_left_out.length > 0) console.log(`\nLeft out, keep them apart: ${keys_left_out.join(', ')}`);
  if (damaged.length > 0)
    console.log(`\nDamaged in the data folder, their SHA-256 is not their name: ${damaged.join(', ')}`);
}
