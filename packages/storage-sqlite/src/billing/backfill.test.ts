import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Task } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { aCoin, aCustomer, anOrder, aSettlement, IdSource, startMs } from '@asg/storage/contract';
import { writeTasksAsBefore } from '../contract/as-before.ts';
import { openWriteConnection } from '../file/connection.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

const migrations = ['0003-billing.sql', '0022-from-balance.sql'].map(
  (name) => new URL(`../migrations/${name}`, import.meta.url),
);
const seenAtMs = Date.UTC(2025, 7, 31, 23, 59, 59, 999);

test('a file from before there were bills is billed for all that it settled', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  const ids = new IdSource();
  const request = aCustomer(ids, 10);
  const { customerId } = request.customer;
  const earlyStop = { policy: 'threshold', threshold: 5, earlyStop: true, maxLabels: 11 } as const;
  const orders = [
    anOrder(ids, customerId),
    anOrder(ids, customerId, { consensus: earlyStop }),
    anOrder(ids, customerId),
  ];
  const first = await openSqliteStorage({ path });
  await first.customers.register(request);
  const tasks = orders.map((order) => ({ order, idempotency: null }));
  await first.tasks.open({ customerId, tasks, batch: null, nowMs: startMs });
  for (const { taskId } of orders.slice(0, 2)) await labelled(first, ids, taskId, 3);
  await labelled(first, ids, orders[2]!.taskId, 1);
  await first.tasks.cancel({ taskId: orders[2]!.taskId, nowMs: startMs });
  await settled(first, ids);
  const booked = await billed(first, customerId);
  assert.deepEqual(
    booked.days.map((day) => [day.date, day.tasksSettled, day.tasksPaidUnlabelled, day.labelsSaved]),
    [['2025-08-31', 2, 1, 2]],
  );
  await first.close();

  await writeTasksAsBefore(path);

  const older = openWriteConnection(path);
  older.exec('drop table usage_day; drop table usage_month;');
  for (const migration of migrations) older.exec(readFileSync(migration, 'utf8'));
  older.close();
  await using upgraded = await openSqliteStorage({ path });
  assert.deepEqual(await billed(upgraded, customerId), booked);
});

async function billed(storage: Storage, customerId: string) {
  return {
    days: await storage.billing.days(customerId, '2025-08'),
    month: await storage.billing.month(customerId, '2025-08'),
  };
}

async function labelled(storage: Storage, ids: IdSource, taskId: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const by = { workerId: ids.next('worker'), nonce: ids.nonce(), nowMs: startMs };
    await storage.tasks.change([
      { taskId, command: { do: 'assign', ...by, leaseMs: 1_000 } },
      { taskId, command: { do: 'label', ...by, label: 'cat' } },
    ]);
  }
}

async function settled(storage: Storage, ids: IdSource): Promise<void> {
  const laneId = 'lane-0';
  const settlementId = ids.next('settlement');
  const coin = aCoin(ids);
  const lane = await storage.lanes.acquire({ laneId, holder: 'settler', nowMs: startMs, holdMs: 1_000 });
  const { token } = lane!;
  await storage.lanes.hold({ laneId, token, untilMs: startMs + 1_000, coin });
  const due = await storage.settlement.reserve({ settlementId, laneId, token, limit: 9, nowMs: startMs });
  const settlement = aSettlement(ids, due as readonly Task[], { settlementId, laneId, coin });
  assert.equal(await storage.settlement.store({ settlement, token }), 'stored');
  for (const to of ['broadcasting', 'seen'] as const)
    await storage.settlement.advance({ settlementId, to, nowMs: seenAtMs, note: null });
}
