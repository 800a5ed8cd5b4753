import type { Command } from 'commander';
import { exitCodesHelp } from '../terminal/exit.ts';
import { addAccountCommands } from './account-commands.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token. Owners do the same for themselves: \`asg organisation\`, or the Console.

Examples:
  $ asg customers export cust_01JRCZ8Q4M3V7T5N9K2H6X0WAB --out meadow.jsonl
  $ asg customers delete cust_01JRCZ8Q4M3V7T5N9K2H6X0WAB          in 14 days; an owner takes it back
  $ asg customers delete cust_01JRCZ8Q4M3V7T5N9K2H6X0WAB --now    again, it tells how far it is
`;

/** \`asg customers\`: what the operator does for organisations that write to them. */
export function addCustomers(program: Command): void {
  const customers = program
    .command('customers')
    .description('for organisations that write to you: all that is known of one, and its end')
    .addHelpText('after', examples + exitCodesHelp);
  addAccountCommands(customers, { id: '<customer_id>', of: 'an organisation' });
}
