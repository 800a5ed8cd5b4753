import { type Departure, departureAfter, type LeavingChange } from './leaving.ts';

/** That an organisation is to be erased, or is; there is none of one that stays. */
export interface OrganisationDeparture extends Departure {
  readonly customerId: string;
}

export type OrganisationDepartureChange =
  | { readonly set: 'leaving'; readonly askedAtMs: number; readonly dueAtMs: number }
  | Exclude<LeavingChange, { readonly set: 'leaving' }>;

/** The very same where it changes nothing; null: it stays. */
export function changedOrganisationDeparture(
  found: OrganisationDeparture | null,
  customerId: string,
  change: OrganisationDepartureChange,
): OrganisationDeparture | null {
  const before = { ...found, revision: 0 };
  const after = departureAfter(before, change.set === 'leaving' ? { ...change, revision: 0 } : change);
  if (after === null) return found;
  return after.leaving === undefined && after.left === undefined ? null : { customerId, ...after };
}
