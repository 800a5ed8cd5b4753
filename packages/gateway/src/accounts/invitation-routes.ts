import { routes } from '@asg/wire';
import { personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfMember } from './team-routes.ts';

/** What the link of an invitation opens, for who has an account and for who has none. */
export function serveInvitations(serve: Serve, { organisations, teams }: GatewayOptions): void {
  serve(routes.lookAtInvitation, async (request) => {
    const seen = await teams.look(request.body.token);
    if (seen === null) return refuse('link_invalid');
    const { invitation, name, hasAccount } = seen;
    const body = {
      organisation: name,
      role: invitation.role,
      email: invitation.email,
      has_account: hasAccount,
      expires_at: rfc3339(invitation.expiresAtMs),
    };
    return { status: 200, body };
  });

  serve(routes.acceptInvitation, async (request) => {
    const member = await organisations.accept(personOf(request), request.body.token);
    if (member === null) return refuse('link_invalid');
    tellOfMember(request, member);
    return { status: 200, body: { customer_id: member.customerId, role: member.role } };
  });
}
