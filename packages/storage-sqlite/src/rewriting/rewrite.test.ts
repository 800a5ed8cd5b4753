import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { StoredRow } from '@asg/storage';
import { openReadConnection, openWriteConnection } from '../file/connection.ts';
import { ExportedRows } from '../file/export-rows.ts';
import { migrate } from '../file/migrate.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';
import { SettlementReader } from '../settlement/read.ts';

const frozen = new URL('../../../../tests/frozen/4f844f2/refinery.sqlite.gz', import.meta.url);
const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const tables = ['task', 'event', 'worker_history'] as const;
const clones = 30;
const patienceMs = 60_000;

/** A store of an earlier version, with many more rows of what it has in every state. */
function fill(path: string): void {
  writeFileSync(path, gunzipSync(readFileSync(frozen)), { mode: 0o600 });
  using db = new DatabaseSync(path);
  const id = (name: string): string => `substr(${name}, 1, 20) || printf('%010d', n + 1000)`;
  const many = `with recursive times (n) as (select 1 union all select n + 1 from times where n < ${clones})`;
  db.exec(`
    ${many} insert into event (id, customer_id, task_id, type, at, dispatched)
      select ${id('id')}, customer_id, ${id('task_id')}, type, at, dispatched from event, times where task_id like 'tsk_%' group by ${id('id')};
    ${many} insert or ignore into worker_history select worker_id, at, ${id('task_id')} from worker_history, times;
    ${many} insert or ignore into task
      select ${id('id')}, customer_id, language, queue_rank, queue_seq, due_since, reserved_by, expires_at,
        replace(order_json, id, ${id('id')}), work_json from task, times;
  `);
  migrate(openWriteConnection(path));
}

async function rowsOf(path: string): Promise<readonly unknown[]> {
  using rows = new ExportedRows(path);
  const all: unknown[] = [];
  for (const table of tables) {
    const { rows: found } = await rows.page({ table, after: null, limit: 1e6 });
    const plain = found.map(({ own: _own, work: _work, shape: _shape, ...row }: StoredRow) => ({
      ...row,
      ...(typeof row.order_json === 'string' && { order_json: JSON.parse(row.order_json) }),
      ...(typeof row.work_json === 'string' && { work_json: JSON.parse(row.work_json) }),
    }));
    all.push(plain.map((row) => JSON.stringify(row, (_, value) => sorted(value))).toSorted());
  }
  return all;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function listedSettlements(path: string): Promise<readonly unknown[]> {
  using db = openReadConnection(path);
  return await new SettlementReader(db).list({ before: null, limit: 1e6, state: null });
}

async function until(path: string, holds: string): Promise<void> {
  using db = openReadConnection(path);
  const found = db.prepare(`select ${holds} as holds`);
  for (let waitedMs = 0; found.get()?.holds !== 1; waitedMs += 5) {
    assert.ok(waitedMs < patienceMs, holds);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('rows of before are written anew while the store is open, also where it is killed in the midst, and say what they said', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  fill(path);
  const before = await rowsOf(path);
  const settlements = await listedSettlements(path);
  assert.ok(settlements.length > 0);

  const running = spawn(process.execPath, [child, path], { stdio: 'inherit' });
  await until(path, "exists (select 1 from rewriting where name = 'task' and place <> '')");
  running.kill('SIGKILL');
  await once(running, 'exit');
  {
    using db = openReadConnection(path);
    const old = db.prepare('select count(*) as count from task where own is null').get()?.count;
    assert.ok(Number(old) > 0, 'it was killed before the end');
  }
  assert.deepEqual(await rowsOf(path), before, 'half of it new');

  const storage = await openSqliteStorage({
    path,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  });
  let told = 0;
  storage.onWritten(() => told++);
  await until(path, 'not exists (select 1 from rewriting)');
  await storage.close();
  assert.equal(told, 0, 'nobody has work because of it');
  assert.deepEqual(await rowsOf(path), before, 'all of it new');
  assert.deepEqual(await listedSettlements(path), settlements);
  using db = openReadConnection(path);
  for (const whole of [
    "task where own is null or work_json is not null or customer_id like 'cust_%'",
    "event where id like 'evt_%' or task_id like 'tsk_%'",
    "worker_history where worker_id like 'wrk_%'",
    'settlement where id not in (select id from settlement_summary)',
  ])
    assert.equal(db.prepare(`select count(*) as count from ${whole}`).get()?.count, 0, whole);
});
