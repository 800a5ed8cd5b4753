import { ByteReader, ByteWriter, bytesFromHex, displayHash, hexOf } from './bytes.ts';
import { hash256 } from './digest.ts';

const headerLength = 80;

/** A block header; hashes as people read them, `time` in seconds since 1970. */
export interface BlockHeader {
  readonly version: number;
  readonly previousHash: string;
  readonly merkleRoot: string;
  readonly time: number;
  /** The target in its compact form. */
  readonly bits: number;
  readonly nonce: number;
}

export type HeaderResult =
  | { readonly ok: true; readonly header: BlockHeader }
  | { readonly ok: false; readonly reason: string };

/** Parses 80 bytes of hex. */
export function parseHeader(hex: string): HeaderResult {
  const bytes = bytesFromHex(hex);
  if (bytes?.length !== headerLength) return { ok: false, reason: 'a block header is 80 bytes of hex' };
  const reader = new ByteReader(bytes);
  const version = reader.uint32();
  const previousHash = reader.hash();
  const merkleRoot = reader.hash();
  const time = reader.uint32();
  const bits = reader.uint32();
  return { ok: true, header: { version, previousHash, merkleRoot, time, bits, nonce: reader.uint32() } };
}

export function headerBytes(header: BlockHeader): Uint8Array {
  return new ByteWriter(headerLength)
    .uint32(header.version)
    .hash(header.previousHash)
    .hash(header.merkleRoot)
    .uint32(header.time)
    .uint32(header.bits)
    .uint32(header.nonce)
    .finish();
}

export function serialiseHeader(header: BlockHeader): string {
  return hexOf(headerBytes(header));
}

/** The block's hash: double SHA-256 of the 80 bytes, shown byte-reversed. */
export function headerHash(header: BlockHeader): string {
  return displayHash(hash256(headerBytes(header)));
}

/** The largest hash a block may have: mantissa × 256^(exponent − 3). Undefined for a negative or zero target. */
export function targetOf(bits: number): bigint | undefined {
  const exponent = bits >>> 24;
  const mantissa = BigInt(bits & 0x7f_ffff);
  if ((bits & 0x80_0000) !== 0 || mantissa === 0n) return undefined;
  const target =
    exponent >= 3 ? mantissa << BigInt(8 * (exponent - 3)) : mantissa >> BigInt(8 * (3 - exponent));
  return target > 0n && target < 1n << 256n ? target : undefined;
}

/** True if the header's hash is within the target that the header states. */
export function hasProofOfWork(header: BlockHeader): boolean {
  const target = targetOf(header.bits);
  return target !== undefined && BigInt(`0x${headerHash(header)}`) <= target;
}
