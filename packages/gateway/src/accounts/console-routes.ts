import { houseCustomerId, operatorPermissions } from '@asg/domain';
import {
  type AuthenticatedCustomer,
  type AuthenticatedMember,
  type AuthenticatedOperator,
  isPersonToken,
  type Membership,
  type SignedIn,
} from '@asg/people';
import { type AnswerOf, routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { isSameToken, noteAdminToken } from '../auth/admin-token.ts';
import { bearerToken } from '../auth/auth.ts';
import { sessionToken, setSessionCookie } from '../auth/session-cookie.ts';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson, tellTrail } from '../trail/told.ts';
import { customerReply } from './customer-replies.ts';
import type { SignIns } from './sign-in.ts';

type Role = 'customer' | 'operator';
const operatorTold = { ownerId: houseCustomerId, actor: { kind: 'operator', personId: null } } as const;
type Session = AnswerOf<typeof routes.getConsoleSession>['body'];

/** Whom a browser's cookies stand for; `customer`: for whom they call. */
interface Who {
  readonly customer: AuthenticatedCustomer | AuthenticatedMember | null;
  readonly signedIn: SignedIn | null;
  /** By their account, or by the token; null: neither. */
  readonly operator: AuthenticatedOperator | 'token' | null;
}

/** Sessions of the Console: cookies that stand for an API key or the admin token. */
export function serveConsole(
  serve: Serve,
  limits: RateLimits,
  signIns: SignIns,
  options: GatewayOptions,
): void {
  const { sessions, customers, organisations, consolePeople, adminToken = null, log, trail } = options;

  /** The session's owner by the request's cookies. */
  const who = async (request: FastifyRequest): Promise<Who> => {
    const bearer = bearerToken(request);
    // A program has no cookies.
    const customerToken =
      bearer !== null && isPersonToken(bearer) ? bearer : sessionToken(request, 'customer');
    const operatorToken = sessionToken(request, 'operator');
    const isPerson = customerToken !== null && isPersonToken(customerToken);
    const signedIn = isPerson ? await organisations.authenticate(customerToken) : null;
    const customer =
      customerToken === null || isPerson
        ? signedIn && (await organisations.current(signedIn))
        : await sessions.customer(customerToken);
    return {
      signedIn,
      customer: customer === 'expired' || customer?.suspended === true ? null : customer,
      operator:
        operatorToken !== null && (await sessions.isOperator(operatorToken))
          ? 'token'
          : signedIn && (await organisations.operatorOf(signedIn)),
    };
  };

  const sessionReply = async ({ customer, signedIn, operator }: Who): Promise<Session> => ({
    customer: customer && {
      ...(await customerReply(customers, await customers.current(customer.customerId), customer)),
      key_id: 'keyId' in customer ? customer.keyId : '',
    },
    person: signedIn && personReply(signedIn, await organisations.of(signedIn.person)),
    may: [...(customer?.may ?? [])],
    ...operatorReply(operator),
    network: options.network,
    reward_sats: options.rewardSats,
    fee_percent: options.feePercent,
    bsv_usd: options.bsvUsd(),
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
      if (found === 'expired') return refuse('expired_api_key');
      if (found.suspended) return refuse('account_suspended');
      tellTrail(request, { ownerId: found.customerId, actor: { kind: 'key', keyId: found.keyId } });
      setSessionCookie(request, reply, 'customer', await sessions.openForKey(key.trim()));
      await signIns.note(request, reply, { accountId: found.customerId, isNew: false });
      return { status: 201, body: await sessionReply({ ...present, customer: found, signedIn: null }) };
    }
    if (adminToken === null) return refuse('admin_disabled');
    const session = await limits.operatorGuess(request, reply, async () =>
      token !== null && isSameToken(token, adminToken) ? sessions.openForOperator(adminToken) : null,
    );
    if (session instanceof Refusal) return session;
    if (session === null) {
      noteAdminToken(trail, request, 'refused');
      return refuse('invalid_admin_token');
    }
    tellTrail(request, operatorTold);
    setSessionCookie(request, reply, 'operator', session);
    log.info({}, 'the operator signed in to the console');
    return { status: 201, body: await sessionReply({ ...present, operator: 'token' }) };
  });

  serve(routes.getConsoleSession, async (request) => {
    return { status: 200, body: await sessionReply(await who(request)) };
  });

  serve(routes.endConsoleSession, async (request, reply) => {
    const { role } = request.query;
    const roles: readonly Role[] = role === undefined ? ['customer', 'operator'] : [role];
    const { customer, signedIn, operator } = await who(request);
    if (operator && roles.includes('operator')) tellTrail(request, operatorTold);
    else if (signedIn !== null && roles.includes('customer'))
      tellOfPerson(request, 'console', signedIn.person.personId);
    else if (customer !== null && 'keyId' in customer && roles.includes('customer'))
      tellTrail(request, { ownerId: customer.customerId, actor: { kind: 'key', keyId: customer.keyId } });
    for (const each of roles) {
      const token = sessionToken(request, each);
      if (token === null) continue;
      if (isPersonToken(token)) await consolePeople.end(token);
      else await sessions.end(token);
      setSessionCookie(request, reply, each, null);
    }
    return { status: 204, body: undefined };
  });
}

function operatorReply(
  operator: Who['operator'],
): Pick<Session, 'operator' | 'operator_role' | 'operator_may'> {
  if (operator === null) return { operator: false, operator_role: null, operator_may: [] };
  if (operator === 'token') return { operator: true, operator_role: null, operator_may: operatorPermissions };
  return { operator: true, operator_role: operator.operatorRole, operator_may: operator.may };
}

function personReply(
  { person, session }: SignedIn,
  memberships: readonly Membership[],
): NonNullable<Session['person']> {
  return {
    person_id: person.personId,
    email: person.email,
    new_email: person.newEmail ?? null,
    deletion: deletionReply(person),
    organisations: memberships.map(({ member, role, customer, departure }) => ({
      customer_id: customer.customerId,
      name: customer.name,
      role,
      current: customer.customerId === session.customerId,
      suspended: customer.suspended,
      deletion: departure && deletionReply(departure),
      keys_to_review: member.hasKeysToReview === true,
    })),
  };
}
