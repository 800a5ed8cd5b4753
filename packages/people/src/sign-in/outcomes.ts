import type { Person } from '@asg/domain';
import type { SessionRecord } from '@asg/storage';

/** A person with the session that they came with. */
export interface SignedIn {
  readonly person: Person;
  readonly session: SessionRecord;
}

export type PasswordOutcome = 'changed' | 'wrong_password' | 'weak_password' | 'link_invalid';
export type ResetOutcome =
  | { readonly kind: 'changed'; readonly person: Person }
  | { readonly kind: 'weak_password' | 'link_invalid' };
export type ConfirmOutcome =
  | { readonly kind: 'confirmed'; readonly person: Person }
  | { readonly kind: 'link_invalid' | 'email_taken' };
