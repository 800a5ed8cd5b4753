import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares tokens in constant time, so that timing reveals nothing about them, not even their length. */
export function isSameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
