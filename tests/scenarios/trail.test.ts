import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLocalChain } from '@asg/chain';
import { trailRecordOf } from '@asg/domain';
import { auditMoney } from '@asg/engines';
import { startRefinery, TestApi } from '@asg/testing';

const kills = 3;
const writers = 6;
/** A kill waits for so many acknowledged changes since the one before. */
const changesPerKill = 12;

test('kill -9 between a change and its entry: each acknowledged change is in the trail once, and the chain is whole', async () => {
  await using refinery = await startRefinery();
  const account = { name: 'Demo', email: 'demo@example.com' };
  const { api_key: key, customer_id: ownerId } = await new TestApi(refinery.url).registerCustomer(account);
  const acknowledged: string[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const wanted = acknowledged.length + changesPerKill;
    let isOver = false;
    const write = async (): Promise<void> => {
      while (!isOver) {
        const request = { method: 'POST', path: '/v1/webhooks', token: key, expect: 'any' } as const;
        const body = { callback_url: 'https://hook.invalid/x' };
        try {
          const { status, body: made } = await new TestApi(refinery.url).send({ ...request, body });
          if (status !== 201) return;
          const { webhook_id } = made as { webhook_id: string };
          acknowledged.push(webhook_id);
          const path = `/v1/webhooks/${webhook_id}`;
          await new TestApi(refinery.url).send({ ...request, method: 'DELETE', path });
        } catch {
          // Cut off: whether it was made is not known.
          return;
        }
        if (acknowledged.length >= wanted) isOver = true;
      }
    };
    const running = Array.from({ length: writers }, write);
    await Promise.race(running);
    // Answers that are cut off may never come: nobody waits for them.
    await refinery.kill('SIGKILL');
    isOver = true;
    await refinery.start();
  }
  assert.ok(acknowledged.length >= kills, `${acknowledged.length} were acknowledged`);
  await refinery.kill('SIGKILL');
  await using storage = await refinery.openStorage();
  await using chain = openLocalChain({ path: join(refinery.dataDir, 'chain.sqlite'), now: () => Date.now() });
  const report = await auditMoney(storage, chain);
  assert.deepEqual(
    report.results.filter(({ ok }) => !ok),
    [],
  );
  const head = await storage.trailHeads.get(ownerId);
  const kept = await storage.trailEntries.ofOwner({ group: ownerId, limit: 10_000, after: null });
  const entries = new Map([...kept, ...(head?.tail ?? [])].map((entry) => [entry.number, entry]));
  assert.equal(entries.size, head?.count);
  const created = [...entries.values()].flatMap((entry) => {
    const record = trailRecordOf(entry);
    return record?.action === 'webhook.created' && record.outcome === 'done' ? [record.object] : [];
  });
  assert.deepEqual(
    acknowledged.filter((id) => !created.includes(id)),
    [],
    'each acknowledged change has its entry',
  );
  assert.equal(new Set(created).size, created.length, 'and has it once');
});
