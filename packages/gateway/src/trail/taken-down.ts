import { houseCustomerId } from '@asg/domain';
import type { Trail } from '@asg/people';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../caller.ts';
import { networkOf } from './entering.ts';

/**
 * Takes down what a customer's task shows, with an entry in the customer's trail as well: the operator's own is made by the rule of
 * the operation. Null: there was nothing.
 */
export async function enteredForCustomer<T>(
  trail: Trail,
  request: FastifyRequest,
  { customerId, taskId }: { readonly customerId: string; readonly taskId: string },
  takeDown: () => Promise<T | null>,
): Promise<T | null> {
  if (customerId === houseCustomerId) return takeDown();
  const note = {
    action: 'content.taken_down',
    actor: actorOf(request),
    object: taskId,
    requestId: request.id,
    personal: networkOf(request),
  } as const;
  return trail.around(customerId, note, takeDown);
}
