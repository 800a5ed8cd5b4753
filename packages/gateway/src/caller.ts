import type { Actor } from '@asg/domain';
import type {
  AuthenticatedCustomer,
  AuthenticatedMember,
  AuthenticatedOperator,
  SignedIn,
  Workers,
} from '@asg/people';
import type { Access, AuthKind } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { clientNetwork } from './addresses/client-address.ts';

type WorkerAccount = NonNullable<Awaited<ReturnType<Workers['authenticate']>>>['worker'];

/** A person with the session that was used, and its token. */
export interface AuthenticatedPerson extends SignedIn {
  readonly token: string;
}
export interface AuthenticatedWorker extends AuthenticatedPerson {
  readonly worker: WorkerAccount;
}
type Caller =
  | AuthenticatedCustomer
  | AuthenticatedMember
  | AuthenticatedOperator
  | AuthenticatedWorker
  | AuthenticatedPerson;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before the body is read, on routes that need it. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Who may call; absent on routes outside of the contract, which anyone may. */
    auth?: AuthKind;
    limit?: Access['limit'];
    may?: Access['may'];
  }
}

type Called = Pick<FastifyRequest, 'caller' | 'routeOptions' | 'ip'>;

/** The API key, the person or the operator that calls, or else the address. To be asked once it is known who calls. */
export function callerName({ caller, routeOptions, ip }: Called): string {
  if (caller === null) return routeOptions.config.auth === 'admin' ? 'operator' : clientNetwork(ip);
  return 'keyId' in caller ? caller.keyId : caller.person.personId;
}

/** Who calls, where it is known; null: anyone. To be asked once it is known who calls. */
export function actorOf({ caller, routeOptions }: Pick<Called, 'caller' | 'routeOptions'>): Actor | null {
  if (caller === null)
    return routeOptions.config.auth === 'admin' ? { kind: 'operator', personId: null } : null;
  if ('keyId' in caller) return { kind: 'key', keyId: caller.keyId };
  if ('operatorRole' in caller) return { kind: 'operator', personId: caller.person.personId };
  return 'worker' in caller
    ? { kind: 'worker', workerId: caller.worker.workerId }
    : { kind: 'member', personId: caller.person.personId };
}

/** As `callerName`; all keys and members of a customer are one. */
export function accountName(request: Called): string {
  const { caller } = request;
  return caller !== null && 'customerId' in caller ? caller.customerId : callerName(request);
}

/** The customer of a route with `auth: 'customer'`, by a key or by a member. */
export function customerOf({
  caller,
}: Pick<FastifyRequest, 'caller'>): AuthenticatedCustomer | AuthenticatedMember {
  if (caller === null || !('customerId' in caller))
    throw new Error('a customer route ran without a customer');
  return caller;
}

/** The worker of a route with `auth: 'worker'`. */
export function workerOf({ caller }: Pick<FastifyRequest, 'caller'>): AuthenticatedWorker {
  if (caller === null || !('worker' in caller)) throw new Error('a worker route ran without a worker');
  return caller;
}

/** The person of a route with `auth: 'worker'` or `auth: 'person'`. */
export function personOf({ caller }: Pick<FastifyRequest, 'caller'>): AuthenticatedPerson {
  if (caller === null || !('token' in caller)) throw new Error('a route of people ran without a person');
  return caller;
}
