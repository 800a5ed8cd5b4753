import { chmodSync, existsSync, statSync } from 'node:fs';

export const onlyOwner = 0o600;
const othersMay = 0o077;
/** Another user's file, as on a volume of a group, or a disk without modes. */
const notOurs: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EROFS'];

/** Takes a file, where there is one, from everybody but its owner; leaves it as it is where this process may not. */
export function makeOwnerOnly(file: string): void {
  if (!existsSync(file) || (statSync(file).mode & othersMay) === 0) return;
  try {
    chmodSync(file, onlyOwner);
  } catch (error) {
    // Whether it can be written shows when it is.
    if (!(error instanceof Error && 'code' in error && notOurs.includes(error.code))) throw error;
  }
}
