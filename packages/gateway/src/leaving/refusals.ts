import type { OwnedAlone } from '@asg/engines';
import { type Refusal, refuse } from '../refusals/refusal.ts';

/** Organisations that would have no owner, by name. */
export function onlyOwner(owned: readonly OwnedAlone[]): Refusal {
  const details = owned.map(({ name }) => ({
    field: 'organisations',
    constraint: 'owner',
    message: `${name} would have no owner: make somebody else its owner first`,
  }));
  return refuse('only_owner', { message: details.map(({ message }) => message).join('; '), details });
}
