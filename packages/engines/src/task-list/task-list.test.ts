import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  anyTask,
  encodeUlid,
  idPrefixes,
  jobTaskId,
  manifestLinesMax,
  type TaskFilter,
  type TaskOrder,
} from '@asg/domain';
import { aCustomer, anOrder, IdSource } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { TaskList } from './task-list.ts';

const jobMs = 1_750_000_000_000;
const jobAt = (digit: number): string => idPrefixes.job + encodeUlid(jobMs, new Uint8Array(16).fill(digit));

test('the tasks of a job are found among others of its very millisecond, its first and last line too', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const ids = new IdSource();
  const request = aCustomer(ids, 100);
  await storage.customers.register(request);
  const { customerId } = request.customer;
  const [job, other] = [jobAt(7), jobAt(8)];
  const line = (jobId: string, n: number): TaskOrder =>
    anOrder(ids, customerId, {
      taskId: jobTaskId(jobId, n),
      jobId,
      type: n === 2 ? 'sentiment' : 'moderation',
    });
  const ofJob = [line(job, 1), line(job, 2), line(job, 3), line(job, manifestLinesMax)];
  const orders = [...ofJob, line(other, 1), line(other, manifestLinesMax), anOrder(ids, customerId)];
  const tasks = orders.map((order) => ({ order, idempotency: null }));
  await storage.tasks.open({ customerId, tasks, batch: null, nowMs: jobMs });

  const list = new TaskList({ storage });
  const walk = async (filter: Partial<TaskFilter>): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await list.page(customerId, { ...anyTask, ...filter }, { limit: 1, cursor });
      found.push(...page.tasks.map((task) => task.taskId));
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  };
  const newest = ofJob.map((order) => order.taskId).toReversed();
  assert.deepEqual(await walk({ jobId: job }), newest);
  assert.deepEqual(await walk({ jobId: job, type: 'sentiment' }), [newest[2]]);
  assert.equal((await walk({ jobId: other })).length, 2);
  assert.equal((await walk({})).length, orders.length);
  assert.equal((await walk({ createdAfterMs: jobMs - 1, createdBeforeMs: jobMs + 1 })).length, orders.length);
  assert.deepEqual(await walk({ createdAfterMs: jobMs }), []);
  assert.deepEqual(await walk({ createdBeforeMs: jobMs }), []);
});
