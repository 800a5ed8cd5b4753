import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { aCustomer, anOrder, IdSource, startMs } from '@asg/storage/contract';
import { openWriteConnection } from '../file/connection.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';

/** The schema as it was before tasks that one label can decide had a class of their own. */
const earlier = [
  '0001-initial',
  '0002-events-and-webhooks',
  '0003-billing',
  '0004-accounts',
  '0005-jobs',
  '0006-stats',
  '0007-settlements',
];

test('a queue from before one-short tasks went first keeps its order and everybody’s place in it', async () => {
  using folder = temporaryFolder();
  const path = folder.file('asg.db');
  const ids = new IdSource();
  const { customer } = aCustomer(ids, 10);
  const orders = [9, 5, 5, 5, 0].map((priority) => anOrder(ids, customer.customerId, { priority }));
  const [urgent, fresh, returned, later, low] = orders as [Order, Order, Order, Order, Order];
  const workerId = ids.next('worker');
  const db = openWriteConnection(path);
  for (const name of earlier)
    db.exec(readFileSync(new URL(`../migrations/${name}.sql`, import.meta.url), 'utf8'));
  const insert = db.prepare(
    `insert into task (id, customer_id, language, queue_rank, queue_seq, order_json) values (?, ?, '', ?, ?, ?)`,
  );
  // Two classes for each priority: those that came back, then fresh ones.
  const ranks: readonly (readonly [Order, rank: number])[] = [
    [urgent, 1],
    [fresh, 9],
    [returned, 8],
    [later, 9],
    [low, 19],
  ];
  for (const [i, [order, rank]] of ranks.entries())
    insert.run(order.taskId, order.customerId, rank, i + 1, JSON.stringify(order));
  const place = db.prepare(
    `insert into worker_cursor (worker_id, queue_rank, language, queue_seq) values (?, ?, '', ?)`,
  );
  place.run(workerId, 1, 1);
  place.run(workerId, 9, 2);
  db.exec(
    `insert into counter (name, reserved) values ('queue', 100); pragma user_version = ${earlier.length};`,
  );
  db.close();

  await using storage = await openSqliteStorage({ path });
  const claim = async (by: string): Promise<readonly string[]> => {
    const request = { workerId: by, languages: ['en'], count: 9, nonce: ids.nonce(), nowMs: startMs };
    const { tasks } = await storage.work.claim({ ...request, leaseMs: 1_000, liveMax: 99 });
    return tasks.map((task) => task.taskId);
  };
  const idsOf = (...list: readonly Order[]): readonly string[] => list.map((order) => order.taskId);
  assert.deepEqual(await claim(workerId), idsOf(returned, later, low));
  assert.deepEqual(await claim(ids.next('worker')), idsOf(urgent, returned, fresh, later, low));
});

type Order = ReturnType<typeof anOrder>;
