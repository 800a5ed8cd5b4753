import type { Actor } from '@asg/domain';
import type { AuthenticatedCustomer, SignedIn, Workers } from '@asg/engines';
import type { Access, AuthKind } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { clientNetwork } from './addresses/client-address.ts';

type WorkerAccount = NonNullable<Awaited<ReturnType<Workers['authenticate']>>>['worker'];

/** A worker with the session that was used, and its token. */
export interface AuthenticatedWorker extends SignedIn {
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
    limit?: Access['limit'];
    may?: Access['may'];
  }
}

type Called = Pick<FastifyRequest, 'caller' | 'routeOptions' | 'ip'>;

/** The API key, the worker or the operator that calls, or else the address. To be asked once it is known who calls. */
export function callerName({ caller, routeOptions, ip }: Called): string {
  if (caller === null) return routeOptions.config.auth === 'admin' ? 'operator' : clientNetwork(ip);
  return 'keyId' in caller ? caller.keyId : caller.worker.workerId;
}

/** Who calls, where it is known; null: anyone. To be asked once it is known who calls. */
export function actorOf({ caller, routeOptions }: Pick<Called, 'caller' | 'routeOptions'>): Actor | null {
  if (caller === null)
    return routeOptions.config.auth === 'admin' ? { kind: 'operator', personId: null } : null;
  return 'keyId' in caller
    ? { kind: 'key', keyId: caller.keyId }
    : { kind: 'worker', workerId: caller.worker.workerId };
}

/** As `callerName`; all keys of a customer are one. */
export function accountName(request: Called): string {
  const { caller } = request;
  return caller !== null && 'customerId' in caller ? caller.customerId : callerName(request);
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
