import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What was written to a file, or renamed in a folder, survives a loss of power. */
export function synced(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
