import { type Command, Option } from 'commander';
import { writeExport } from '../exports/export.ts';
import { interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { factTable, printJson } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

interface DeleteOptions extends AdminOptions {
  readonly now: boolean;
}

/** Adds what the operator does for an account whose owner writes to them. `id`: what it takes; `of`: whose it is, in words. */
export function addAccountCommands(
  parent: Command,
  { id, of }: { readonly id: string; readonly of: string },
): void {
  withUrl(parent.command('export'))
    .description(`all that is known of ${of}, as JSON`)
    .argument(id)
    .option('--out <file>', 'where to write it; an earlier file is replaced when all has arrived')
    .action((accountId: string, options: AdminOptions & { readonly out?: string }) =>
      interruptible(async (signal) =>
        writeExport(await connectAsOperator(options).accounts.export(accountId, { signal }), options, signal),
      ),
    );
  withUrl(parent.command('delete'))
    .description(`erase what is personal of ${of}; payments and receipts stay under the id`)
    .argument(id)
    .option('--now', 'without the 14 days in which it can be taken back', false)
    .option('--json', 'print JSON', false)
    .action((accountId: string, options: DeleteOptions) =>
      interruptible((signal) => remove(accountId, options, signal)),
    );
  withUrl(parent.command('keep'))
    .description('take a deletion back, as long as it has not begun')
    .argument(id)
    .action((accountId: string, options: AdminOptions) =>
      interruptible((signal) => connectAsOperator(options).accounts.keep(accountId, { signal })),
    );
}

const withUrl = (command: Command): Command =>
  command.addOption(
    new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
  );

async function remove(accountId: string, options: DeleteOptions, signal: AbortSignal): Promise<void> {
  const { now, json } = options;
  const wanted = { at_once: now };
  const deletion = await connectAsOperator(options).accounts.delete(accountId, wanted, { signal });
  if (json) {
    printJson(deletion);
    return;
  }
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
