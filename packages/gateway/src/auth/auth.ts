import { operatorPermissions } from '@asg/domain';
import {
  type ConsoleSessions,
  type Customers,
  isPersonToken,
  type Organisations,
  type Trail,
  type Workers,
} from '@asg/people';
import { type AuthKind, callerRules } from '@asg/wire';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { customerOf } from '../caller.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { sendRefusal } from '../refusals/error-reply.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { isSameToken, noteAdminToken } from './admin-token.ts';
import { forbidden, type Permission } from './permission.ts';
import { isCrossSite } from './same-site.ts';
import { sessionToken } from './session-cookie.ts';

const bearerForm = /^Bearer +([^\s]+) *$/i;
const challenge = { 'www-authenticate': 'Bearer' };

export interface AuthParts {
  readonly customers: Customers;
  readonly sessions: ConsoleSessions;
  readonly workers: Workers;
  readonly organisations: Organisations;
  readonly limits: RateLimits;
  readonly trail: Trail;
  /** Null: the operator's routes are off. */
  readonly adminToken?: string | null;
}

/** Who calls, as the routes that need it: a refusal, or what the caller may do. */
type Ask = (request: FastifyRequest, reply: FastifyReply) => Promise<Refusal | readonly Permission[]>;

/** The checks of who calls, how often and whether they may, to run before the body of a request is read. */
export function authHooks(
  parts: AuthParts,
): Readonly<Record<AuthKind, onRequestAsyncHookHandler | undefined>> {
  const { workers, limits } = parts;
  return {
    none: undefined,
    customer: checked((request, reply) => authenticateCustomer(parts, request, reply)),
    worker: checked((request, reply) => authenticateWorker(workers, limits, request, reply)),
    person: checked((request, reply) => authenticatePerson(parts, request, reply)),
    admin: checked((request, reply) => authenticateOperator(parts, request, reply)),
  };
}

const checked =
  (ask: Ask): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const found = await ask(request, reply);
    const refusal = found instanceof Refusal ? found : forbidden(request, found);
    return refusal === null ? undefined : sendRefusal(request, reply, refusal);
  };

const isRefusedSuspended = (kind: AuthKind): boolean => callerRules[kind].suspended === 'refused';

/** A header that is there but wrong is not made up for by a cookie. */
const isByCookie = ({ headers }: FastifyRequest): boolean => headers.authorization === undefined;

/** Whether the request of a customer would still be let in: for answers that go on for long. */
export async function isStillIn(
  parts: Pick<AuthParts, 'customers' | 'sessions' | 'organisations'>,
  request: FastifyRequest,
): Promise<boolean> {
  const isCookie = isByCookie(request);
  const token = isCookie ? sessionToken(request, 'customer') : bearerToken(request);
  const found = token === null ? null : await customerBy(parts, token, isCookie);
  if (found === null || typeof found === 'string' || found.suspended) return false;
  return found.customerId === customerOf(request).customerId && forbidden(request, found.may) === null;
}

async function authenticateCustomer(
  parts: AuthParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Refusal | readonly Permission[]> {
  const { limits } = parts;
  const isCookie = isByCookie(request);
  const token = isCookie ? sessionToken(request, 'customer') : bearerToken(request);
  const found = token === null ? null : await customerBy(parts, token, isCookie);
  if (found === null || typeof found === 'string') {
    const unknown = token !== null && isPersonToken(token) ? 'no_person_session' : 'invalid_api_key';
    return stranger(limits, request, reply, found === 'expired' ? 'expired_api_key' : (found ?? unknown));
  }
  const limited = limits.customer(reply, found) ?? limits.route(request, reply, found.customerId);
  if (limited !== null) return limited;
  if (found.suspended && isRefusedSuspended('customer')) return refuse('account_suspended');
  if (isCookie && isCrossSite(request)) return refuse('cross_site_request');
  request.caller = found;
  return found.may;
}

/** By an API key, a session that stands for one, or the session of a member. */
async function customerBy(
  { customers, sessions, organisations }: Pick<AuthParts, 'customers' | 'sessions' | 'organisations'>,
  token: string,
  isCookie: boolean,
) {
  if (isPersonToken(token)) return organisations.caller(token);
  return isCookie ? sessions.customer(token) : customers.authenticate(token);
}

async function authenticatePerson(
  { organisations, limits }: AuthParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Refusal | readonly Permission[]> {
  const isCookie = isByCookie(request);
  const token = isCookie ? sessionToken(request, 'customer') : bearerToken(request);
  const found = token === null ? null : await organisations.authenticate(token);
  if (found === null || token === null) return stranger(limits, request, reply, 'no_person_session');
  const { personId } = found.person;
  const limited = limits.person(reply, personId) ?? limits.route(request, reply, personId);
  if (limited !== null) return limited;
  if (isCookie && isCrossSite(request)) return refuse('cross_site_request');
  request.caller = { ...found, token };
  return [];
}

async function authenticateOperator(
  parts: AuthParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Refusal | readonly Permission[]> {
  const { sessions, limits, adminToken = null, trail } = parts;
  const personToken = operatorToken(request);
  if (personToken !== null) return authenticateNamedOperator(parts, personToken, request, reply);
  if (adminToken === null) return refuse('admin_disabled');
  const isCookie = isByCookie(request);
  const token = isCookie ? sessionToken(request, 'operator') : bearerToken(request);
  const isKnown = async (): Promise<boolean> =>
    token !== null && (isCookie ? await sessions.isOperator(token) : isSameToken(token, adminToken));
  const who = token === null ? null : await operatorOf(limits, request, reply, { isCookie, isKnown });
  if (who instanceof Refusal) return who;
  if (token !== null && !isCookie) noteAdminToken(trail, request, who === null ? 'refused' : 'done');
  if (who === null) return stranger(limits, request, reply, 'invalid_admin_token');
  const limited = limits.account(reply, 'address', who);
  if (limited !== null) return limited;
  if (isCookie && isCrossSite(request)) return refuse('cross_site_request');
  return operatorPermissions;
}

/** The session of a person, where it is not the machines' token that calls. */
function operatorToken(request: FastifyRequest): string | null {
  const token = isByCookie(request)
    ? sessionToken(request, 'operator') === null
      ? sessionToken(request, 'customer')
      : null
    : bearerToken(request);
  return token !== null && isPersonToken(token) ? token : null;
}

/** By their own account: what they may do is their role's. */
async function authenticateNamedOperator(
  { organisations, limits }: AuthParts,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Refusal | readonly Permission[]> {
  const found = await organisations.operator(token);
  if (found === null) return stranger(limits, request, reply, 'invalid_admin_token');
  const limited = limits.account(reply, 'address', found.person.personId);
  if (limited !== null) return limited;
  if (isByCookie(request) && isCrossSite(request)) return refuse('cross_site_request');
  request.caller = found;
  return found.may;
}

/** The name of the operator's share; null: it is not the operator. A session is too long to guess, what the operator chose may not be. */
async function operatorOf(
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
  { isCookie, isKnown }: { readonly isCookie: boolean; readonly isKnown: () => Promise<boolean> },
): Promise<string | null | Refusal> {
  if (isCookie) return (await isKnown()) ? 'operator in the console' : null;
  return limits.operatorGuess(request, reply, async () => ((await isKnown()) ? 'operator' : null));
}

/** Keys and sessions are too long to guess; requests without one are limited by address. */
function stranger(
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
  name:
    | 'invalid_api_key'
    | 'expired_api_key'
    | 'in_no_organisation'
    | 'not_logged_in'
    | 'no_person_session'
    | 'invalid_admin_token',
): Refusal {
  return limits.address(request, reply, 'address') ?? refuse(name, { headers: challenge });
}

async function authenticateWorker(
  workers: Workers,
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Refusal | readonly Permission[]> {
  const isCookie = isByCookie(request);
  const token = isCookie ? sessionToken(request, 'worker') : bearerToken(request);
  const found = token === null ? null : await workers.authenticate(token);
  if (found === null || token === null) {
    return stranger(limits, request, reply, 'not_logged_in');
  }
  const { workerId, status } = found.worker;
  const limited = limits.worker(reply, workerId) ?? limits.route(request, reply, workerId);
  if (limited !== null) return limited;
  if (status === 'suspended' && isRefusedSuspended('worker')) return refuse('account_suspended');
  if (isCookie && isCrossSite(request)) return refuse('cross_site_request');
  request.caller = { ...found, token };
  return [];
}

/** The token of the Authorization header, or null. */
export function bearerToken(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  return authorization === undefined ? null : (bearerForm.exec(authorization)?.[1] ?? null);
}
