import { storageContract } from '@asg/storage/contract';
import { openSqliteStorage } from '../index.ts';
import { behind } from './on-file.ts';

const inMemory = async () => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  return { storage, close: () => storage.close() };
};

storageContract('SQLite in memory', inMemory, behind('none'));
