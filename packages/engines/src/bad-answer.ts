import type { LabelSpec } from '@asg/domain';
import type { Violation } from '@asg/people/context';

/** Why what was given is no answer. `unknown_option`: a label that is none of the options of a choice. */
export type BadAnswer =
  | { readonly kind: 'unknown_option'; readonly options: readonly string[] }
  | { readonly kind: 'bad_answer'; readonly violation: Violation };

export function badAnswer(
  { kind, options }: LabelSpec,
  { field, constraint, message }: Violation,
): BadAnswer {
  return kind === undefined && field === 'label' && constraint === 'unknown'
    ? { kind: 'unknown_option', options }
    : { kind: 'bad_answer', violation: { field, constraint, message: `${field} ${message}` } };
}
