import { fraction, pick } from '@asg/runtime';
import type { KindAnswer } from './known.ts';

/** The right option, or any other, each equally likely. */
export const choice: KindAnswer<'choice'> = ({ skill, random }, { options }, { label }) => {
  const others = options.filter((option) => option !== label);
  return { label: fraction(random) < skill || others.length === 0 ? label : pick(others, random) };
};
