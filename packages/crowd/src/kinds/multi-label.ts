import { fraction } from '@asg/runtime';
import type { KindAnswer } from './known.ts';

/** Each option by itself: seen as it is, or overlooked, or ticked without reason; half as often wrong as one question would be. */
export const multiLabel: KindAnswer<'multi_label'> = ({ skill, random }, { options }, truth) => {
  const wrong = (1 - skill) / 2;
  const ticked = options.filter((option) => truth.options.includes(option) !== fraction(random) < wrong);
  return { value: ticked.length === 0 ? { none: true } : { options: ticked } };
};
