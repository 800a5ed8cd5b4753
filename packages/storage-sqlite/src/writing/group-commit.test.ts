import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type OpenTasks, StorageUnavailable } from '@asg/storage';
import { aCustomer, anOrder, aWorker, IdSource, startMs } from '@asg/storage/contract';
import { openReadConnection, openWriteConnection } from '../file/connection.ts';
import { migrate } from '../file/migrate.ts';
import { temporaryFolder } from '../file/temporary-folder.ts';
import { openSqliteStorage } from '../index.ts';
import { GroupCommit } from './group-commit.ts';
import { GroupWriter, type Write } from './group-writer.ts';
import { inlineTransport } from './inline-transport.ts';
import { threadTransport } from './thread-transport.ts';
import type { WriteTransport } from './transport.ts';

/** A transport that notes the size of each group. */
function counting(transport: WriteTransport): WriteTransport & { readonly sizes: readonly number[] } {
  const sizes: number[] = [];
  const send = (group: readonly Write[]) => {
    sizes.push(group.length);
    return transport.send(group);
  };
  return { sizes, groupsAtOnce: transport.groupsAtOnce, send, close: () => transport.close() };
}

function memoryTransport(): WriteTransport {
  const db = openWriteConnection(':memory:');
  migrate(db);
  return inlineTransport(db);
}

const registration = (ids: IdSource): Write => ({
  noun: 'workers',
  operation: 'register',
  argument: aWorker(ids),
});

describe('group commit', () => {
  test('writes of one turn share a transaction', async () => {
    const transport = counting(memoryTransport());
    const writes = new GroupCommit(transport);
    const ids = new IdSource();
    await Promise.all(Array.from({ length: 20 }, () => writes.submit(registration(ids))));
    await writes.submit(registration(ids));
    assert.deepEqual(transport.sizes, [20, 1]);
    await writes.close();
  });

  for (const thread of [false, true]) {
    test(`a write that fails leaves its companions alone${thread ? ', in a thread' : ''}`, async () => {
      using folder = temporaryFolder();
      const storage = await openSqliteStorage({ path: folder.file('asg.db'), thread });
      const ids = new IdSource();
      const registration = aCustomer(ids, 10);
      await storage.customers.register(registration);
      const { customerId } = registration.customer;
      const request = (owner: string): OpenTasks => {
        const tasks = [{ order: anOrder(ids, owner), idempotency: null }];
        return { customerId: owner, tasks, batch: null, nowMs: startMs };
      };
      const requests = [customerId, ids.next('customer'), customerId].map(request);
      const hash = (() => 'no string') as unknown as string;
      const unsendable = { session: { hash, proof: 'p', expiresAtMs: 0 }, nowMs: startMs };
      const outcomes = await Promise.allSettled([
        ...requests.map((r) => storage.tasks.open(r)),
        storage.sessions.openConsole(unsendable),
      ]);
      const statuses = outcomes.map((outcome) => outcome.status);
      assert.deepEqual(statuses, ['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      const culprit = outcomes[1] as PromiseRejectedResult;
      assert.match(String(culprit.reason), /no customer/);
      assert.ok(!(culprit.reason instanceof StorageUnavailable));
      assert.equal((await storage.customers.get(customerId))?.quotaLeft, 8);
      const claim = { languages: [], nonce: ids.nonce(), nowMs: startMs, leaseMs: 1, liveMax: 9 };
      const { tasks } = await storage.work.claim({ ...claim, workerId: ids.next('worker'), count: 9 });
      assert.equal(tasks.length, 2);
      await storage.close();
    });
  }

  test('what a group that failed had counted is counted once', async () => {
    const storage = await openSqliteStorage({ path: ':memory:' });
    const ids = new IdSource();
    const owner = aCustomer(ids, 10);
    const worker = aWorker(ids);
    await storage.customers.register(owner);
    await storage.workers.register(worker);
    const { customerId } = owner.customer;
    const { workerId } = worker.worker;
    const open = (of: string) => {
      const tasks = [{ order: anOrder(ids, of), idempotency: null }];
      return storage.tasks.open({ customerId: of, tasks, batch: null, nowMs: startMs });
    };
    const nonce = ids.nonce();
    const claim = { workerId, languages: ['en'], nonce, nowMs: startMs, leaseMs: 1_000, liveMax: 9 };
    const label = (taskId: string) => {
      const command = { do: 'label', workerId, nonce, label: 'cat', nowMs: startMs } as const;
      return storage.tasks.change([{ taskId, command }]);
    };
    await open(customerId);
    const [task] = (await storage.work.claim({ ...claim, count: 1 })).tasks;
    assert.ok(task);
    const outcomes = await Promise.allSettled([label(task.taskId), open(ids.next('customer'))]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal((await storage.workers.totals(workerId)).labels, 1);
    assert.equal((await storage.trust.signals(workerId)).recent, 1);
    await storage.close();
  });

  test('a group that comes while another is written shares its commit, and its culprit fails alone', () => {
    using folder = temporaryFolder();
    const path = folder.file('asg.db');
    using db = openWriteConnection(path);
    migrate(db);
    using reads = openReadConnection(path);
    const count = () => reads.prepare('select count(*) as count from worker').get()?.count;
    const ids = new IdSource();
    const culprit: Write = { noun: 'tasks', operation: 'open', argument: null };
    const writer = new GroupWriter(db);
    const seen: unknown[] = [];
    const more = (late: Write[]) => () => {
      seen.push(count());
      return late.splice(0);
    };
    const good = writer.run([registration(ids)], more([registration(ids), registration(ids)]));
    assert.deepEqual([good.map(({ ok }) => ok), seen, count()], [[true, true, true], [0, 0], 3]);
    const mixed = writer.run([registration(ids)], more([culprit, registration(ids)]));
    assert.deepEqual([mixed.map(({ ok }) => ok), count()], [[true, false, true], 5]);
  });

  test('a close waits for the writes under way and refuses later ones', async () => {
    const storage = await openSqliteStorage({ path: ':memory:' });
    const ids = new IdSource();
    const under = storage.workers.register(aWorker(ids));
    const closing = storage.close();
    await assert.rejects(storage.workers.register(aWorker(ids)), StorageUnavailable);
    assert.equal(await under, 'registered');
    await closing;
  });

  test('when the writing thread dies, all waiting writes and all later ones are refused', async () => {
    using folder = temporaryFolder();
    const path = folder.file('asg.db');
    using db = openWriteConnection(path);
    migrate(db);
    const transport = await threadTransport(path);
    // Not a group: the thread does not survive it.
    const writes = new GroupCommit({ ...transport, send: () => transport.send(7 as never) });
    const ids = new IdSource();
    const first = writes.submit(registration(ids));
    const second = first.catch(() => writes.submit(registration(ids)));
    const waiting = writes.submit(registration(ids));
    await assert.rejects(first, StorageUnavailable);
    await assert.rejects(waiting, StorageUnavailable);
    await assert.rejects(second, StorageUnavailable);
    await writes.close();
  });
});
