import { storageContract } from '@asg/storage/contract';
import { openSqliteStorage } from '../index.ts';
import { everywhere } from './on-file.ts';

const inMemory = async () => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  return { storage, close: () => storage.close() };
};

storageContract('SQLite in memory', inMemory, everywhere);
