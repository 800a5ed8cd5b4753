import type { Random } from '@asg/runtime';

const bytesPerDraw = 6;

/** A number in [0, 1), 48 bits fine. */
export function fraction(random: Random): number {
  return Buffer.from(random.bytes(bytesPerDraw)).readUIntBE(0, bytesPerDraw) / 2 ** (8 * bytesPerDraw);
}

/** One of the items, each equally likely. Throws where there are none. */
export function pick<T>(items: readonly T[], random: Random): T {
  if (items.length === 0) throw new RangeError('nothing to pick from');
  return items[Math.floor(fraction(random) * items.length)]!;
}
