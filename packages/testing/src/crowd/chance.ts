import { fraction, type Random } from '@asg/runtime';

export { fraction };

/** One of the items, each equally likely. Throws where there are none. */
export function pick<T>(items: readonly T[], random: Random): T {
  if (items.length === 0) throw new RangeError('nothing to pick from');
  return items[Math.floor(fraction(random) * items.length)]!;
}
