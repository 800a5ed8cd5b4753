import type { AskOrganisationOutcome, OwnedAlone } from '@asg/people';
import { type Refusal, refuse } from '../refusals/refusal.ts';

/** Organisations that would have no owner, by name. */
export function onlyOwner(owned: readonly OwnedAlone[]): Refusal {
  const details = owned.map(({ name }) => ({
    field: 'organisations',
    constraint: 'owner',
    message: `${name} would have no owner: make somebody else its owner, or have it deleted first`,
  }));
  return refuse('only_owner', { message: details.map(({ message }) => message).join('; '), details });
}

/** Why an organisation does not go, and what to do about it. */
export function organisationRefusal(
  outcome: Exclude<AskOrganisationOutcome, { readonly kind: 'asked' }>,
): Refusal {
  if (outcome.kind === 'not_found') return refuse('account_not_found');
  const { hold } = outcome;
  if (hold.kind === 'payments') {
    const message = `people who labelled for the organisation are not paid yet (${hold.taskId}): ask again when they are`;
    return refuse('payments_pending', { message });
  }
  const ofTasks = hold.reservedSats === 0 ? '' : `, ${hold.reservedSats} of them set aside for tasks`;
  const message = `there are ${hold.sats} satoshis in the balance${ofTasks}: spend them, or write to the operator, who sends them back to an address of yours; then ask again`;
  return refuse('balance_left', { message });
}
