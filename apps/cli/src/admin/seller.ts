import { type Command, Option } from 'commander';
import { changedDetails, type DetailsOptions, detailsOptions, show } from '../account/billing-details.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token.

Examples:
  $ asg seller                             how the operator is named on invoices
  $ asg seller --name 'Refinery Ltd' --address '2 Mill Lane' --tax-id IE1
`;

/** \`asg seller\`: who sells, on every invoice. */
export function addSeller(program: Command): void {
  detailsOptions(
    program.command('seller').description('how the operator is named on invoices: name, address, tax id'),
  )
    .addOption(
      new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
    )
    .option('--json', 'print JSON', false)
    .addHelpText('after', examples + exitCodesHelp)
    .action((options: AdminOptions & DetailsOptions) =>
      interruptible(async (signal) => {
        const { seller } = connectAsOperator(options);
        const before = await seller.get({ signal });
        const changed = changedDetails(before, options);
        show(changed === null ? before : await seller.set(changed, { signal }), options);
      }),
    );
}
