import type { AssignmentRefusal } from '../routing/wanted.ts';

/** Why a command changed nothing. */
export type TaskRefusal =
  | AssignmentRefusal
  | 'lease_ended'
  | 'other_label_given'
  | 'unknown_option'
  | 'item_not_fetched'
  | 'likelihood_wanted'
  | 'not_open'
  | 'too_many_models'
  | 'not_reviewable'
  | 'relabelled_otherwise'
  | 'not_contestable'
  | 'payment_not_due'
  | 'not_reserved_by_this_settlement';
