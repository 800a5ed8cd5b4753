import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { Beef, MerklePath, Transaction } from '@bsv/sdk';
import { LocalChain } from '../local/index.ts';
import { decodeBeef, encodeBeef, looksLikeBeef } from './beef.ts';
import { bumpRoot } from './bump.ts';
import { sha256 } from './digest.ts';
import { SigningKey } from './signing-key.ts';
import { buildTransaction } from './transaction-builder.ts';

const key = new SigningKey(sha256(Buffer.from('beef test')), 'local');
const { address } = key;

test('BEEF is what @bsv/sdk reads and writes: with the Merkle path once mined, with its parents by id before', async () => {
  await using chain = new LocalChain({ path: ':memory:', now: () => Date.UTC(2026, 0, 1) });
  // Each block lets one more of the miner's coins be spent: the transaction has several parents.
  for (let block = 0; block < 3; block++) chain.mine();
  const funded = chain.fund(address, sats(12_000_000_000));
  assert.ok(funded.ok);
  const { txid, raw } = funded.transaction;
  const unmined = encodeBeef(raw, null);
  const read = Beef.fromString(unmined, 'hex');
  assert.equal(read.toHex(), unmined);
  const parents = Transaction.fromHex(raw).inputs.map((input) => input.sourceTXID!);
  assert.equal(parents.length, 3);
  assert.deepEqual(
    read.txs.map((entry) => [entry.txid, entry.isTxidOnly]),
    [...parents.map((parent) => [parent, true]), [txid, false]],
  );
  assert.ok(read.isValid(true));

  const { height } = chain.mine()!;
  const mined = encodeBeef(raw, chain.bump(txid)!);
  const complete = Beef.fromString(mined, 'hex');
  assert.equal(complete.toHex(), mined);
  assert.ok(complete.isValid());
  assert.equal(complete.findTransactionForSigning(txid)!.id('hex'), txid);
  assert.equal(complete.bumps[0]!.blockHeight, height);
  assert.throws(() => encodeBeef(raw.slice(2), null), /not a raw transaction/);
});

test('a BEEF of each version is read as @bsv/sdk wrote it, and refused where it is cut or changed', async () => {
  await using chain = new LocalChain({ path: ':memory:', now: () => Date.UTC(2026, 0, 1) });
  const parent = chain.fund(address, sats(1_000_000));
  assert.ok(parent.ok);
  chain.mine();
  const child = buildTransaction({
    coins: [parent.coin],
    outputs: [],
    changeScript: key.lockingScript,
    feeRateSatsPerKb: 100,
    keys: [key],
  });
  assert.ok(child.ok);
  const { txid } = child.transaction;
  for (const version of [0xefbe_0001, 0xefbe_0002]) {
    const written = new Beef(version);
    const bump = MerklePath.fromHex(chain.bump(parent.transaction.txid)!);
    const mined = Transaction.fromHex(parent.transaction.raw);
    mined.merklePath = bump;
    written.mergeTransaction(mined);
    written.mergeTransaction(Transaction.fromHex(child.transaction.raw));
    written.sortTxs();
    const atomic = Buffer.from(written.toBinaryAtomic(txid)).toString('hex');
    for (const hex of [written.toHex(), atomic]) {
      assert.ok(looksLikeBeef(hex));
      const read = decodeBeef(hex);
      assert.ok(read.ok, read.ok ? '' : read.reason);
      assert.equal(read.beef.subject, txid);
      const [first, second] = [...read.beef.transactions.values()];
      assert.equal(first?.raw, parent.transaction.raw);
      assert.ok(first?.bump !== null && bumpRoot(first!.bump!, first!.transaction.txid).ok);
      assert.equal(second?.raw, child.transaction.raw);
      assert.equal(second?.bump, null);
      for (let length = 0; length < hex.length; length += 2)
        assert.equal(decodeBeef(hex.slice(0, length)).ok, false);
      assert.equal(decodeBeef(`${hex}00`).ok, false);
    }
    const other = Buffer.from(atomic, 'hex').fill(7, 4, 36).toString('hex');
    assert.deepEqual(decodeBeef(other), {
      ok: false,
      reason: 'the transaction that it is about is not in it',
    });
  }
  assert.equal(looksLikeBeef(child.transaction.raw), false);
  assert.equal(looksLikeBeef(child.transaction.extended), false);
  assert.deepEqual(decodeBeef('0300beef0000'), { ok: false, reason: 'an unknown version of BEEF' });
});
