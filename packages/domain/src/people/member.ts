import type { Role } from '../names.ts';

/** A person of the Console in an organisation: a customer, or the house, whose members run the service. */
export interface Member {
  readonly customerId: string;
  readonly personId: string;
  readonly role: Role;
  readonly sinceMs: number;
  /** They became its owner by their e-mail, and did not say yet that they looked at the keys of before. */
  readonly hasKeysToReview?: true;
}
