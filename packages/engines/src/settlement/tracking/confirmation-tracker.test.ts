import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTransaction, ChainUnavailable, type TransactionStatus } from '@asg/chain';
import { type Coin, type SettlementRecord, sats } from '@asg/domain';
import {
  allSettlements,
  type Bench,
  bench,
  paidTo,
  seenBatch,
  settle,
  verifiedTasks,
} from '../../testing/settlement-bench.ts';

async function stateOf({ storage }: Bench, { settlementId }: SettlementRecord): Promise<string | undefined> {
  return (await storage.settlement.get(settlementId))?.state;
}

/** Signs another payment of the coin to the treasury, as somebody who stole the key would, and has it mined deep. */
function steal({ chain, treasury }: Bench, coin: Coin, depth: number): string {
  const built = buildTransaction({
    coins: [coin],
    outputs: [{ satoshis: sats(1_000), lockingScript: treasury.lockingScript }],
    changeScript: treasury.lockingScript,
    feeRateSatsPerKb: 500,
    keys: [treasury],
  });
  assert.ok(built.ok);
  assert.equal(chain.submit(built.transaction.extended).kind, 'accepted');
  for (let i = 0; i < depth; i++) chain.mine();
  return built.transaction.txid;
}

test('a batch is mined with a proof that leads to our own headers, and final six blocks deep', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const batch = await seenBatch(parts, settler);
  const block = parts.chain.mine()!;
  await settle(settler);
  const mined = await parts.storage.settlement.get(batch.settlementId);
  assert.equal(mined?.state, 'mined');
  assert.deepEqual(mined.proof, {
    blockHash: block.hash,
    blockHeight: block.height,
    bump: parts.chain.bump(batch.txid),
    header: block.header,
  });
  for (let depth = 2; depth <= 6; depth++) {
    assert.equal(await stateOf(parts, batch), 'mined');
    parts.chain.mine();
    await settle(settler);
  }
  assert.equal(await stateOf(parts, batch), 'final');
  assert.deepEqual((await parts.storage.settlement.get(batch.settlementId))?.proof, mined.proof);
});

test('a proof that does not lead to our headers is not believed', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const [one, other] = [await seenBatch(parts, settler), await seenBatch(parts, settler)];
  parts.chain.mine();
  const bump = parts.chain.bump(other.txid)!;
  const status = parts.chain.status.bind(parts.chain);
  t.mock.method(parts.chain, 'status', async (txid: string) => {
    const honest = await status(txid);
    return txid === one.txid && honest.kind === 'mined' ? { ...honest, bump } : honest;
  });
  await settle(settler);
  assert.deepEqual([await stateOf(parts, one), await stateOf(parts, other)], ['seen', 'mined']);
});

for (const [what, answer] of Object.entries({
  'does not know': async () => ({ kind: 'unknown' }) as const,
  'shows a wrong path for': async (honest: TransactionStatus) =>
    honest.kind === 'mined' ? { ...honest, bump: `${honest.bump.slice(0, -2)}00` } : honest,
  'is silent about': () => Promise.reject(new ChainUnavailable('provider: no answer')),
}))
  test(`a transaction that the provider ${what} is mined once another source proves it`, async (t) => {
    const parts = await bench(t);
    const settler = parts.newSettler();
    const batch = await seenBatch(parts, settler);
    parts.chain.mine();
    const status = parts.chain.status.bind(parts.chain);
    t.mock.method(parts.chain, 'status', async (txid: string) => answer(await status(txid)));
    const asked = t.mock.method(parts.chain, 'otherProofs', async (txid: string) => {
      const honest = await status(txid);
      // Two claims, as of a transaction that was in a block that left the chain: the first leads nowhere.
      return honest.kind === 'mined' ? [{ ...honest, blockHash: 'ab'.repeat(32) }, honest] : [];
    });
    await settle(settler);
    assert.equal(await stateOf(parts, batch), 'mined');
    assert.equal(asked.mock.callCount(), 1);
    const { proof } = (await parts.storage.settlement.get(batch.settlementId))!;
    assert.equal(proof?.bump, parts.chain.bump(batch.txid));
  });

test('a block that is taken back makes its transactions stale; the same bytes are sent and mined again', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const batches = [await seenBatch(parts, settler), await seenBatch(parts, settler)];
  parts.chain.mine();
  await settle(settler);
  assert.equal(await stateOf(parts, batches[1]!), 'mined');
  parts.chain.reorganise(1);
  await settle(settler);
  for (const batch of batches) {
    const again = await parts.storage.settlement.get(batch.settlementId);
    assert.deepEqual([again?.state, again?.proof, again?.raw], ['seen', null, batch.raw]);
  }
  parts.chain.mine();
  await settle(settler);
  assert.equal(await stateOf(parts, batches[1]!), 'mined');
});

test('what the network forgot is sent again, parents first, and no worker is paid twice', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const batches = [await seenBatch(parts, settler), await seenBatch(parts, settler)];
  assert.deepEqual(batches[1]!.inputs, [batches[0]!.change]);
  assert.ok(parts.chain.evict(batches[0]!.txid));
  assert.equal((await parts.chain.status(batches[1]!.txid)).kind, 'unknown');
  parts.clock.advance(60_000);
  await settle(settler);
  for (const batch of batches) assert.equal(await stateOf(parts, batch), 'seen');
  assert.equal((await parts.chain.status(batches[1]!.txid)).kind, 'seen');
  assert.equal(await paidTo(parts.chain, batches[0]!.payees[0]!.outputs[0]!.lockingScript), 650);
});

test('an unknown status word about a tracked transaction does not mean that it was lost', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const batch = await seenBatch(parts, settler);
  const status = parts.chain.status.bind(parts.chain);
  const mocked = t.mock.method(parts.chain, 'status', () =>
    Promise.resolve({ kind: 'sending', word: 'TELEPORTED' }),
  );
  parts.clock.advance(60_000);
  await settle(settler);
  assert.ok(mocked.mock.callCount() > 0);
  assert.equal(await stateOf(parts, batch), 'seen');
  mocked.mock.mockImplementation(status as never);
  parts.chain.mine();
  await settle(settler);
  assert.equal(await stateOf(parts, batch), 'mined');
});

test('a double spend that wins is believed when it is six blocks deep; then the batch and its child are replaced', async (t) => {
  const parts = await bench(t);
  const settler = parts.newSettler();
  const [parent, child] = [await seenBatch(parts, settler), await seenBatch(parts, settler)];
  assert.ok(parts.chain.evict(parent.txid));
  const [coin] = parent.inputs;
  steal(parts, coin!, 4);
  parts.fund(1_000_000);
  for (let i = 0; i < 3; i++) await settle(settler);
  assert.equal(settler.status.kind, 'unresolved');
  assert.equal((await allSettlements(parts)).length, 2, 'not dead yet');
  parts.chain.mine();
  for (let i = 0; i < 8; i++) {
    parts.clock.advance(60_000);
    await settle(settler);
  }
  const made = await allSettlements(parts);
  assert.deepEqual(
    made.map((one) => one.state),
    ['failed', 'failed', 'seen', 'seen'],
  );
  const [, , replacement, grandchild] = made;
  assert.deepEqual([replacement!.replaces, grandchild!.replaces], [parent.settlementId, child.settlementId]);
  assert.deepEqual(grandchild!.inputs, [replacement!.change]);
  assert.equal(
    await paidTo(parts.chain, parent.payees[0]!.outputs[0]!.lockingScript),
    650,
    'paid once in all',
  );
  const { workerId } = parent.payees[0]!;
  assert.equal((await parts.storage.workers.totals(workerId)).paidSats, 650);
  assert.deepEqual(settler.status, { kind: 'running' });
});

test('a transaction that the network calls wrong halts its lane and is kept', async (t) => {
  const parts = await bench(t);
  await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  const refusal = { kind: 'rejected', code: 461, reason: 'script failed', fault: 'ours' } as const;
  t.mock.method(parts.chain, 'broadcast', () => Promise.resolve(refusal));
  const settler = parts.newSettler();
  await settle(settler);
  await verifiedTasks(parts, 1);
  parts.clock.advance(10_000);
  await settle(settler);
  assert.deepEqual(
    (await allSettlements(parts)).map((one) => one.state),
    ['unknown'],
  );
  assert.ok(settler.status.kind === 'unresolved' && settler.status.note.includes('script failed'));
});
