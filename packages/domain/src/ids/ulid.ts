import { at } from '@asg/values/present';
import type { Sha256 } from '../sha256.ts';
import { crockford, isCrockford } from './crockford.ts';

/** ULID: 48 bits of milliseconds, 80 bits of randomness, 26 characters that sort by time. https://github.com/ulid/spec */
export const ulidLength = 26;
const timeLength = 10;
const randomnessLength = 16;
const timeMsMax = 2 ** 48 - 1;
const firstCharacterMax = '7';

/** The ULID of a moment (Unix ms) and 16 base-32 digits (0 to 31 each) of randomness. */
export function encodeUlid(timeMs: number, randomness: Uint8Array): string {
  if (!Number.isInteger(timeMs) || timeMs < 0 || timeMs > timeMsMax)
    throw new RangeError(`no ULID at ${timeMs}`);
  if (randomness.length !== randomnessLength) throw new RangeError('a ULID needs 16 digits of randomness');
  let tail = '';
  for (let i = 0; i < randomnessLength; i += 2)
    tail += pairs[((randomness[i] ?? 0) & 31) * 32 + ((randomness[i + 1] ?? 0) & 31)];
  return timeText(timeMs) + tail;
}

/** All two digits: half as many texts are put together. */
const pairs = Array.from(crockford, (one) => Array.from(crockford, (other) => one + other)).flat();

/** Many ids are of one moment. */
let latest = { timeMs: -1, text: '' };

function timeText(timeMs: number): string {
  if (latest.timeMs === timeMs) return latest.text;
  let [text, rest] = ['', timeMs];
  for (let i = 0; i < timeLength; i++, rest = Math.floor(rest / 32)) text = crockford[rest % 32] + text;
  latest = { timeMs, text };
  return text;
}

/** The moment (Unix ms) that a ULID was made at. */
export function ulidTimeMs(ulid: string): number {
  let timeMs = 0;
  for (let i = 0; i < timeLength; i++) timeMs = timeMs * 32 + crockford.indexOf(at(ulid, i));
  return timeMs;
}

export function isUlid(text: string): boolean {
  return isCrockford(text, ulidLength) && at(text, 0) <= firstCharacterMax;
}

/** An id that is the same for the same name: the time, and randomness that is taken from the name. */
export function derivedUlid(prefix: string, atMs: number, name: string, sha256: Sha256): string {
  return prefix + encodeUlid(atMs, sha256(new TextEncoder().encode(name)).subarray(0, randomnessLength));
}

const bitsOfDigit = 5;
export const ulidBytes = 16;

/** Crockford digits as a number in big-endian bytes: `byteCount` of them. */
export function bytesOfDigits(digits: string, byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  let [place, held, bits] = [byteCount, 0, 0];
  for (let i = digits.length - 1; i >= 0; i--) {
    held |= crockford.indexOf(at(digits, i)) << bits;
    bits += bitsOfDigit;
    while (bits >= 8 && place > 0) {
      bytes[--place] = held & 255;
      held >>= 8;
      bits -= 8;
    }
  }
  if (place > 0) bytes[place - 1] = held;
  return bytes;
}

/** The `digitCount` last Crockford digits of a number in big-endian bytes. */
export function digitsOfBytes(bytes: Uint8Array, digitCount: number): string {
  let digits = '';
  let [held, bits] = [0, 0];
  for (let i = bytes.length - 1; digits.length < digitCount; i--) {
    held |= (i < 0 ? 0 : at(bytes, i)) << bits;
    for (bits += 8; bits >= bitsOfDigit && digits.length < digitCount; bits -= bitsOfDigit) {
      digits = crockford[held & 31] + digits;
      held >>= bitsOfDigit;
    }
  }
  return digits;
}
