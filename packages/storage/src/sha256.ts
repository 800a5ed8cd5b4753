import { createHash } from 'node:crypto';
import type { Sha256 } from '@asg/domain';

/** What the rules of `domain` are given where they hash. */
export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();
