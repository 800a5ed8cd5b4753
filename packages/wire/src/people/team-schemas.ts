import { memberRoles, operatorRoles } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, emailAddress, id, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { linkSecret } from './schemas.ts';

const memberId = { person_id: id('per_', 'The person') };
const invitationId = { invitation_id: id('inv_', 'The invitation') };
const email = Type.String({ examples: ['kim@example.com'] });

function teamOf<const R extends readonly string[]>(
  roles: R,
  titles: Readonly<Record<'member' | 'invitation' | 'team', string>>,
) {
  const role = choice(roles, { description: 'What they may do', examples: [roles[1]] });
  const member = Type.Object(
    {
      ...memberId,
      email,
      role,
      since: timestamp('Since when'),
      current: Type.Boolean({ description: 'Who asks' }),
    },
    { title: titles.member },
  );
  const invitation = Type.Object(
    {
      ...invitationId,
      email,
      role,
      created_at: timestamp('When it was sent'),
      expires_at: timestamp('From then on its link is worth nothing'),
    },
    { title: titles.invitation },
  );
  const team = Type.Object(
    {
      members: Type.Array(member, { description: 'By how long they are it' }),
      invitations: Type.Array(invitation, { description: 'Those that nobody followed yet' }),
    },
    { title: titles.team },
  );
  return { member, invitation, team };
}

export const organisationTeam = teamOf(memberRoles, {
  member: 'Member',
  invitation: 'Invitation',
  team: 'Team',
});
export const operatorTeam = teamOf(operatorRoles, {
  member: 'Operator',
  invitation: 'OperatorInvitation',
  team: 'Operators',
});

const invitee = emailAddress('Where the invitation goes');
export const inviteMemberBody = requestObject(
  { email: invitee, role: choice(memberRoles, { description: 'What they are then' }) },
  { title: 'InviteMember', examples: [{ email: 'kim@example.com', role: 'developer' }] },
);
export const changeMemberBody = requestObject(
  { role: choice(memberRoles, { description: 'What they are from now on' }) },
  { title: 'ChangeMember', examples: [{ role: 'analyst' }] },
);
export const inviteOperatorBody = requestObject(
  { email: invitee, role: choice(operatorRoles, { description: 'What they are then' }) },
  { title: 'InviteOperator', examples: [{ email: 'kim@example.com', role: 'support' }] },
);
export const changeOperatorBody = requestObject(
  { role: choice(operatorRoles, { description: 'What they are from now on' }) },
  { title: 'ChangeOperator', examples: [{ role: 'finance' }] },
);

export const personParams = Type.Object({ person_id: pathId('per_', 'The person') });
export const invitationParams = Type.Object({ invitation_id: pathId('inv_', 'The invitation') });

export const followInvitationBody = requestObject(
  { token: linkSecret },
  { title: 'FollowInvitation', examples: [{ token: '3Zb0…' }] },
);
export const seenInvitation = Type.Object(
  {
    organisation: Type.String({ description: 'Its name', examples: ['Demo'] }),
    role: choice([...new Set([...memberRoles, ...operatorRoles])], { description: 'What you are then' }),
    email: Type.String({ description: 'Where it was sent', examples: ['kim@example.com'] }),
    has_account: Type.Boolean({
      description: 'There is an account with that e-mail: log in, then join. Else choose a password',
    }),
    expires_at: timestamp('From then on the link is worth nothing'),
  },
  { title: 'SeenInvitation' },
);
export const joinedOrganisation = Type.Object(
  {
    customer_id: id('cust_', 'The organisation'),
    role: choice([...new Set([...memberRoles, ...operatorRoles])]),
  },
  { title: 'JoinedOrganisation' },
);
