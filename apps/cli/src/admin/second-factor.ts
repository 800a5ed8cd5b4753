import type { ASGAdminClient, SecondFactorEnd } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { printJson } from '../terminal/table.ts';
import { addAccountCommands } from './account-commands.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token.

Examples:
  $ asg people end-second-factor kim@example.com    who lost phone and recovery codes
  $ asg people export per_01JRCZ8Q4M3V7T5N9K2H6X0WAB --out kim.json
  $ asg people delete per_01JRCZ8Q4M3V7T5N9K2H6X0WAB    in 14 days; a log-in takes it back
`;

/** \`asg people\`: what the operator does for people of the Console who write to them. */
export function addPeople(program: Command): void {
  const people = program
    .command('people')
    .description('for people of the Console who write to you')
    .addHelpText('after', examples + exitCodesHelp);
  addAccountCommands(people, { id: '<person_id>', of: 'a person' });
  endFactorCommand(people, '<email>', (admin, email, signal) =>
    admin.people.endSecondFactor(email, { signal }),
  );
}

type EndFactor = (admin: ASGAdminClient, who: string, signal: AbortSignal) => Promise<SecondFactorEnd>;

/** Adds the command that ends somebody's second factor a day later. `who`: what it takes. */
export function endFactorCommand(parent: Command, who: string, end: EndFactor): void {
  parent
    .command('end-second-factor')
    .description(
      'log-ins need no code from tomorrow on, of which a mail tells them; a code until then stops it',
    )
    .argument(who)
    .addOption(
      new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
    )
    .option('--json', 'print JSON', false)
    .action((named: string, options: AdminOptions) =>
      interruptible(async (signal) => {
        const ending = await end(connectAsOperator(options), named, signal);
        if (options.json) printJson(ending);
        else console.log(`From ${ending.ends_at} on ${named} needs no code, unless they give one before.`);
      }),
    );
}
