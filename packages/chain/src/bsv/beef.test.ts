import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { Beef, Transaction } from '@bsv/sdk';
import { LocalChain } from '../local/index.ts';
import { encodeBeef } from './beef.ts';
import { sha256 } from './digest.ts';
import { SigningKey } from './signing-key.ts';

const { address } = new SigningKey(sha256(Buffer.from('beef test')), 'local');

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
