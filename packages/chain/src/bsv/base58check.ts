import { Buffer } from 'node:buffer';
import { base58ToBin, binToBase58 } from '@bitauth/libauth/build/lib/format/base-convert.js';
import { hash256 } from './digest.ts';

const checksumBytes = 4;
/** Longer than any key or address; bounds the quadratic work of base 58. */
const textLengthMax = 100;

export type Base58CheckResult =
  | { readonly ok: true; readonly payload: Uint8Array }
  | { readonly ok: false; readonly reason: 'not_base58' | 'bad_checksum' };

/** The payload (prefix byte first) of a Base58Check text, its checksum verified and taken off. */
export function decodeBase58Check(text: string): Base58CheckResult {
  const decoded = text.length > textLengthMax ? 'too long' : base58ToBin(text);
  if (typeof decoded === 'string' || decoded.length <= checksumBytes)
    return { ok: false, reason: 'not_base58' };
  const payload = decoded.subarray(0, -checksumBytes);
  const checksum = decoded.subarray(-checksumBytes);
  if (!hash256(payload).subarray(0, checksumBytes).equals(checksum))
    return { ok: false, reason: 'bad_checksum' };
  return { ok: true, payload };
}

export function encodeBase58Check(payload: Uint8Array): string {
  return binToBase58(Buffer.concat([payload, hash256(payload).subarray(0, checksumBytes)]));
}
