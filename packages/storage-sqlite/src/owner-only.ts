import { chmodSync, existsSync, statSync } from 'node:fs';

export const onlyOwner = 0o600;
const othersMay = 0o077;

/** Takes a file, where there is one, from everybody but its owner. Throws where it belongs to another user and others may use it. */
export function makeOwnerOnly(file: string): void {
  if (existsSync(file) && (statSync(file).mode & othersMay) !== 0) chmodSync(file, onlyOwner);
}
