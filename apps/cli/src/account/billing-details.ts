import type { BillingDetails, SetBillingDetails } from '@asg/sdk';
import type { Command } from 'commander';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { factTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';
import { partyText } from './usage.ts';

const examples = `${connectionHelp}
Examples:
  $ asg billing-details                    how invoices name you
  $ asg billing-details --name 'Meadow Ltd' --address '1 Meadow Road' --tax-id GB123
`;

/** What is said of who is named on invoices. */
export interface DetailsOptions {
  readonly name?: string;
  readonly address?: string;
  readonly taxId?: string;
}

/** `asg billing-details`: how invoices name you. */
export function addBillingDetails(program: Command): void {
  detailsOptions(serverCommand(program, 'billing-details', 'how invoices name you: name, address, tax id'))
    .addHelpText('after', examples + exitCodesHelp)
    .action((options: DetailsOptions & ServerOptions) =>
      interruptible(async (signal) => {
        const { billing } = connect(options);
        const before = await billing.details({ signal });
        const changed = changedDetails(before, options);
        show(changed === null ? before : await billing.setDetails(changed, { signal }), options);
      }),
    );
}

export const detailsOptions = (command: Command): Command =>
  command
    .option('--name <name>', 'of the company or person')
    .option('--address <lines>', 'its lines')
    .option('--tax-id <id>', 'e.g. a VAT number');

/** What is not named stays as it is; null: nothing changes. */
export function changedDetails(
  before: BillingDetails,
  { name, address, taxId }: DetailsOptions,
): SetBillingDetails | null {
  if (name === undefined && address === undefined && taxId === undefined) return null;
  const after = name ?? before.name;
  if (after.trim() === '') throw new UsageError('--name is needed: nothing was said yet');
  return { name: after, address: address ?? before.address, tax_id: taxId ?? before.tax_id ?? '' };
}

export function show(details: BillingDetails, { json }: { readonly json: boolean }): void {
  if (json) printJson(details);
  else console.log(factTable([['on invoices', partyText(details) || 'nothing was said yet']]));
}
