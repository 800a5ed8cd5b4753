import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchCounts, scopeSum } from '@asg/domain';
import { Stage } from '@asg/storage/contract';
import { openWriteConnection } from '../file/connection.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

test('a batch of before there were sums gets its own from its tasks, also where some of them have moved since', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  const storage = await openSqliteStorage({ path });
  const stage = new Stage({ storage, lossy: false });
  const customerId = await stage.customer();
  const batchId = stage.ids.next('batch');
  const orders = Array.from({ length: 4 }, () => stage.order(customerId, { batchId }));
  const tasks = orders.map((order) => ({ order, idempotency: null }));
  const batch = { batchId, idempotency: null };
  await storage.tasks.open({ customerId, tasks, batch, nowMs: stage.nowMs });
  const [labelled, decided, moved] = orders.map(({ taskId }) => taskId);
  await stage.labels(labelled!, 'cat');
  await stage.labels(decided!, 'cat', 'cat', 'cat');
  await storage.close();

  const older = openWriteConnection(path);
  older.exec(
    "update batch set task_count = null, repeated = null; delete from result_sum where figure like 'in_%'",
  );
  older.close();
  await using upgraded = await openSqliteStorage({ path });
  await upgraded.tasks.cancel({ taskId: moved!, nowMs: stage.nowMs });
  assert.equal((await upgraded.tasks.batchHead(batchId))?.repeated, null);
  assert.equal(await upgraded.tasks.countBatch(batchId), true);
  const head = await upgraded.tasks.batchHead(batchId);
  assert.deepEqual([head?.taskCount, head?.repeated], [4, []]);
  const [figures = {}] = await upgraded.stats.results([scopeSum({ of: 'batch', id: batchId })]);
  const expected = { pending: 1, in_progress: 1, verified: 1, settled: 0, expired: 0, cancelled: 1 };
  assert.deepEqual(batchCounts(4, figures, []), expected);
});
