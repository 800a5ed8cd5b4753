import { createHash } from 'node:crypto';
import type { Sha256 } from '@asg/domain';

export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();
