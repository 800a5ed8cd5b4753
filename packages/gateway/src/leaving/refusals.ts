import type { OwnedAlone } from '@asg/engines';
import { type Refusal, refuse } from '../refusals/refusal.ts';

/** Organisations that would have no owner, by name. */
export function onlyOwner(owned: readonly OwnedAlone[]): Refusal {
  const names = owned.map(({ name }) => name).join(', ');
  const message = `${names} would have no owner: make somebody else an owner first`;
  const details = owned.map(({ customerId, name }) => ({
    field: 'organisations',
    constraint: 'owner',
    message: `${name} (${customerId})`,
  }));
  return refuse('only_owner', { message, details });
}
