import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '@asg/domain';
import { Stage } from '@asg/storage/contract';
import type { AerospikeStorage } from '@asg/storage-aerospike';
import { at } from '@asg/values/present';
import { counted, lostWrites } from '../parts/counted.ts';
import { freshName, openStore } from '../stores.ts';

const gatewayCount = 4;
const workersEach = 4;
const claimsEach = 6;
const claimTasks = 20;
const openAtOnce = 500;

/** Gateways of one store in which so many tasks wait, for three labels each. */
async function gateways(
  waiting: number,
  count: number,
  use: (stage: Stage, all: readonly AerospikeStorage[]) => Promise<void>,
): Promise<void> {
  const name = freshName();
  await using stack = new AsyncDisposableStack();
  const all = await Promise.all(Array.from({ length: count }, () => openStore(name)));
  for (const gateway of all) stack.use(gateway);
  const [first] = all;
  assert.ok(first !== undefined);
  const stage = new Stage({ storage: first, lossy: false });
  const customer = await stage.customer();
  for (let opened = 0; opened < waiting; opened += openAtOnce) await stage.open(customer, openAtOnce);
  await use(stage, all);
}

for (const count of [1, gatewayCount])
  test(`ten workers at once who ask ${count} gateways for 20 of 1,000 tasks each get their 20`, async () => {
    await gateways(1_000, count, async (stage, all) => {
      const before = await counted(lostWrites);
      const workers = Array.from({ length: 10 }, () => stage.ids.next('worker'));
      const claimed = await Promise.all(
        workers.map((workerId, index) =>
          (all[index % count] ?? stage.storage).work.claim(
            stage.claimRequest(workerId, { count: claimTasks }),
          ),
        ),
      );
      assert.deepEqual(
        claimed.map(({ tasks }) => tasks.length),
        workers.map(() => claimTasks),
      );
      const lost = (await counted(lostWrites)) - before;
      assert.ok(lost <= 2 * workers.length, `${lost} records were lost`);
    });
  });

test('workers who claim at four gateways at once rarely meet, and no task gets a label too many', async () => {
  await gateways(2_000, gatewayCount, async (stage, all) => {
    const before = await counted(lostWrites);
    const workers = all.flatMap((gateway) =>
      Array.from({ length: workersEach }, () => ({ gateway, workerId: stage.ids.next('worker') })),
    );
    const held = await Promise.all(
      workers.map(async ({ gateway, workerId }) => {
        const mine: Task[] = [];
        for (let i = 0; i < claimsEach; i++) {
          const { tasks } = await gateway.work.claim(stage.claimRequest(workerId, { count: claimTasks }));
          assert.equal(tasks.length, claimTasks);
          mine.push(...tasks);
        }
        return mine;
      }),
    );
    const lost = (await counted(lostWrites)) - before;
    const claims = workers.length * claimsEach;
    assert.ok(lost <= 2 * claims, `${lost} records were lost in ${claims} claims`);
    const labelled = await Promise.all(
      workers.map(({ gateway, workerId }, index) =>
        gateway.tasks.change(
          at(held, index).map((task) => ({
            taskId: task.taskId,
            command: stage.labelCommand(task, workerId, 'cat'),
          })),
        ),
      ),
    );
    assert.ok(labelled.flat().every((outcome) => outcome?.kind === 'applied'));
    const times = Map.groupBy(held.flat(), ({ taskId }) => taskId);
    assert.ok([...times.values()].every(({ length }) => length <= 3));
  });
});
