import { createHash, randomFillSync } from 'node:crypto';

/** A source of randomness. */
export interface Random {
  /** Unpredictable bytes; each is given out once. */
  bytes(count: number): Uint8Array;
}

const poolBytes = 16_384;

/** Randomness of the operating system. Drawn in advance, since a call for 16 bytes costs as much as one for thousands. */
export const systemRandom: Random = pooledRandom();

function pooledRandom(): Random {
  let pool = Buffer.alloc(0);
  let used = 0;
  return {
    bytes: (count) => {
      if (count > poolBytes) return randomFillSync(Buffer.alloc(count));
      if (used + count > pool.length) {
        // A new buffer each time: slices of the old one are still in use.
        pool = randomFillSync(Buffer.alloc(poolBytes));
        used = 0;
      }
      used += count;
      return pool.subarray(used - count, used);
    },
  };
}

/** The same bytes for the same seed, for tests and simulations. Never for secrets. */
export function seededRandom(seed: string): Random {
  let block = 0;
  let pool = Buffer.alloc(0);
  return {
    bytes: (count) => {
      while (pool.length < count) {
        pool = Buffer.concat([pool, createHash('sha256').update(`${seed}:${block++}`).digest()]);
      }
      const taken = pool.subarray(0, count);
      pool = pool.subarray(count);
      return taken;
    },
  };
}

const fractionBytes = 6;

/** A number from 0 up to, and never, 1; 48 bits fine. */
export function fraction(random: Random): number {
  return Buffer.from(random.bytes(fractionBytes)).readUIntBE(0, fractionBytes) / 2 ** (8 * fractionBytes);
}

/** One of the items, each equally likely. Throws where there are none. */
export function pick<T>(items: readonly T[], random: Random): T {
  if (items.length === 0) throw new RangeError('nothing to pick from');
  return items[Math.floor(fraction(random) * items.length)]!;
}
