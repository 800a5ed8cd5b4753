import type { OpenStorage } from '@asg/storage/contract';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

/**
 * That network stands before the port: what it does to a file it does in memory and to a thread too. Those have it in the full
 * lane alone.
 */
export const everywhere = { alsoLossy: process.env.STORAGE_CONTRACT === 'everywhere' };

/** Opens stores on files of their own, for the contract suite. */
export function onFile(thread: boolean): OpenStorage {
  return async () => {
    const folder = temporaryFolder();
    const open = () => openSqliteStorage({ path: folder.file('asg.db'), thread });
    let storage = await open();
    return {
      storage,
      reopen: async () => {
        await storage.close();
        storage = await open();
        return storage;
      },
      close: async () => {
        await storage.close();
        folder[Symbol.dispose]();
      },
    };
  };
}
