import { type MemberRole, memberRoles } from '@asg/domain/names';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodesHelp, interruptible } from '../terminal/exit.ts';
import { columnTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand } from './connect.ts';

const examples = `${connectionHelp}
Roles: owner, admin (all but owners), developer (tasks, keys, webhooks), analyst (reads), billing (money).

Examples:
  $ asg members                              who is in the organisation, and who is invited
  $ asg members invite kim@example.com analyst
  $ asg members role per_01JRCZ8Q4M3V7T5N9K2H6X0WAB admin
  $ asg members remove per_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg members withdraw inv_01JRCZ8Q4M3V7T5N9K2H6X0WAB
`;

/** \`asg members\`: the people of the organisation. */
export function addMembers(program: Command): void {
  const members = program
    .command('members')
    .description('people of your organisation: list, invite, change roles, remove')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(members, 'list', 'members and open invitations', true).action((options: ServerOptions) =>
    interruptible((signal) => listMembers(options, signal)),
  );
  serverCommand(members, 'invite', 'send a link by mail, which works once and for 7 days')
    .argument('<email>')
    .argument('<role>', memberRoles.join(', '), oneRole)
    .action((email: string, role: MemberRole, options: ServerOptions) =>
      interruptible(async (signal) => {
        const invited = await connect(options).members.invite({ email, role }, { signal });
        if (options.json) printJson(invited);
        else console.log(`${invited.invitation_id}: ${email} is invited as ${role}`);
      }),
    );
  serverCommand(members, 'withdraw', 'withdraw an invitation: its link is worth nothing from now on')
    .argument('<invitation_id>')
    .action((id: string, options: ServerOptions) =>
      interruptible((signal) => connect(options).members.withdrawInvitation(id, { signal })),
    );
  serverCommand(members, 'role', 'change the role of a member, from their next request on')
    .argument('<person_id>')
    .argument('<role>', memberRoles.join(', '), oneRole)
    .action((id: string, role: MemberRole, options: ServerOptions) =>
      interruptible((signal) => connect(options).members.changeRole(id, role, { signal })),
    );
  serverCommand(members, 'remove', 'remove a member, at once; keys that they may know stay')
    .argument('<person_id>')
    .action((id: string, options: ServerOptions) =>
      interruptible((signal) => connect(options).members.remove(id, { signal })),
    );
}

function oneRole(text: string): MemberRole {
  const role = memberRoles.find((one) => one === text);
  if (role === undefined) throw new InvalidArgumentError(`It must be one of ${memberRoles.join(', ')}.`);
  return role;
}

async function listMembers(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const team = await connect(options).members.list({ signal });
  if (options.json) printJson(team);
  else console.log(teamTable(team));
}

interface ListedTeam {
  readonly members: readonly { person_id: string; email: string; role: string; since: string }[];
  readonly invitations: readonly { invitation_id: string; email: string; role: string; expires_at: string }[];
}

/** Members, and below them those who are invited. */
export function teamTable({ members, invitations }: ListedTeam): string {
  return columnTable(
    ['who', 'e-mail', 'role', 'since'],
    [
      ...members.map(({ person_id, email, role, since }) => [person_id, email, role, since]),
      ...invitations.map(({ invitation_id, email, role, expires_at }) => [
        invitation_id,
        email,
        role,
        `invited, until ${expires_at}`,
      ]),
    ],
  );
}
