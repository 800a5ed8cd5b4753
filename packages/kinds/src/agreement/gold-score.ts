import { unit } from '@asg/consensus';
import type { Kind } from '../kind.ts';

/**
 * What an answer to a gold task is worth, 0 to 65536: all where it is the truth, nothing where it is no nearer than the best answer
 * given without a look. Of a choice it is right or wrong, as ever.
 */
export function goldScore<Spec, Value>(
  { distance, blindDistance }: Pick<Kind<Spec, Value>, 'distance' | 'blindDistance'>,
  value: Value,
  truth: Value,
  spec: Spec,
): number {
  const blind = blindDistance(spec);
  return Math.max(0, Math.round((unit * (blind - distance(value, truth, spec))) / blind));
}
