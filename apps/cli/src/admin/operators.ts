import { type OperatorRole, operatorRoles } from '@asg/domain/names';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { teamTable } from '../account/members.ts';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { printJson } from '../terminal/table.ts';
import { type AdminOptions, connectAsOperator, urlDefault } from './client.ts';

const examples = `
ASG_ADMIN_TOKEN must hold the server's admin token. Who is invited signs in to the Console by the link in the mail, and does there what
the role may: owner (everything), support (accounts, appeals, reports), finance (money, tiers), moderator (gold, reports, appeals).

Examples:
  $ asg operators                              who runs the service, and who is invited to
  $ asg operators invite kim@example.com owner
  $ asg operators role per_01JRCZ8Q4M3V7T5N9K2H6X0WAB support
  $ asg operators remove per_01JRCZ8Q4M3V7T5N9K2H6X0WAB
`;

/** \`asg operators\`: the people who run the service. */
export function addOperators(program: Command): void {
  const operators = program
    .command('operators')
    .description('people who run the service: list, invite, change roles, remove')
    .addHelpText('after', examples + exitCodesHelp);
  operatorCommand(operators, 'list', 'operators and open invitations', true).action((options: AdminOptions) =>
    interruptible(async (signal) => {
      const team = await connectAsOperator(options).operators.list({ signal });
      if (options.json) printJson(team);
      else console.log(teamTable(team));
    }),
  );
  operatorCommand(operators, 'invite', 'send a link by mail, which works once and for 7 days')
    .argument('<email>')
    .argument('<role>', operatorRoles.join(', '), oneRole)
    .action((email: string, role: OperatorRole, options: AdminOptions) =>
      interruptible(async (signal) => {
        const invited = await connectAsOperator(options).operators.invite({ email, role }, { signal });
        if (options.json) printJson(invited);
        else console.log(`${invited.invitation_id}: ${email} is invited as ${role}`);
      }),
    );
  operatorCommand(operators, 'withdraw', 'withdraw an invitation')
    .argument('<invitation_id>')
    .action((id: string, options: AdminOptions) =>
      interruptible((signal) => connectAsOperator(options).operators.withdrawInvitation(id, { signal })),
    );
  operatorCommand(operators, 'role', 'change the role of an operator, from their next request on')
    .argument('<person_id>')
    .argument('<role>', operatorRoles.join(', '), oneRole)
    .action((id: string, role: OperatorRole, options: AdminOptions) =>
      interruptible((signal) => connectAsOperator(options).operators.changeRole(id, role, { signal })),
    );
  operatorCommand(operators, 'remove', 'remove an operator, at once')
    .argument('<person_id>')
    .action((id: string, options: AdminOptions) =>
      interruptible((signal) => connectAsOperator(options).operators.remove(id, { signal })),
    );
}

function operatorCommand(parent: Command, name: string, about: string, isDefault = false): Command {
  return parent
    .command(name, { isDefault })
    .description(about)
    .addOption(
      new Option('--url <url>', 'the server (ASG_BASE_URL)').default(urlDefault).argParser(serverUrl),
    )
    .option('--json', 'print JSON', false);
}

function oneRole(text: string): OperatorRole {
  const role = operatorRoles.find((one) => one === text);
  if (role === undefined) throw new InvalidArgumentError(`It must be one of ${operatorRoles.join(', ')}.`);
  return role;
}
