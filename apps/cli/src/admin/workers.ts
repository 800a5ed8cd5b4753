import { type Command, Option } from 'commander';
import { writeExport } from '../exports/export.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { factTable, printJson } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';
import { endFactorCommand } from './second-factor.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token. Workers do the same for themselves in the app, at /work/data.

Examples:
  $ asg workers export wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --out kim.json
  $ asg workers delete wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB          in 14 days; a log-in takes it back
  $ asg workers delete wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB --now    again, it tells how far it is
  $ asg workers end-second-factor wrk_01JRCZ8Q4M3V7T5N9K2H6X0WAB          who lost phone and recovery codes
`;

/** \`asg workers\`: what the operator does for workers who write to them. */
export function addWorkers(program: Command): void {
  const workers = program
    .command('workers')
    .description('for workers who write to you: all that is known of one, and the end of their account')
    .addHelpText('after', examples + exitCodesHelp);
  withUrl(workers.command('export'))
    .description('all that is known of a worker, as one JSON document')
    .argument('<worker_id>')
    .option('--out <file>', 'where to write it; an earlier file is replaced when all has arrived')
    .action((workerId: string, options: AdminOptions & { readonly out?: string }) =>
      interruptible(async (signal) =>
        writeExport(await connectAsOperator(options).workers.export(workerId, { signal }), options, signal),
      ),
    );
  withUrl(workers.command('delete'))
    .description('erase what is personal of a worker; payments and receipts stay under the worker id')
    .argument('<worker_id>')
    .option('--now', 'without the 14 days in which the worker can take it back', false)
    .option('--json', 'print JSON', false)
    .action((workerId: string, options: DeleteOptions) =>
      interruptible((signal) => remove(workerId, options, signal)),
    );
  endFactorCommand(workers, '<worker_id>', (admin, workerId, signal) =>
    admin.workers.endSecondFactor(workerId, { signal }),
  );
  withUrl(workers.command('keep'))
    .description('take a deletion back, as long as it has not begun')
    .argument('<worker_id>')
    .action((workerId: string, options: AdminOptions) =>
      interruptible((signal) => connectAsOperator(options).workers.keep(workerId, { signal })),
    );
}

interface DeleteOptions extends AdminOptions {
  readonly now: boolean;
}

const withUrl = (command: Command): Command =>
  command.addOption(
    new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
  );

async function remove(workerId: string, options: DeleteOptions, signal: AbortSignal): Promise<void> {
  const { now, json } = options;
  const wanted = { at_once: now };
  const deletion = await connectAsOperator(options).workers.delete(workerId, wanted, { signal });
  if (json) printJson(deletion);
  else {
    const { asked_at: askedAt, erased_from: erasedFrom, erased_at: erasedAt } = deletion;
    console.log(
      factTable(
        erasedAt === null
          ? [
              ['asked for', askedAt ?? ''],
              ['erased from', erasedFrom],
            ]
          : [['erased', erasedAt]],
      ),
    );
  }
}
