import { route } from '../contract.ts';
import {
  changeMemberBody,
  changeOperatorBody,
  followInvitationBody,
  invitationParams,
  inviteMemberBody,
  inviteOperatorBody,
  joinedOrganisation,
  operatorTeam,
  organisationTeam,
  personParams,
  seenInvitation,
} from './team-schemas.ts';

export const listMembers = route({
  method: 'GET',
  path: '/v1/customers/me/members',
  operationId: 'listMembers',
  tag: 'Customers',
  summary: 'Who is in your organisation, and who is invited',
  auth: 'customer',
  may: 'members',
  limit: 'caller',
  responses: { 200: { description: 'Members and open invitations', schema: organisationTeam.team } },
  errors: [],
});

export const inviteMember = route({
  method: 'POST',
  path: '/v1/customers/me/invitations',
  operationId: 'inviteMember',
  tag: 'Customers',
  summary: 'Invite somebody by e-mail',
  description:
    'A mail with a link goes there, which works once and for 7 days: whoever follows it joins with the role, with an account that they have or with a new one. A second one to an e-mail takes the place of the first. Owners are invited by owners alone; a key invites to what it may do itself.',
  auth: 'customer',
  may: 'members',
  limit: 'caller',
  body: inviteMemberBody,
  responses: { 201: { description: 'Invited', schema: organisationTeam.invitation } },
  errors: ['already_member', 'too_many_member_invitations'],
});

export const withdrawInvitation = route({
  method: 'DELETE',
  path: '/v1/customers/me/invitations/{invitation_id}',
  operationId: 'withdrawInvitation',
  tag: 'Customers',
  summary: 'Withdraw an invitation',
  description: 'Its link is worth nothing from now on.',
  auth: 'customer',
  may: 'members',
  limit: 'caller',
  params: invitationParams,
  responses: { 204: { description: 'Withdrawn' } },
  errors: ['invitation_not_found'],
});

export const changeMember = route({
  method: 'PATCH',
  path: '/v1/customers/me/members/{person_id}',
  operationId: 'changeMember',
  tag: 'Customers',
  summary: 'Change the role of a member',
  description: 'In force at their next request. The last owner stays one.',
  auth: 'customer',
  may: 'members',
  limit: 'caller',
  params: personParams,
  body: changeMemberBody,
  responses: { 204: { description: 'Changed' } },
  errors: ['member_not_found', 'last_owner'],
});

export const removeMember = route({
  method: 'DELETE',
  path: '/v1/customers/me/members/{person_id}',
  operationId: 'removeMember',
  tag: 'Customers',
  summary: 'Remove a member',
  description:
    'Their sessions are in the organisation no more, at once, and their open invitations are withdrawn. Keys that they made belong to the organisation, and stay: revoke those that they may know.',
  auth: 'customer',
  may: 'members',
  limit: 'caller',
  params: personParams,
  responses: { 204: { description: 'Removed' } },
  errors: ['member_not_found', 'last_owner'],
});

export const leaveOrganisation = route({
  method: 'DELETE',
  path: '/v1/console/me/organisation',
  operationId: 'leaveOrganisation',
  tag: 'Console',
  summary: 'Leave the organisation that this session is in',
  description: 'At once, with all sessions of yours. The last owner cannot leave.',
  auth: 'person',
  limit: 'caller',
  responses: { 204: { description: 'You are not a member any more' } },
  errors: ['organisation_not_found', 'last_owner'],
});

export const lookAtInvitation = route({
  method: 'POST',
  path: '/v1/console/invitations/look',
  operationId: 'lookAtInvitation',
  tag: 'Console',
  summary: 'What an invitation is to',
  description: 'By the link in its mail. Changes nothing.',
  auth: 'none',
  limit: 'address',
  body: followInvitationBody,
  responses: { 200: { description: 'The invitation', schema: seenInvitation } },
  errors: ['link_invalid'],
});

export const acceptInvitation = route({
  method: 'POST',
  path: '/v1/console/me/invitations',
  operationId: 'acceptInvitation',
  tag: 'Console',
  summary: 'Join by an invitation, as who you are',
  description:
    'By the link in its mail, whatever e-mail you have here. This session is in the organisation from now on. Sent again, it changes nothing.',
  auth: 'person',
  limit: 'caller',
  body: followInvitationBody,
  responses: { 200: { description: 'You are a member', schema: joinedOrganisation } },
  errors: ['link_invalid'],
});

export const adminListOperators = route({
  method: 'GET',
  path: '/v1/admin/operators',
  operationId: 'adminListOperators',
  tag: 'Admin',
  summary: 'Who runs the service, and who is invited to',
  auth: 'admin',
  may: 'operators',
  limit: 'address',
  responses: { 200: { description: 'Operators and open invitations', schema: operatorTeam.team } },
  errors: [],
});

export const adminInviteOperator = route({
  method: 'POST',
  path: '/v1/admin/operators/invitations',
  operationId: 'adminInviteOperator',
  tag: 'Admin',
  summary: 'Invite an operator by e-mail',
  description: 'As members are invited: a mail with a link goes there, which works once and for 7 days.',
  auth: 'admin',
  may: 'operators',
  limit: 'address',
  body: inviteOperatorBody,
  responses: { 201: { description: 'Invited', schema: operatorTeam.invitation } },
  errors: ['already_member', 'too_many_member_invitations'],
});

export const adminWithdrawInvitation = route({
  method: 'DELETE',
  path: '/v1/admin/operators/invitations/{invitation_id}',
  operationId: 'adminWithdrawInvitation',
  tag: 'Admin',
  summary: 'Withdraw an operator’s invitation',
  auth: 'admin',
  may: 'operators',
  limit: 'address',
  params: invitationParams,
  responses: { 204: { description: 'Withdrawn' } },
  errors: ['invitation_not_found'],
});

export const adminChangeOperator = route({
  method: 'PATCH',
  path: '/v1/admin/operators/{person_id}',
  operationId: 'adminChangeOperator',
  tag: 'Admin',
  summary: 'Change the role of an operator',
  description: 'In force at their next request. The last owner stays one.',
  auth: 'admin',
  may: 'operators',
  limit: 'address',
  params: personParams,
  body: changeOperatorBody,
  responses: { 204: { description: 'Changed' } },
  errors: ['member_not_found', 'last_owner'],
});

export const adminRemoveOperator = route({
  method: 'DELETE',
  path: '/v1/admin/operators/{person_id}',
  operationId: 'adminRemoveOperator',
  tag: 'Admin',
  summary: 'Remove an operator',
  description: 'At once. The last owner stays; with the token of `ASG_ADMIN_TOKEN` another one is invited.',
  auth: 'admin',
  may: 'operators',
  limit: 'address',
  params: personParams,
  responses: { 204: { description: 'Removed' } },
  errors: ['member_not_found', 'last_owner'],
});
