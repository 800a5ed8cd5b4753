import type { AuthenticatedCustomer } from '@asg/engines';
import { type AnswerOf, routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { isSameToken } from '../auth/admin-token.ts';
import { sessionToken, setSessionCookie } from '../auth/session-cookie.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { customerReply } from './customer-replies.ts';
import type { SignIns } from './sign-in.ts';

type Role = 'customer' | 'operator';
type Session = AnswerOf<typeof routes.getConsoleSession>['body'];

/** Sessions of the Console: cookies that stand for an API key or the admin token. */
export function serveConsole(
  serve: Serve,
  limits: RateLimits,
  signIns: SignIns,
  options: GatewayOptions,
): void {
  const { sessions, customers, adminToken = null, log } = options;

  /** The session's owner by the request's cookies. */
  const who = async (request: FastifyRequest) => {
    const [customerToken, operatorToken] = [
      sessionToken(request, 'customer'),
      sessionToken(request, 'operator'),
    ];
    const customer = customerToken === null ? null : await sessions.customer(customerToken);
    return {
      customer: customer?.suspended === true ? null : customer,
      operator: operatorToken !== null && (await sessions.isOperator(operatorToken)),
    };
  };

  const sessionReply = async (
    customer: AuthenticatedCustomer | null,
    operator: boolean,
  ): Promise<Session> => ({
    customer:
      customer === null
        ? null
        : {
            ...(await customerReply(
              customers,
              await customers.current(customer.customerId),
              customer.apiKeyHint,
            )),
            key_id: customer.keyId,
          },
    operator,
    network: options.network,
    reward_sats: options.rewardSats,
    fee_percent: options.feePercent,
    bsv_usd: options.bsvUsd,
    version: options.version,
  });

  serve(routes.openConsoleSession, async (request, reply) => {
    const { api_key: key = null, admin_token: token = null } = request.body;
    if ((key === null) === (token === null)) {
      const message = 'send either api_key or admin_token';
      return refuseFields([{ field: 'api_key', constraint: 'oneOf', message }]);
    }
    const present = await who(request);
    if (key !== null) {
      const found = await customers.authenticate(key.trim());
      if (found === null) return refuse('invalid_api_key');
      if (found.suspended) return refuse('account_suspended');
      setSessionCookie(request, reply, 'customer', await sessions.openForKey(key.trim()));
      await signIns.note(request, reply, { accountId: found.customerId, isNew: false });
      return { status: 201, body: await sessionReply(found, present.operator) };
    }
    if (adminToken === null) return refuse('admin_disabled');
    const session = await limits.operatorGuess(request, reply, async () =>
      token !== null && isSameToken(token, adminToken) ? sessions.openForOperator(adminToken) : null,
    );
    if (session instanceof Refusal) return session;
    if (session === null) return refuse('invalid_admin_token');
    setSessionCookie(request, reply, 'operator', session);
    log.info({}, 'the operator signed in to the console');
    return { status: 201, body: await sessionReply(present.customer, true) };
  });

  serve(routes.getConsoleSession, async (request) => {
    const { customer, operator } = await who(request);
    return { status: 200, body: await sessionReply(customer, operator) };
  });

  serve(routes.endConsoleSession, async (request, reply) => {
    const { role } = request.query;
    const roles: readonly Role[] = role === undefined ? ['customer', 'operator'] : [role];
    for (const each of roles) {
      const token = sessionToken(request, each);
      if (token === null) continue;
      await sessions.end(token);
      setSessionCookie(request, reply, each, null);
    }
    return { status: 204, body: undefined };
  });
}
