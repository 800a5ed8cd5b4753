import { fraction } from '@asg/runtime';
import type { KindAnswer } from './known.ts';

/** Of those who miss the step, so many miss it by one. */
const nearShare = 0.8;

/** The right step; else mostly one beside it, sometimes two, within the scale. */
export const rating: KindAnswer<'rating'> = ({ skill, random }, { scale }, { step }) => {
  const { from, to } = scale ?? { from: step, to: step };
  const isRight = fraction(random) < skill;
  const by = fraction(random) < nearShare ? 1 : 2;
  const given = step + (fraction(random) < 1 / 2 ? -by : by);
  // At an edge the other side is left.
  const inside = given < from || given > to ? 2 * step - given : given;
  return { value: isRight ? step : Math.min(to, Math.max(from, inside)) };
};
