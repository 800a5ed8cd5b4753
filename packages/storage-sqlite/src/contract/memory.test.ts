import { storageContract } from '@asg/storage/contract';
import { openSqliteStorage } from '../index.ts';

storageContract('SQLite in memory', async () => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  return { storage, close: () => storage.close() };
});
