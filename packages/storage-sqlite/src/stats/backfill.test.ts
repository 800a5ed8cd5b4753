import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Stage, startMs } from '@asg/storage/contract';
import { writeTasksAsBefore } from '../contract/as-before.ts';
import { openWriteConnection } from '../file/connection.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

test('a file from before there were figures has those of all its tasks, agreement apart', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  const storage = await openSqliteStorage({ path });
  const stage = new Stage({ storage, lossy: false });
  const customerId = await stage.customer();
  const [first, second] = await stage.open(customerId, 4);
  await stage.labels(first!, 'cat', 'cat', 'dog');
  await stage.labels(second!, 'cat');
  const { settlement } = await stage.storeBatch(await stage.lane());
  stage.nowMs = startMs + 61_234;
  await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
  const range = { from: '2025-06-01', to: '2025-06-30' };
  const before = await storage.stats.get(customerId, range);
  assert.deepEqual(before.days[0]!.tasks, {
    pending: 2,
    in_progress: 1,
    verified: 0,
    settled: 1,
    expired: 0,
    cancelled: 0,
  });
  assert.equal(before.agreement.length, 1);
  await storage.close();

  await writeTasksAsBefore(path);

  const older = openWriteConnection(path);
  for (const table of ['day', 'settlement', 'agreement', 'category']) older.exec(`drop table stats_${table}`);
  older.exec(readFileSync(new URL('../migrations/0006-stats.sql', import.meta.url), 'utf8'));
  older.close();
  await using upgraded = await openSqliteStorage({ path });
  assert.deepEqual(await upgraded.stats.get(customerId, range), { ...before, agreement: [] });
});
