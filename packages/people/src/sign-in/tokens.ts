import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Random } from '@asg/runtime';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretLength = 30;
const checksumLength = 6;
/** Bytes at or above this are drawn again: the largest multiple of 62 in a byte keeps every character equally likely. */
const fairByteMax = 248;

function randomBase62(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length)) {
      if (byte < fairByteMax && text.length < length) text += base62[byte % 62];
    }
  }
  return text;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < checksumLength; i++) {
    digits = base62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** A new secret: prefix, 30 random characters (178 bits), and a CRC-32 in base 62 that finds typing mistakes. */
export function mintToken(prefix: string, random: Random): string {
  const body = prefix + randomBase62(random, secretLength);
  return body + checksum(body);
}

/** Whether the text can be a token with one of these prefixes; needs no look-up. */
export function isWellFormedToken(text: string, prefixes: readonly string[]): boolean {
  const prefix = prefixes.find((p) => text.startsWith(p));
  if (prefix === undefined || text.length !== prefix.length + secretLength + checksumLength) return false;
  return checksum(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

/** SHA-256, hex: what is stored of a token. Its 178 bits need no slow hash. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'hex');
}
