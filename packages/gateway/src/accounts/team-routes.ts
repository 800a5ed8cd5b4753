import { houseCustomerId, type Invitation, memberRoleOf, operatorRoleOf, type Role } from '@asg/domain';
import type { ChangeMemberResult, InviteResult, ListedMember, TeamCaller } from '@asg/people';
import { routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { callerName, customerOf, personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { type Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';

/** Members of organisations, and those who run the service, who are the members of the house. */
export function serveTeams(serve: Serve, { teams, organisations }: GatewayOptions): void {
  const changed = (outcome: ChangeMemberResult) => changeRefusal(outcome) ?? noContent;

  serve(routes.listMembers, async (request) => {
    const { customerId, by } = ofCustomer(request);
    const [members, invitations] = await Promise.all([
      teams.members(customerId),
      teams.invitations(customerId),
    ]);
    const body = {
      members: withRoles(memberRoleOf, members.map(memberReply(by))),
      invitations: withRoles(memberRoleOf, invitations.map(invitationReply)),
    };
    return { status: 200, body };
  });

  serve(routes.inviteMember, async (request) => {
    const { role } = request.body;
    const invited = await teams.invite(ofCustomer(request), request.body, mailLanguage(request));
    if (!invited.ok) return inviteRefusal(invited);
    return { status: 201, body: { ...invitationReply(invited.invitation), role } };
  });

  serve(routes.withdrawInvitation, async (request) => {
    const isThere = await teams.withdraw(ofCustomer(request), request.params.invitation_id);
    return isThere ? noContent : refuse('invitation_not_found');
  });

  serve(routes.changeMember, async (request) => {
    const { params, body } = request;
    return changed(await teams.changeRole(ofCustomer(request), params.person_id, body.role));
  });

  serve(routes.removeMember, async (request) =>
    changed(await teams.remove(ofCustomer(request), request.params.person_id)),
  );

  serve(routes.leaveOrganisation, async (request) => {
    const caller = await organisations.current(personOf(request));
    if (caller === null) return refuse('organisation_not_found');
    tellOfMember(request, caller.member);
    return changed(await teams.leave(caller.member));
  });

  serve(routes.adminListOperators, async (request) => {
    const { by } = ofHouse(request);
    const [members, invitations] = await Promise.all([
      teams.members(houseCustomerId),
      teams.invitations(houseCustomerId),
    ]);
    const body = {
      members: withRoles(operatorRoleOf, members.map(memberReply(by))),
      invitations: withRoles(operatorRoleOf, invitations.map(invitationReply)),
    };
    return { status: 200, body };
  });

  serve(routes.adminInviteOperator, async (request) => {
    const { role } = request.body;
    const invited = await teams.invite(ofHouse(request), request.body, mailLanguage(request));
    if (!invited.ok) return inviteRefusal(invited);
    return { status: 201, body: { ...invitationReply(invited.invitation), role } };
  });

  serve(routes.adminWithdrawInvitation, async (request) => {
    const isThere = await teams.withdraw(ofHouse(request), request.params.invitation_id);
    return isThere ? noContent : refuse('invitation_not_found');
  });

  serve(routes.adminChangeOperator, async (request) => {
    const { params, body } = request;
    return changed(await teams.changeRole(ofHouse(request), params.person_id, body.role));
  });

  serve(routes.adminRemoveOperator, async (request) =>
    changed(await teams.remove(ofHouse(request), request.params.person_id)),
  );
}

const noContent = { status: 204, body: undefined } as const;

/** A key reaches as far as it may itself, and never to owners. */
function ofCustomer(request: FastifyRequest): TeamCaller {
  const caller = customerOf(request);
  const { customerId, grant } = caller;
  if ('keyId' in caller) return { customerId, giver: grant, by: caller.keyId, email: null };
  const { personId, email } = caller.person;
  return { customerId, giver: caller.role === 'owner' ? 'owner' : grant, by: personId, email };
}

/** Who may change operators at all is an owner of the house, or has the machines' token. */
function ofHouse(request: FastifyRequest): TeamCaller {
  const { caller } = request;
  const email = caller !== null && 'operatorRole' in caller ? caller.person.email : null;
  return { customerId: houseCustomerId, giver: 'owner', by: callerName(request), email };
}

/** A member came or went, by themselves. */
export function tellOfMember(
  request: FastifyRequest,
  { customerId, personId, role }: ListedMember['member'],
): void {
  const kind = customerId === houseCustomerId ? 'operator' : 'member';
  tellTrail(request, { ownerId: customerId, actor: { kind, personId }, object: personId, after: { role } });
}

const memberReply =
  (by: string) =>
  ({ member: { personId, role, sinceMs }, email }: ListedMember) => ({
    person_id: personId,
    email,
    role,
    since: rfc3339(sinceMs),
    current: personId === by,
  });

const invitationReply = ({ invitationId, email, role, createdAtMs, expiresAtMs }: Invitation) => ({
  invitation_id: invitationId,
  email,
  role,
  created_at: rfc3339(createdAtMs),
  expires_at: rfc3339(expiresAtMs),
});

/** Those that have a role of this kind of team, as all have. */
function withRoles<R extends Role, T extends { readonly role: Role }>(
  roleOf: (role: Role) => R | null,
  entries: readonly T[],
): (Omit<T, 'role'> & { role: R })[] {
  return entries.flatMap((entry) => {
    const role = roleOf(entry.role);
    return role === null ? [] : [{ ...entry, role }];
  });
}

function inviteRefusal({ refusal }: Extract<InviteResult, { readonly ok: false }>): Refusal {
  return refusal === 'above' ? above() : refuse(refusal);
}

function changeRefusal(outcome: ChangeMemberResult): Refusal | null {
  switch (outcome) {
    case 'changed':
      return null;
    case 'not_found':
      return refuse('member_not_found');
    case 'last_owner':
      return refuse('last_owner');
    case 'above':
      return above();
  }
}

function above(): Refusal {
  const message = 'nobody makes or changes somebody who may do more than themselves';
  return refuse('not_permitted', { message, details: [{ field: 'role', constraint: 'above', message }] });
}
