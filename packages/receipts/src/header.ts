import type { Receipt } from '@asg/domain';
import { present } from '@asg/values/present';
import { bytesOf, displayHash, Reader } from './bytes.ts';
import { hash256 } from './digest.ts';

/** What a receipt needs of a block's 80 bytes. Hashes as people read them. */
export interface Header {
  readonly hash: string;
  readonly merkleRoot: string;
  /** The target in its compact form. */
  readonly bits: number;
}

/**
 * The easiest target, compact, that a block of each network may state. `main`: a difficulty of 4.29 thousand million, about
 * a twentieth of what it was in 2024; `test` and `local`: the easiest their rules allow.
 */
const easiestBits: Readonly<Record<Receipt['network'], number>> = {
  main: 0x1900_ffff,
  test: 0x1d00_ffff,
  local: 0x207f_ffff,
  regtest: 0x207f_ffff,
};

/** Parses the 80 bytes, given as hex of that length. */
export function parseHeader(hex: string): Header {
  const bytes = bytesOf(hex);
  const reader = new Reader(bytes);
  reader.take(36);
  const merkleRoot = displayHash(reader.take(32));
  reader.take(4);
  return { hash: displayHash(hash256(bytes)), merkleRoot, bits: reader.uint32() };
}

/** The largest hash that compact `bits` allow; null for a negative, zero or overflowing target. */
export function targetOf(bits: number): bigint | null {
  const exponent = bits >>> 24;
  const mantissa = BigInt(bits & 0x7f_ffff);
  if ((bits & 0x80_0000) !== 0) return null;
  const shift = BigInt(8 * (exponent - 3));
  const target = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return target > 0n && target < 1n << 256n ? target : null;
}

/** What is wrong with a header's proof of work on this network; null: nothing. */
export function workProblem(header: Header, network: Receipt['network']): string | null {
  const target = targetOf(header.bits);
  if (target === null) return 'the header states no valid target';
  if (BigInt(`0x${header.hash}`) > target) return 'the hash of the header is above the target it states';
  if (target > present(targetOf(easiestBits[network]), network)) {
    return `the target is easier than any block of the network "${network}" has: the block is of another network, or made up`;
  }
  return null;
}
