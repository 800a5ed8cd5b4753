import type { ContractNetwork, OpenStorage } from '@asg/storage/contract';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

/**
 * The networks before one way of opening the store: this one, and all in the full lane. A network stands before the port, and what
 * it does to a file it does in memory and to a thread too; without one, a file is opened as the server does it, with a thread.
 */
export function behind(network: ContractNetwork): readonly ContractNetwork[] {
  return process.env.STORAGE_CONTRACT === 'everywhere' ? ['none', 'lossy'] : [network];
}

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
