import type { OpenStorage } from '@asg/storage/contract';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

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
