import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '@asg/domain/errors';
import type { BlobKey, BlobStore } from './blob-store.ts';

const onlyOwner = 0o700;
const fileMode = 0o600;
/** No customer is called so. */
/** The folder, beside those of the blobs, of what is being written. */
export const halvesName = 'half';

/** Blobs in a folder: one for each customer, a file for each blob. `freshName`: of a file that is being written. */
export function folderBlobs(folder: string, freshName: () => string): BlobStore {
  const halves = join(folder, halvesName);
  // What a process left that died while it wrote: nobody was told that it is there.
  rmSync(halves, { recursive: true, force: true });
  mkdirSync(halves, { recursive: true, mode: onlyOwner });
  const pathOf = ({ customerId, sha256 }: BlobKey): string => join(folder, customerId, sha256);
  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: onlyOwner });
      const half = join(halves, freshName());
      try {
        await written(half, bytes);
        await rename(half, path);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
      await synced(dirname(path));
      await synced(folder);
    },
    get: async (key) => {
      const file = await open(pathOf(key)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      });
      return file === null ? null : createReadStream('', { fd: file });
    },
    remove: async (key) => {
      const path = pathOf(key);
      await rm(path, { force: true });
      // Its folder stays, maybe empty: another blob may be about to be put into it.
      await synced(dirname(path)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      });
    },
  };
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', fileMode);
  await file.writeFile(bytes);
  await file.sync();
}

/** What was renamed or removed in it survives a loss of power. */
async function synced(folder: string): Promise<void> {
  await using file = await open(folder, 'r');
  await file.sync();
}
