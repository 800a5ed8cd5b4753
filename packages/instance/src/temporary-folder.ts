import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { processLives } from '@asg/runtime';

/** Process ids mean something on this machine alone, which may share its folder with others. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/**
 * Makes a folder for temporary files, named after this process; and removes those with the same `prefix` whose processes are gone:
 * who is killed cannot clean up.
 */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  await removeLeftOvers(prefix);
  return mkdtemp(join(tmpdir(), `${prefix}-${machine}-${process.pid}-`));
}

async function removeLeftOvers(prefix: string): Promise<void> {
  const form = new RegExp(`^${prefix}-${machine}-(\\d+)-\\w+$`);
  for (const name of await readdir(tmpdir())) {
    const pid = form.exec(name)?.[1];
    if (pid === undefined || processLives(Number(pid))) continue;
    // Another user's stays.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
}
