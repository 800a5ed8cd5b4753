import { systemClock } from '@asg/runtime';
import type { Migration } from '@asg/server/migrate';
import type { Command } from 'commander';
import { exitCodesHelp, Failure, UsageError } from '../terminal/exit.ts';
import { count, factTable, heading } from '../terminal/table.ts';

const lineMsMin = 2_000;

const examples = `
Moves all records of a SQLite store into an empty Aerospike one, and compares what can be read of both: counts and a
checksum of each kind. The SQLite file stays as it is. No server may have it open; servers refuse the new store until
it is whole. Assets that are files go to where the new servers look: the bucket that ASSETS_URL names (set it as they have it), or their
data folder; each is read back and compared with its SHA-256. Broken off, also by kill -9, the same command goes on where it stopped. Move the keys too: encryption.key to ASG_ENCRYPTION_KEY, the treasury's to its own.

Examples:
  $ asg migrate --from sqlite:./data/refinery.sqlite --to aerospike://127.0.0.1:3000/asg
  $ asg migrate --from sqlite:./data/refinery.sqlite --to aerospike://127.0.0.1:3000/asg --to-data-dir /var/lib/asg
  $ asg migrate --from sqlite:./data/refinery.sqlite --to 'aerospike://10.0.0.1,10.0.0.2/asg?set_prefix=asg_' --json
`;

interface Options {
  readonly from: string;
  readonly to: string;
  readonly dataDir?: string;
  readonly toDataDir?: string;
  readonly leaveMissingAssets: boolean;
  readonly json: boolean;
}

/** `asg migrate`: from one process's file to a cluster. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('move a SQLite store to Aerospike; resumes after an interruption')
    .requiredOption('--from <store>', 'the store that is, such as sqlite:./data/refinery.sqlite')
    .requiredOption('--to <store>', 'the store to be, such as aerospike://127.0.0.1:3000/asg')
    .option('--data-dir <folder>', 'data folder of the store that is (default: where its file lies)')
    .option('--to-data-dir <folder>', 'data folder of the servers to be (default: the same)')
    .option('--leave-missing-assets', 'go on without assets whose bytes are nowhere', false)
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async ({ from, to, dataDir, toDataDir, leaveMissingAssets, json }: Options) => {
      const { migrate } = await import('@asg/server/migrate');
      const request = {
        from,
        to,
        dataDir: dataDir ?? null,
        toDataDir: toDataDir ?? null,
        leaveMissing: leaveMissingAssets,
        environment: process.env,
      };
      const done = await migrate(request, json ? () => {} : progressLines()).catch(explained);
      if (json) console.log(JSON.stringify(done, null, 2));
      else printReport(done);
    });
}

/** A line for each table, and for long ones now and then. */
function progressLines(): (stage: string, done: number, total: number) => void {
  let shownAtMs = 0;
  return (stage, done, total) => {
    const nowMs = systemClock.nowMs();
    if (done < total && nowMs - shownAtMs < lineMsMin) return;
    shownAtMs = nowMs;
    console.log(`${stage.padEnd(20)} ${count(done)} of ${count(total)}`);
  };
}

function printReport({ from, to, taken, assets, digest, isResumed }: Migration): void {
  const rows = Object.values(taken).reduce((sum, some) => sum + some, 0);
  console.log(
    `\n${heading(`${from} is in ${to} now${isResumed ? ' (it went on where it had stopped)' : ''}`)}`,
  );
  console.log(
    factTable([
      ['rows', count(rows)],
      ['assets copied', `${count(assets.copied)}  ${count(assets.bytes)} bytes`],
      ['assets in place', count(assets.there)],
      ['assets missing', count(assets.missing)],
    ]),
  );
  console.log('\nThe same in both, by count and checksum:');
  console.log(
    factTable(
      Object.entries(digest).map(([name, section]) => [
        name,
        `${count(section.count)}  ${section.checksum.slice(0, 16)}…`,
      ]),
    ),
  );
}

function explained(error: unknown): never {
  if (error instanceof Error && error.name === 'ConfigError') throw new UsageError(error.message);
  if (error instanceof Error && (error.name === 'MigrationError' || 'code' in error))
    throw new Failure(error.message, { cause: error });
  throw error;
}
