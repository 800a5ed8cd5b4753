import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stage, storageContract } from '@asg/storage/contract';
import { freshName, openStore } from './stores.ts';

storageContract('Aerospike', async () => {
  const name = freshName();
  let storage = await openStore(name);
  return {
    storage,
    reopen: async () => {
      await storage.close();
      storage = await openStore(name);
      return storage;
    },
    close: () => storage.close(),
  };
});

test('ten workers who claim at once at four gateways each get what they ask for', async () => {
  const name = freshName();
  await using all = new AsyncDisposableStack();
  const gateways = await Promise.all(Array.from({ length: 4 }, () => openStore(name)));
  for (const gateway of gateways) all.use(gateway);
  const stage = new Stage({ storage: gateways[0]!, lossy: false });
  const taskIds = await stage.open(await stage.customer(), 100);
  const workers = Array.from({ length: 10 }, () => stage.ids.next('worker'));
  const claimed = await Promise.all(
    workers.map((workerId, index) =>
      gateways[index % gateways.length]!.work.claim(stage.claimRequest(workerId, { count: 20 })),
    ),
  );
  for (const { tasks } of claimed) assert.equal(tasks.length, 20);
  for (const taskId of taskIds) assert.ok((await stage.task(taskId)).assignments.length <= 3);
});
