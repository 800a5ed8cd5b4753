import type { Command } from 'commander';
import { exitCodesHelp, Failure, UsageError } from '../terminal/exit.ts';
import { count } from '../terminal/table.ts';

const examples = `
Versions that did not overwrite what was deleted left it in free pages of the database. A start of this version writes a database of up to
256 MiB anew by itself; of a larger one /v1/ready says that this command is needed, once: with the server stopped, some
seconds for each GB, and as much free space as the file takes. Broken off, also by kill -9, the file is as it was.

Examples:
  $ asg scrub --data-dir /var/lib/asg
`;

/** `asg scrub`: what earlier versions deleted leaves the database file too. */
export function addScrub(program: Command): void {
  program
    .command('scrub')
    .description('take what earlier versions deleted out of the free pages of a stopped server’s database')
    .option('--data-dir <folder>', 'the data folder (ASG_DATA_DIR)', process.env.ASG_DATA_DIR ?? './data')
    .option('--json', 'print the sizes as JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action(async ({ dataDir, json }: { dataDir: string; json: boolean }) => {
      const { scrubStore } = await import('@asg/server/scrub');
      const say = (path: string, bytes: number): void =>
        console.log(`${path}, ${count(bytes)} bytes, is written anew: this may take a while`);
      try {
        const done = scrubStore({ ...process.env, ASG_DATA_DIR: dataDir }, json ? () => {} : say);
        if (json) console.log(JSON.stringify(done, null, 2));
        else console.log(`Done: it has ${count(done.after)} bytes now, and nothing that was deleted.`);
      } catch (error) {
        throw explained(error);
      }
    });
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'ConfigError') return new UsageError(error.message, { cause: error });
  if (error.name === 'NotScrubbed' || error.name === 'FileLocked')
    return new Failure(error.message, { cause: error });
  return error;
}
