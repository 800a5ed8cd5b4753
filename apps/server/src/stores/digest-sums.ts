import { createHash } from 'node:crypto';

/** How many records of a kind a store has, and their checksum, which does not depend on their order. */
interface SectionDigest {
  readonly count: number;
  /** Sum of the SHA-256 of each thing's text, modulo 2^256; hex. */
  readonly checksum: string;
}
export type StoreDigest = Readonly<Record<string, SectionDigest>>;

/** Adds things up by kind. */
export class DigestSums {
  readonly #sections = new Map<string, { count: number; sum: bigint }>();

  add(name: string, text: string): void {
    const section = this.#sections.get(name) ?? { count: 0, sum: 0n };
    this.#sections.set(name, section);
    const hash = createHash('sha256').update(text).digest('hex');
    section.sum = BigInt.asUintN(256, section.sum + BigInt(`0x${hash}`));
    section.count++;
  }

  digest(): StoreDigest {
    return Object.fromEntries(
      [...this.#sections].map(([name, { count, sum }]) => [
        name,
        { count, checksum: sum.toString(16).padStart(64, '0') },
      ]),
    );
  }
}

/** Kinds in which two stores differ. */
export function differing(one: StoreDigest, other: StoreDigest): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => one[name]?.checksum !== other[name]?.checksum || one[name]?.count !== other[name]?.count,
  );
}
