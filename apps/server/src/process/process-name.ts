import { hostname } from 'node:os';
import type { Random } from '@asg/runtime';

const randomBytesCount = 4;

/**
 * What this process is called in the store. A file has one process at a time, which the next one may take everything
 * over from at once; where there are many, each run has a name of its own, unless the operator names the process.
 */
export function processName(isStoreShared: boolean, given: string | null, random: Random): string {
  if (!isStoreShared) return 'settler';
  if (given !== null) return given;
  return `${hostname()}/${process.pid}/${Buffer.from(random.bytes(randomBytesCount)).toString('hex')}`;
}
