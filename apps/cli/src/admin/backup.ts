import type { Backup } from '@asg/server/backup';
import type { Command } from 'commander';
import { exitCodesHelp, UsageError } from '../terminal/exit.ts';
import { count, factTable, heading } from '../terminal/table.ts';

const backupExamples = `
The server may run: each database is copied as of one moment, and nothing waits for it. Keys that were made because none
was set (encryption.key, treasury-local.wif) are left out, so that a stolen backup opens nothing; keep them apart, or take
them along with --with-keys. Assets of the data folder come along, those in a bucket (ASSETS_URL) do not: keep versions of that bucket.

Examples:
  $ asg backup /backup/2026-11-26
  $ asg backup /backup/2026-11-26 --data-dir /var/lib/asg --json
`;
const restoreExamples = `
The server must not run. Every file is compared with its SHA-256 in the backup, every database is checked, and only then the
data folder is put in place, whole. Files with keys that were left out of the backup have to be copied into it before the start.

On a real network: tasks that were paid after the backup are due again in it. Restore the newest backup, and look first
which transactions the treasury's address has made since.

Examples:
  $ asg restore /backup/2026-11-26 --data-dir /var/lib/asg
`;

interface Options {
  readonly dataDir: string;
  readonly withKeys?: boolean;
  readonly json: boolean;
}

const dataDirDefault = process.env.ASG_DATA_DIR ?? './data';

/** `asg backup`: a copy of a data folder, also of a running server. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .argument('<folder>', 'where to: a folder that is empty or does not exist')
    .description('copy a data folder, also while its server runs')
    .option('--data-dir <folder>', 'the data folder (ASG_DATA_DIR)', dataDirDefault)
    .option('--with-keys', 'copy the files with keys too', false)
    .option('--json', 'print what was copied as JSON', false)
    .addHelpText('after', backupExamples + exitCodesHelp)
    .action(async (toDir: string, { dataDir, withKeys, json }: Options) => {
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
    .argument('<folder>', 'the backup')
    .description('check a backup and put it in place as a data folder')
    .option('--data-dir <folder>', 'where to, empty or not there (ASG_DATA_DIR)', dataDirDefault)
    .option('--json', 'print what was restored as JSON', false)
    .addHelpText('after', restoreExamples + exitCodesHelp)
    .action(async (fromDir: string, { dataDir, json }: Options) => {
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
