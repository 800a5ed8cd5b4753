import { route } from '../contract.ts';
import {
  invitationBody,
  invitationPage,
  invitationParams,
  invitationsQuery,
  inviteBody,
  invitedTo,
  joinedPool,
  poolInvitation,
  poolMemberPage,
  poolMemberParams,
  poolMembersQuery,
  poolParams,
  workerPools,
} from './schemas.ts';

export const inviteToPool = route({
  method: 'POST',
  path: '/v1/pool/invitations',
  operationId: 'inviteToPool',
  tag: 'Own people',
  summary: 'Invite people of your own to label',
  description:
    'By e-mail, for one person, or by a link that you hand on. Who follows it joins with a worker account, an existing or a new one, and can label your tasks with the crowd `own` or `own_then_public`, nothing else. At most 100 mails and 200 invitations a day.',
  auth: 'customer',
  may: 'people',
  limit: 'caller',
  body: inviteBody,
  responses: { 201: { description: 'Invited', schema: poolInvitation } },
  errors: ['too_many_invitations'],
});

export const listPoolInvitations = route({
  method: 'GET',
  path: '/v1/pool/invitations',
  operationId: 'listPoolInvitations',
  tag: 'Own people',
  summary: 'Your invitations',
  description: 'The newest first, those that have ended for 30 days.',
  auth: 'customer',
  may: 'people',
  limit: 'caller',
  query: invitationsQuery,
  responses: { 200: { description: 'A page of them', schema: invitationPage } },
  errors: [],
});

export const revokePoolInvitation = route({
  method: 'DELETE',
  path: '/v1/pool/invitations/{invitation_id}',
  operationId: 'revokePoolInvitation',
  tag: 'Own people',
  summary: 'Revoke an invitation',
  description: 'Its link lets nobody in any more. Who came in by it stays.',
  auth: 'customer',
  may: 'people',
  limit: 'caller',
  params: invitationParams,
  responses: { 204: { description: 'Revoked, now or before' } },
  errors: ['invitation_not_found'],
});

export const listPoolMembers = route({
  method: 'GET',
  path: '/v1/pool/members',
  operationId: 'listPoolMembers',
  tag: 'Own people',
  summary: 'Your own people, with their progress and agreement',
  description: 'In the order of their ids.',
  auth: 'customer',
  may: 'people',
  limit: 'caller',
  query: poolMembersQuery,
  responses: { 200: { description: 'A page of them', schema: poolMemberPage } },
  errors: [],
});

export const removePoolMember = route({
  method: 'DELETE',
  path: '/v1/pool/members/{worker_id}',
  operationId: 'removePoolMember',
  tag: 'Own people',
  summary: 'Part with one of your own people',
  description:
    'They get none of your tasks any more and lose those that they hold; their labels stay. No invitation from before lets them in again. Your tasks for the public are never given to them.',
  auth: 'customer',
  may: 'people',
  limit: 'caller',
  params: poolMemberParams,
  responses: { 204: { description: 'They are none of your people any more, now or before' } },
  errors: ['worker_not_found'],
});

export const readPoolInvitation = route({
  method: 'POST',
  path: '/v1/workers/invitation',
  operationId: 'readPoolInvitation',
  tag: 'Workers',
  summary: 'Whose invitation a link is',
  description: 'Before you join: who has the link is told who invites.',
  auth: 'none',
  limit: 'address',
  body: invitationBody,
  responses: { 200: { description: 'It lets somebody in', schema: invitedTo } },
  errors: ['link_invalid'],
});

export const joinPool = route({
  method: 'POST',
  path: '/v1/workers/me/pools',
  operationId: 'joinPool',
  tag: 'Workers',
  summary: 'Join an organisation’s own people',
  description:
    'By the link of an invitation. You get its tasks beside those of the public crowd. It sees your display name, how many labels you gave for it and how they agree with others’. Whether they are paid is said with each task. Its tasks for the public are not for you any more.',
  auth: 'worker',
  limit: 'caller',
  body: invitationBody,
  responses: { 201: { description: 'Joined, now or before', schema: joinedPool } },
  errors: ['link_invalid', 'too_many_pools', 'account_suspended'],
});

export const listPools = route({
  method: 'GET',
  path: '/v1/workers/me/pools',
  operationId: 'listPools',
  tag: 'Workers',
  summary: 'Organisations that you label for as one of their own people',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'Those that you are in', schema: workerPools } },
  errors: [],
});

export const leavePool = route({
  method: 'DELETE',
  path: '/v1/workers/me/pools/{pool_id}',
  operationId: 'leavePool',
  tag: 'Workers',
  summary: 'Leave an organisation’s own people',
  description: 'You get none of its tasks any more and lose those that you hold; your labels stay.',
  auth: 'worker',
  limit: 'caller',
  params: poolParams,
  responses: { 204: { description: 'You have left, now or before' } },
  errors: ['pool_not_found'],
});
