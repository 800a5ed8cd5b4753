import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Coin, sats } from '@asg/domain';
import { Beef, MerklePath, Transaction } from '@bsv/sdk';
import { type BuildResult, buildTransaction, SigningKey, sha256 } from '../bsv/index.ts';
import { LocalChain } from '../local/index.ts';
import { readPosted } from './posted-transaction.ts';

const payer = new SigningKey(sha256(Buffer.from('payer')), 'local');

function spend(coin: Coin): BuildResult & { readonly ok: true } {
  const plan = { outputs: [], changeScript: payer.lockingScript, feeRateSatsPerKb: 100, keys: [payer] };
  const built = buildTransaction({ ...plan, coins: [coin] });
  assert.ok(built.ok);
  return built;
}

/** A mined transaction, and two that spend from it one after the other and are in no block. */
async function family() {
  const chain = new LocalChain({ path: ':memory:', now: () => Date.UTC(2026, 0, 1) });
  const funded = chain.fund(payer.address, sats(1_000_000));
  assert.ok(funded.ok);
  chain.mine();
  const parent = spend(funded.coin);
  const child = spend(parent.change);
  return { chain, funded, parent, child };
}

test('a transaction in extended format is to be sent as it is; a raw one does not show what it spends', async () => {
  const { chain, parent } = await family();
  await using _ = chain;
  const { raw, extended, txid } = parent.transaction;
  const read = readPosted(extended);
  assert.ok(read.ok);
  assert.deepEqual(read.posted.toSend, [parent.transaction]);
  assert.equal(read.posted.raw, raw);
  const bare = readPosted(raw);
  assert.ok(bare.ok);
  assert.equal(bare.posted.toSend, null);
  assert.equal(bare.posted.transaction.txid, txid);
});

test('a BEEF is sent with its ancestors that are in no block, parents first, whatever else it holds', async () => {
  const { chain, funded, parent, child } = await family();
  await using _ = chain;
  const beef = new Beef();
  const root = Transaction.fromHex(funded.transaction.raw);
  root.merklePath = MerklePath.fromHex(chain.bump(funded.transaction.txid)!);
  beef.mergeTransaction(root);
  beef.mergeTransaction(Transaction.fromHex(parent.transaction.raw));
  beef.mergeTransaction(Transaction.fromHex(child.transaction.raw));
  beef.sortTxs();
  const read = readPosted(beef.toHex());
  assert.ok(read.ok, read.ok ? '' : read.reason);
  assert.deepEqual(read.posted.toSend, [parent.transaction, child.transaction]);
  for (const one of read.posted.toSend!)
    assert.deepEqual(
      await chain.broadcast(one),
      { kind: 'accepted' },
      'the network takes them in this order',
    );

  const lacking = new Beef();
  lacking.mergeTransaction(Transaction.fromHex(child.transaction.raw));
  const refused = readPosted(lacking.toHex());
  assert.deepEqual(refused, { ok: false, reason: `it lacks the output ${parent.transaction.txid}:0` });
});

test('what is not signed by its owner, or pays out more than it spends, is refused with the reason', async () => {
  const { chain, parent } = await family();
  await using _ = chain;
  const { extended } = parent.transaction;
  const unlocking = Transaction.fromHex(parent.transaction.raw).inputs[0]!.unlockingScript!.toHex();
  const forged = extended.replace(unlocking, unlocking.replace(/.{20}$/, '00'.repeat(10)));
  const unsigned = readPosted(forged);
  assert.equal(unsigned.ok, false);
  assert.match(unsigned.ok ? '' : unsigned.reason, /^input 0: /);
  const value = (satoshis: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(satoshis));
    return bytes.toString('hex');
  };
  const poorer = readPosted(extended.replace(value(1_000_000), value(1_000)));
  assert.match(poorer.ok ? '' : poorer.reason, /^outputs \(\d+\) exceed inputs \(1000\)$/);
  for (const hex of ['', 'zz', '00', extended.slice(2), `${extended}00`])
    assert.equal(readPosted(hex).ok, false);
});
