import { unit } from '@asg/consensus';
import type { Kind } from '../kind.ts';

/**
 * What an answer to gold says of who gave it, 65536: all where it is the truth, 0 on average for the best answer that is given without
 * a look, less for a worse one: of a choice, -1/(options - 1) for a wrong one.
 */
export function goldCredit<Spec, Value>(
  { distance, blindDistance }: Pick<Kind<Spec, Value>, 'distance' | 'blindDistance'>,
  value: Value,
  truth: Value,
  spec: Spec,
): number {
  const blind = blindDistance(spec);
  return Math.max(-unit, Math.round((unit * (blind - distance(value, truth, spec))) / blind));
}

/** What an answer to a gold task is worth, 0 to 65536: nothing where it is no nearer than the best answer given without a look. */
export function goldScore<Spec, Value>(
  kind: Pick<Kind<Spec, Value>, 'distance' | 'blindDistance'>,
  value: Value,
  truth: Value,
  spec: Spec,
): number {
  return Math.max(0, goldCredit(kind, value, truth, spec));
}
