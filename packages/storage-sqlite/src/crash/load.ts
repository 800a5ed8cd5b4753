/**
 * Run as a child process to be killed: writes without end, and prints a line for each write that was acknowledged,
 * `task <id>` or `label <task id> <worker id>`. Argument: the path of the database.
 */
import { aCustomer, anOrder, IdSource, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '../index.ts';

const atOnce = 8;
const leaseMs = 600_000;

const storage = await openSqliteStorage({ path: process.argv[2]! });
const ids = new IdSource();
const registration = aCustomer(ids, 1_000_000);
await storage.customers.register(registration);
const { customerId } = registration.customer;

async function write(): Promise<never> {
  const workerId = ids.next('worker');
  for (;;) {
    const order = anOrder(ids, customerId);
    const tasks = [{ order, idempotency: null }];
    await storage.tasks.open({ customerId, tasks, batch: null, nowMs: startMs });
    process.stdout.write(`task ${order.taskId}\n`);
    const nonce = ids.nonce();
    const claim = { workerId, languages: [], count: 1, nonce, nowMs: startMs, leaseMs, liveMax: 9 };
    for (const { taskId } of (await storage.work.claim(claim)).tasks) {
      const command = { do: 'label', workerId, nonce, label: 'cat', nowMs: startMs } as const;
      await storage.tasks.change([{ taskId, command }]);
      process.stdout.write(`label ${taskId} ${workerId}\n`);
    }
  }
}

await Promise.all(Array.from({ length: atOnce }, write));
