import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { aCustomer, IdSource } from '@asg/storage/contract';
import { openWriteConnection } from './connection.ts';
import { copyDatabase, FileLocked, isSoundDatabase, NewerSchema, openSqliteStorage } from './index.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('a database file', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path = '';
  beforeEach(() => {
    folder = temporaryFolder();
    path = folder.file('asg.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  test('is refused to a second opener in the same process, until the first has closed', async () => {
    const first = await openSqliteStorage({ path });
    await assert.rejects(openSqliteStorage({ path }), FileLocked);
    await first.close();
    await (await openSqliteStorage({ path })).close();
  });

  test('is refused to another process, with a message that says why', async () => {
    await using storage = await openSqliteStorage({ path });
    await storage.ping();
    const index = new URL('./index.ts', import.meta.url).href;
    const script = `const { openSqliteStorage } = await import(${JSON.stringify(index)});
      await openSqliteStorage({ path: ${JSON.stringify(path)} }).catch((e) => console.log(e.code, e.message));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.match(stdout, /STORAGE_FILE_LOCKED .*asg\.db is in use: another server has it open/);
  });

  test('of a newer program is refused and left as it was', async () => {
    await (await openSqliteStorage({ path })).close();
    const db = openWriteConnection(path);
    db.exec('pragma user_version = 999');
    db.close();
    const before = readFileSync(path);
    await assert.rejects(openSqliteStorage({ path }), NewerSchema);
    assert.deepEqual(readFileSync(path), before);
  });

  test('that is no database is refused, and the lock is let go', async () => {
    writeFileSync(path, 'not a database, but a text that is long enough to be looked at as one');
    await assert.rejects(openSqliteStorage({ path }), /not a database/);
    rmSync(path);
    await (await openSqliteStorage({ path })).close();
  });

  test('is copied while it is written to; the copy is sound and opens by itself', async () => {
    const ids = new IdSource();
    const [early, late] = [aCustomer(ids, 1), aCustomer(ids, 1)];
    const copy = folder.file('copy.db');
    await using storage = await openSqliteStorage({ path });
    await storage.registerCustomer(early);
    await Promise.all([copyDatabase(path, copy), storage.registerCustomer(late)]);
    assert.ok(isSoundDatabase(copy) && !isSoundDatabase(folder.file('none.db')));
    await using restored = await openSqliteStorage({ path: copy });
    const found = await restored.customer(early.customer.customerId);
    assert.deepEqual(found, early.customer);
  });
});
