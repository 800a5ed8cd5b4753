import { spawnSync } from 'node:child_process';

/** Whether the machine has the program: a test that needs it says so where it is skipped. */
export const isThere = (command: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
