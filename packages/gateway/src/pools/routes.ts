import type { PoolPerson, PoolPlace, ShownInvitation } from '@asg/people';
import { type AnswerOf, routes } from '@asg/wire';
import { customerOf, workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';

const pageDefault = 20;
const usesDefault = 25;
const lifeDefaultSeconds = 7 * 24 * 3600;

/** Whom organisations bring to label for them alone. */
export function servePools(serve: Serve, { pools }: GatewayOptions): void {
  serve(routes.inviteToPool, async (request) => {
    const { email, uses_max, expires_in } = request.body;
    if (email != null && uses_max != null) {
      const message = 'uses_max is of a link that you hand on: an invitation by e-mail is for one person';
      return refuseFields([{ field: 'uses_max', constraint: 'email', message }]);
    }
    const shown = await pools.invite(customerOf(request).customerId, {
      email: email ?? null,
      usesMax: uses_max ?? usesDefault,
      lifeMs: (expires_in ?? lifeDefaultSeconds) * 1_000,
      language: mailLanguage(request),
    });
    return shown === 'too_many'
      ? refuse('too_many_invitations')
      : { status: 201, body: invitationReply(shown) };
  });

  serve(routes.listPoolInvitations, async (request) => {
    const { limit = pageDefault, cursor = null } = request.query;
    const page = { limit: limit + 1, before: cursor };
    const found = await pools.invitations(customerOf(request).customerId, page);
    const idOf = ({ invitation }: ShownInvitation) => invitation.invitationId;
    const { data, next_cursor } = pageReply(found, limit, idOf, (entry) => entry);
    return { status: 200, body: { data: data.map(invitationReply), next_cursor } };
  });

  serve(routes.revokePoolInvitation, async (request) => {
    const { customerId } = customerOf(request);
    const isTheirs = await pools.revoke(customerId, request.params.invitation_id);
    return isTheirs ? { status: 204, body: undefined } : refuse('invitation_not_found');
  });

  serve(routes.listPoolMembers, async (request) => {
    const { limit = pageDefault, cursor = null } = request.query;
    const page = { limit: limit + 1, after: cursor };
    const found = await pools.people(customerOf(request).customerId, page);
    const idOf = ({ member }: PoolPerson) => member.workerId;
    const { data, next_cursor } = pageReply(found, limit, idOf, (entry) => entry);
    return { status: 200, body: { data: data.map(memberReply), next_cursor } };
  });

  serve(routes.removePoolMember, async (request) => {
    const { customerId } = customerOf(request);
    const wasIn = await pools.end(customerId, request.params.worker_id, 'removed');
    return wasIn ? { status: 204, body: undefined } : refuse('worker_not_found');
  });

  serve(routes.readPoolInvitation, async (request) => {
    const organisation = await pools.organisationOf(request.body.token);
    return organisation === null ? refuse('link_invalid') : { status: 200, body: { organisation } };
  });

  serve(routes.joinPool, async (request) => {
    const { worker } = workerOf(request);
    if (worker.status === 'suspended') return refuse('account_suspended');
    const outcome = await pools.join(worker.workerId, request.body.token);
    return outcome.kind === 'joined' ? { status: 201, body: poolReply(outcome.place) } : refuse(outcome.kind);
  });

  serve(routes.listPools, async (request) => {
    const places = await pools.of(workerOf(request).worker.workerId);
    return { status: 200, body: { data: places.map(poolReply) } };
  });

  serve(routes.leavePool, async (request) => {
    const wasIn = await pools.end(request.params.pool_id, workerOf(request).worker.workerId, 'left');
    return wasIn ? { status: 204, body: undefined } : refuse('pool_not_found');
  });
}

function invitationReply({
  invitation,
  link,
}: ShownInvitation): AnswerOf<typeof routes.inviteToPool>['body'] {
  const { invitationId, email, usesMax, usedBy, createdAtMs, expiresAtMs, revokedAtMs } = invitation;
  return {
    invitation_id: invitationId,
    email,
    uses_max: usesMax,
    joined: [...usedBy],
    link,
    created_at: rfc3339(createdAtMs),
    expires_at: rfc3339(expiresAtMs),
    revoked_at: rfc3339OrNull(revokedAtMs),
  };
}

function memberReply({
  member,
  displayName,
  labels,
  judged,
}: PoolPerson): AnswerOf<typeof routes.listPoolMembers>['body']['data'][number] {
  const { agreed, disagreed, goldRight, goldMissed } = judged;
  return {
    worker_id: member.workerId,
    display_name: displayName,
    joined_at: rfc3339(member.sinceMs),
    labels,
    agreed,
    disagreed,
    agreement: agreed + disagreed === 0 ? null : agreed / (agreed + disagreed),
    gold_right: goldRight,
    gold_missed: goldMissed,
  };
}

function poolReply({ customerId, organisation, sinceMs }: PoolPlace) {
  return { pool_id: customerId, organisation, joined_at: rfc3339(sinceMs) };
}
