import type { CustomerPermission, OperatorPermission } from '@asg/domain';
import type { FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../refusals/refusal.ts';

export type Permission = CustomerPermission | OperatorPermission;

/** Why a caller with these permissions may not call the route of the request; null: they may. The only place that asks. */
export function forbidden(
  { routeOptions }: Pick<FastifyRequest, 'routeOptions'>,
  has: readonly Permission[],
): Refusal | null {
  const { may } = routeOptions.config;
  return may === undefined || has.includes(may) ? null : notPermitted(may);
}

/** Says which permission is missing, for people and for programs. `field`: of the request, where it is the body that asks. */
export function notPermitted(missing: Permission, field = 'authorization'): Refusal {
  const message = `this takes the permission ${missing}, which this key, session or account does not have`;
  return refuse('not_permitted', { message, details: [{ field, constraint: missing, message }] });
}
