import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { AuditTallies } from '@asg/domain';
import { Stage } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { BatchAudit } from './batch-audit.ts';

test('a batch whose sum is not what its tasks are is found, and mended by counting it anew', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-batch-audit-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'asg.db');
  const storage = await openSqliteStorage({ path });
  const stage = new Stage({ storage, lossy: false });
  const customerId = await stage.customer();
  const batchId = stage.ids.next('batch');
  const orders = [stage.order(customerId, { batchId }), stage.order(customerId, { batchId })];
  const tasks = orders.map((order) => ({ order, idempotency: null }));
  const batch = { batchId, idempotency: null };
  await storage.tasks.open({ customerId, tasks, batch, nowMs: stage.nowMs });
  await stage.labels(orders[0]!.taskId, 'cat');
  await storage.close();
  const file = new DatabaseSync(path);
  file.exec("update result_sum set value = 2 where figure = 'in_in_progress'");
  file.close();

  await using opened = await openSqliteStorage({ path });
  const found = async () => {
    const tallies = new AuditTallies();
    const audit = new BatchAudit(opened, tallies);
    for (let again = 0; again < 2; again++)
      await audit.look((await opened.tasks.scan({ after: null, limit: 10 })).tasks);
    return tallies.results
      .filter(({ check }) => check === 'batches')
      .map(({ checked, failed }) => [checked, failed]);
  };
  assert.deepEqual(await found(), [[1, 1]]);
  await opened.tasks.countBatch(batchId);
  assert.deepEqual(await found(), [[1, 0]]);
});
