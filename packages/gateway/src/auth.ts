import type { AuthenticatedCustomer, Customers, Workers } from '@asg/engines';
import type { AuthKind, RouteContract } from '@asg/wire';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { isSameToken } from './admin-token.ts';
import { sendRefusal } from './error-reply.ts';
import type { RateLimits } from './rate-limits/rate-limits.ts';
import { type Refusal, refuse } from './refusal.ts';
import { isCrossSite } from './same-site.ts';
import { sessionCookie } from './session-cookie.ts';

type WorkerAccount = NonNullable<Awaited<ReturnType<Workers['authenticate']>>>;

/** A worker with the token of the session that was used. */
export interface AuthenticatedWorker {
  readonly worker: WorkerAccount;
  readonly token: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before the body is read, on routes that need it. */
    caller: AuthenticatedCustomer | AuthenticatedWorker | null;
  }
  interface FastifyContextConfig {
    /** Who may call; absent on routes outside of the contract, which anyone may. */
    auth?: AuthKind;
    rate?: RouteContract['rate'];
  }
}

const bearerForm = /^Bearer +([^\s]+) *$/i;
const challenge = { 'www-authenticate': 'Bearer' };

export interface AuthParts {
  readonly customers: Customers;
  readonly workers: Workers;
  readonly limits: RateLimits;
  /** Null: the operator's routes are off. */
  readonly adminToken?: string | null;
}

/** The checks of who calls and how often, to run before the body of a request is read. */
export function authHooks({
  customers,
  workers,
  limits,
  adminToken = null,
}: AuthParts): Readonly<Record<AuthKind, onRequestAsyncHookHandler | undefined>> {
  return {
    none: undefined,
    customer: async (request, reply) => {
      const key = bearerToken(request);
      const found = key === null ? null : await customers.authenticate(key);
      if (found === null)
        return sendRefusal(request, reply, stranger(limits, request, reply, 'invalid_api_key'));
      const limited = limits.customer(reply, found);
      if (limited !== null) return sendRefusal(request, reply, limited);
      if (found.suspended) return sendRefusal(request, reply, refuse('account_suspended'));
      request.caller = found;
    },
    worker: (request, reply) => authenticateWorker(workers, limits, request, reply),
    admin: async (request, reply) => {
      if (adminToken === null) return sendRefusal(request, reply, refuse('admin_disabled'));
      if (isSameToken(bearerToken(request) ?? '', adminToken)) return undefined;
      return sendRefusal(request, reply, refuse('invalid_admin_token', { headers: challenge }));
    },
  };
}

/** Keys and tokens cannot be guessed at any speed: whoever has none is limited by address. */
function stranger(
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
  name: 'invalid_api_key' | 'not_logged_in',
): Refusal {
  return limits.address(request, reply, 'address') ?? refuse(name, { headers: challenge });
}

async function authenticateWorker(
  workers: Workers,
  limits: RateLimits,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  // A header that is there but wrong is not made up for by a cookie.
  const isCookie = request.headers.authorization === undefined;
  const token = isCookie ? (request.cookies[sessionCookie] ?? null) : bearerToken(request);
  const worker = token === null ? null : await workers.authenticate(token);
  if (worker === null || token === null) {
    return sendRefusal(request, reply, stranger(limits, request, reply, 'not_logged_in'));
  }
  const limited = limits.worker(reply, worker.workerId);
  if (limited !== null) return sendRefusal(request, reply, limited);
  if (isCookie && isCrossSite(request)) return sendRefusal(request, reply, refuse('cross_site_request'));
  request.caller = { worker, token };
  return undefined;
}

/** The token of the Authorization header, or null. */
export function bearerToken(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  return authorization === undefined ? null : (bearerForm.exec(authorization)?.[1] ?? null);
}

/** The customer of a route with `auth: 'customer'`. */
export function customerOf({ caller }: Pick<FastifyRequest, 'caller'>): AuthenticatedCustomer {
  if (caller === null || !('customerId' in caller))
    throw new Error('a customer route ran without a customer');
  return caller;
}

/** The worker of a route with `auth: 'worker'`. */
export function workerOf({ caller }: Pick<FastifyRequest, 'caller'>): AuthenticatedWorker {
  if (caller === null || !('worker' in caller)) throw new Error('a worker route ran without a worker');
  return caller;
}
