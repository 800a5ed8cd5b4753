import { storageContract } from '@asg/storage/contract';
import { freshName, openStore } from './stores.ts';

storageContract('Aerospike', async () => {
  const name = freshName();
  let storage = await openStore(name);
  return {
    storage,
    reopen: async () => {
      await storage.close();
      storage = await openStore(name);
      return storage;
    },
    close: () => storage.close(),
  };
});
