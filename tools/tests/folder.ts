import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memoryFolder = '/dev/shm';
/** All that tests keep at once is some hundred megabytes. */
const freeBytesMin = 4 * 1024 ** 3;

/**
 * An empty folder for what tests write, gone when this process ends: in memory where there is enough of it, since tests wait for the
 * disk longer than for anything else, and what a killed process had written is as safe there.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(hasRoom(memoryFolder) ? memoryFolder : tmpdir(), 'asg-tests-'));
  // Tests of root become other users, who have to come through.
  chmodSync(folder, 0o711);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  return folder;
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return process.platform === 'linux' && bavail * bsize >= freeBytesMin;
  } catch {
    return false;
  }
}
