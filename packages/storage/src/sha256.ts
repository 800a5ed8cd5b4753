import { hash } from 'node:crypto';
import type { Sha256 } from '@asg/domain';

/** What the rules of `domain` are given where they hash. */
export const sha256: Sha256 = (data) => hash('sha256', data, 'buffer');

/** Of a text's UTF-8 bytes, 64 hex digits. */
export function sha256Hex(text: string): string {
  return hash('sha256', text);
}
