import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  watch,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { copyDatabase, FileLocked, openSqliteStorage, scrubDatabase } from '../index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const words = 'the words that an earlier version deleted';
let folder: ReturnType<typeof temporaryFolder>;
let path = '';
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.file('refinery.sqlite');
});
afterEach(() => folder[Symbol.dispose]());

/** Files of the folder that have the words in them. */
const filesWith = (): readonly string[] =>
  readdirSync(dirname(path)).filter((name) => readFileSync(join(dirname(path), name)).includes(words));

/** A file as an earlier version left it: deleted rows in free pages, and beside rows that stay. */
async function oldFile(rows: number): Promise<void> {
  await (await openSqliteStorage({ path })).close();
  using db = new DatabaseSync(path);
  db.exec('pragma secure_delete = off; pragma application_id = 0; begin');
  const put = db.prepare("insert into record (noun, key, record) values ('tst', ?, ?)");
  for (let n = 0; n < rows; n++)
    put.run(
      `k${n}`,
      JSON.stringify(
        n % 3 === 0 ? `stays ${n} ${'y'.repeat(rows)}` : `${words} ${'x'.repeat((n % 40) * 400)}`,
      ),
    );
  db.exec(`commit; delete from record where record like '%${words}%'; pragma wal_checkpoint(truncate)`);
}

function keptRows(): readonly unknown[] {
  using db = new DatabaseSync(path, { readOnly: true });
  return db.prepare("select key, record from record where noun = 'tst' order by key").all();
}

test('what an earlier version deleted is in no file once this one has opened the store', async () => {
  await oldFile(900);
  const before = keptRows();
  assert.deepEqual(filesWith(), ['refinery.sqlite']);
  await copyDatabase(path, folder.file('copy'));
  assert.deepEqual(filesWith(), ['refinery.sqlite'], 'a copy never has them');
  const modeBefore = statSync(path).mode;
  {
    await using storage = await openSqliteStorage({ path });
    assert.equal(storage.unscrubbed, null);
    assert.deepEqual(filesWith(), []);
  }
  assert.deepEqual([keptRows(), filesWith(), statSync(path).mode], [before, [], modeBefore]);
  const { ino } = statSync(path);
  await (await openSqliteStorage({ path })).close();
  assert.equal(statSync(path).ino, ino, 'once is enough');
});

test('a file that a server has open is not scrubbed', async () => {
  await oldFile(30);
  await using _storage = await openSqliteStorage({ path });
  assert.throws(() => scrubDatabase(path), FileLocked);
});

test('a scrub by way of a link is one of the file, and what has another name is not overwritten', async () => {
  await oldFile(90);
  const before = keptRows();
  const link = folder.file('link.sqlite');
  symlinkSync(path, link);
  linkSync(path, folder.file('backup'));
  assert.throws(() => scrubDatabase(path), /has another name/);
  assert.deepEqual(readFileSync(folder.file('backup')), readFileSync(path));
  rmSync(folder.file('backup'));
  scrubDatabase(link);
  assert.equal(lstatSync(link).isSymbolicLink(), true);
  assert.deepEqual([keptRows(), filesWith()], [before, []]);
  await using _running = await openSqliteStorage({ path });
  assert.throws(() => scrubDatabase(link), FileLocked);
});

test('a scrub that was killed leaves the store as it was, and no copy of it after the next start', async () => {
  await oldFile(12_000);
  const before = keptRows();
  const index = new URL('../index.ts', import.meta.url).href;
  const script = `const { scrubDatabase } = await import(${JSON.stringify(index)}); scrubDatabase(${JSON.stringify(path)});`;
  const fresh = `${path}.scrubbing`;
  const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
    stdio: 'inherit',
  });
  const watcher = watch(dirname(path), () => {
    if (existsSync(fresh) && statSync(fresh).size > 0) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  watcher.close();
  assert.deepEqual([child.signalCode, existsSync(fresh)], ['SIGKILL', true], 'it was killed in the middle');
  assert.deepEqual(keptRows(), before);
  {
    await using storage = await openSqliteStorage({ path });
    assert.equal(storage.unscrubbed, null);
  }
  assert.deepEqual([existsSync(fresh), keptRows(), filesWith()], [false, before, []]);
});
