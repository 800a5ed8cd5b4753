import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageContract } from '@asg/storage/contract';
import { openSqliteStorage } from './index.ts';

storageContract('SQLite in memory', async () => {
  const storage = await openSqliteStorage({ path: ':memory:' });
  return { storage, close: () => storage.close() };
});

for (const thread of [false, true]) {
  storageContract(`SQLite on a file, ${thread ? 'in a thread' : 'inline'}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'asg-sqlite-'));
    const open = () => openSqliteStorage({ path: join(folder, 'asg.db'), thread });
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
        rmSync(folder, { recursive: true });
      },
    };
  });
}
