import type { AuthenticatedCustomer, Customers, Workers } from '@asg/engines';
import type { AuthKind } from '@asg/wire';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { sendRefusal } from './error-reply.ts';
import { refuse } from './refusal.ts';
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
}

const bearerForm = /^Bearer +([^\s]+) *$/i;
const challenge = { 'www-authenticate': 'Bearer' };

/** The checks of who calls, to run before the body of a request is read. */
export function authHooks(
  customers: Customers,
  workers: Workers,
): Readonly<Record<AuthKind, onRequestAsyncHookHandler | undefined>> {
  return {
    none: undefined,
    customer: async (request, reply) => {
      const key = bearerToken(request);
      const found = key === null ? null : await customers.authenticate(key);
      if (found === null)
        return sendRefusal(request, reply, refuse('invalid_api_key', { headers: challenge }));
      if (found.suspended) return sendRefusal(request, reply, refuse('account_suspended'));
      request.caller = found;
    },
    worker: (request, reply) => authenticateWorker(workers, request, reply),
  };
}

async function authenticateWorker(
  workers: Workers,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  // A header that is there but wrong is not made up for by a cookie.
  const isCookie = request.headers.authorization === undefined;
  const token = isCookie ? (request.cookies[sessionCookie] ?? null) : bearerToken(request);
  const worker = token === null ? null : await workers.authenticate(token);
  if (worker === null || token === null) {
    return sendRefusal(request, reply, refuse('not_logged_in', { headers: challenge }));
  }
  if (isCookie && isCrossSite(request)) return sendRefusal(request, reply, refuse('cross_site_request'));
  request.caller = { worker, token };
  return undefined;
}

function bearerToken(request: FastifyRequest): string | null {
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
