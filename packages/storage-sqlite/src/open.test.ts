import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { noBalance } from '@asg/domain';
import { aCustomer, IdSource } from '@asg/storage/contract';
import { openWriteConnection } from './file/connection.ts';
import { temporaryFolder } from './file/temporary-folder.ts';
import {
  copyDatabase,
  DamagedDatabase,
  FileLocked,
  isSoundDatabase,
  NewerSchema,
  openSqliteStorage,
} from './index.ts';

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

  test('tells of each change that somebody may have work because of, and commits nothing when nothing lapsed', async () => {
    await using storage = await openSqliteStorage({ path });
    let told = 0;
    storage.onWritten(() => told++);
    const term = { name: 'sweep', holder: 'a', nowMs: 0, holdMs: 1, note: null };
    assert.ok((await storage.leadership.hold(term)) !== null);
    assert.deepEqual(await storage.tasks.lapse({ nowMs: Date.now(), limit: 10 }), {
      examined: 0,
      closed: [],
    });
    assert.equal(told, 0);
    await storage.customers.register(aCustomer(new IdSource(), 1));
    assert.equal(told, 1);
  });

  test('writes on after it gave back what it does not need while nothing happens', async () => {
    await using storage = await openSqliteStorage({ path });
    storage.giveBack();
    await storage.customers.register(aCustomer(new IdSource(), 2));
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

  for (const thread of [true, false]) {
    test(`is complete by itself once closed, ${thread ? 'written in a thread' : 'written inline'}`, async () => {
      const ids = new IdSource();
      const customers = Array.from({ length: 20 }, () => aCustomer(ids, 1));
      const storage = await openSqliteStorage({ path, thread });
      const writes = customers.map((customer) => storage.customers.register(customer));
      const read = storage.customers.get(customers[0]!.customer.customerId);
      const closed = storage.close();
      await Promise.all([...writes, read, closed]);
      assert.deepEqual(readdirSync(dirname(path)).toSorted(), ['asg.db', 'asg.db.lock']);
      const copy = folder.file('alone.db');
      copyFileSync(path, copy);
      await using alone = await openSqliteStorage({ path: copy });
      for (const { customer } of customers)
        assert.deepEqual(await alone.customers.get(customer.customerId), { ...customer, balance: noBalance });
    });
  }

  test('is for its owner alone, and one that was not is mended', async () => {
    const modes = () =>
      readdirSync(dirname(path)).map(
        (name) => `${name} ${(statSync(folder.file(name)).mode & 0o777).toString(8)}`,
      );
    const files = ['asg.db', 'asg.db-shm', 'asg.db-wal', 'asg.db.lock', 'asg.db.lock-journal'];
    const open = files.map((name) => `${name} 600`);
    {
      await using first = await openSqliteStorage({ path });
      await first.customers.register(aCustomer(new IdSource(), 1));
      assert.deepEqual(modes().toSorted(), open);
    }
    for (const name of ['asg.db', 'asg.db.lock']) chmodSync(folder.file(name), 0o644);
    await using second = await openSqliteStorage({ path });
    await second.customers.register(aCustomer(new IdSource(), 1));
    assert.deepEqual(modes().toSorted(), open);
  });

  test('of another user that may be written is opened as it is', {
    skip: process.getuid?.() === 0 ? false : 'only root can become another user',
  }, async () => {
    await (await openSqliteStorage({ path })).close();
    chmodSync(dirname(path), 0o777);
    for (const name of ['asg.db', 'asg.db.lock']) chmodSync(folder.file(name), 0o666);
    process.seteuid!(65_534);
    try {
      await (await openSqliteStorage({ path, thread: false })).close();
    } finally {
      process.seteuid!(0);
    }
    assert.equal(statSync(path).mode & 0o777, 0o666);
  });

  test('that is truncated or damaged is refused and left as it was; a maker that died leaves none', async () => {
    const storage = await openSqliteStorage({ path });
    await storage.customers.register(aCustomer(new IdSource(), 1));
    await storage.close();
    const whole = readFileSync(path);
    const middle = Buffer.from(whole);
    middle.fill(0x5a, whole.length / 2, whole.length / 2 + 8_192);
    const damages = [Buffer.alloc(0), whole.subarray(0, whole.length / 2), whole.subarray(0, 100), middle];
    for (const bytes of damages) {
      writeFileSync(path, bytes);
      await assert.rejects(openSqliteStorage({ path }), DamagedDatabase);
      assert.ok(readFileSync(path).equals(bytes));
    }
    rmSync(path);
    writeFileSync(`${path}.new`, 'half made');
    await (await openSqliteStorage({ path })).close();
  });

  test('is copied while it is written to; the copy is sound and opens by itself', async () => {
    const ids = new IdSource();
    const [early, late] = [aCustomer(ids, 1), aCustomer(ids, 1)];
    const copy = folder.file('copy.db');
    await using storage = await openSqliteStorage({ path });
    await storage.customers.register(early);
    await Promise.all([copyDatabase(path, copy), storage.customers.register(late)]);
    assert.ok(isSoundDatabase(copy) && !isSoundDatabase(folder.file('none.db')));
    await using restored = await openSqliteStorage({ path: copy });
    const found = await restored.customers.get(early.customer.customerId);
    assert.deepEqual(found, { ...early.customer, balance: noBalance });
  });
});
