import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import {
  buildTransaction,
  dataScript,
  hasProofOfWork,
  headerHash,
  merkleRoot,
  parseHeader,
  parseRawTransaction,
  serialiseRaw,
  verifyBump,
} from '../bsv/index.ts';
import { coinbaseMaturityBlocks } from './admission.ts';
import { minerKey } from './mining.ts';

import { funded, openChain, pay, refusal, startMs, treasury, worker } from './testing/payments.ts';

test('every block of a new chain has proof of work, its Merkle root, and follows the one before', async () => {
  await using chain = openChain();
  assert.equal(chain.lastBlock().height, 101);
  let previousHash = '00'.repeat(32);
  let previousTime = 0;
  for (let height = 0; height <= 101; height++) {
    const block = chain.reads.blockAt(height);
    const parsed = parseHeader(block?.header ?? '');
    assert.ok(block && parsed.ok);
    const { header } = parsed;
    assert.equal(header.previousHash, previousHash);
    assert.equal(headerHash(header), block.hash);
    assert.ok(hasProofOfWork(header) && header.time > previousTime && header.time <= startMs / 1000 + 1);
    assert.equal(header.merkleRoot, merkleRoot(chain.reads.blockTxids(height, 0, 10)));
    assert.equal(chain.reads.blockByHash(block.hash)?.height, height);
    previousHash = block.hash;
    previousTime = header.time;
  }
});

test('a payment is seen at once, then mined with a proof that verifies under its header', async () => {
  await using chain = openChain();
  const coin = funded(chain);
  const { transaction, change } = pay(coin, 5_000);
  assert.deepEqual(await chain.broadcast(transaction), { kind: 'accepted' });
  assert.deepEqual(await chain.status(transaction.txid), { kind: 'seen' });
  assert.deepEqual(await chain.unspent(treasury.address, 10), [{ ...change, confirmed: false }]);
  const block = chain.mine();
  assert.ok(block);
  const status = await chain.status(transaction.txid);
  assert.ok(status.kind === 'mined' && status.blockHeight === 102 && status.blockHash === block.hash);
  const parsed = parseHeader(block.header);
  assert.ok(parsed.ok && verifyBump(status.bump, transaction.txid, parsed.header.merkleRoot));
  // The block holds a parent and its child; the coinbase gets both fees.
  assert.deepEqual(chain.reads.blockTxids(102, 1, 10), [coin.txid, transaction.txid]);
});

test('the same transaction sent again is accepted, in a node’s words already known', async () => {
  await using chain = openChain();
  const { transaction } = pay(funded(chain), 5_000);
  assert.equal(chain.submit(transaction.extended).kind, 'accepted');
  const again = chain.submit(transaction.raw);
  assert.ok(again.kind === 'known' && again.code === -27);
  chain.mine();
  const mined = chain.submit(transaction.extended);
  assert.ok(mined.kind === 'known' && mined.code === -26 && mined.message === '257: txn-already-known');
  assert.deepEqual(await chain.broadcast(transaction), { kind: 'accepted' });
});

test('a double spend is refused and makes the accepted one contested, until a block decides', async () => {
  await using chain = openChain();
  const coin = funded(chain);
  const first = pay(coin, 5_000).transaction;
  const second = pay(coin, 6_000).transaction;
  chain.submit(first.extended);
  assert.equal(refusal(chain, second.extended), '-26 258: txn-mempool-conflict');
  assert.deepEqual(await chain.status(first.txid), { kind: 'contested', competing: [second.txid] });
  assert.deepEqual(await chain.status(second.txid), {
    kind: 'rejected',
    reason: '258: txn-mempool-conflict',
    refusal: { kind: 'rejected', code: -26, reason: '258: txn-mempool-conflict', fault: 'conflict' },
  });
  chain.mine();
  assert.equal((await chain.status(first.txid)).kind, 'mined');
  assert.equal(refusal(chain, second.extended), '-25 Missing inputs');
});

test('bytes without a valid signature contest nothing', async () => {
  await using chain = openChain();
  const coin = funded(chain);
  const first = pay(coin, 5_000).transaction;
  chain.submit(first.extended);
  const forged = tampered(pay(coin, 6_000).transaction.raw, 7_000);
  assert.equal(refusal(chain, forged), '-26 258: txn-mempool-conflict');
  assert.deepEqual(await chain.status(first.txid), { kind: 'seen' });
});

function tampered(raw: string, amount: number): string {
  const parsed = parseRawTransaction(raw);
  assert.ok(parsed.ok);
  const outputs = parsed.transaction.outputs.map((output, n) =>
    n === 1 ? { ...output, satoshis: sats(amount) } : output,
  );
  return serialiseRaw({ ...parsed.transaction, outputs }).toString('hex');
}

test('each fault is refused in a node’s words and leaves no trace in the coins', async () => {
  await using chain = openChain();
  const coin = funded(chain);
  const { transaction } = pay(coin, 5_000);
  const parsed = parseRawTransaction(transaction.raw);
  assert.ok(parsed.ok);
  const good = parsed.transaction;
  const [input] = good.inputs;
  assert.ok(input);
  const hex = (change: Partial<typeof good>) => serialiseRaw({ ...good, ...change }).toString('hex');
  const output = (satoshis: number, lockingScript: string) => ({
    outputs: [{ satoshis: sats(satoshis), lockingScript }],
  });
  const cases: readonly [string, string][] = [
    ['zz', '-22 TX decode failed'],
    [`${transaction.raw}00`, '-22 TX decode failed'],
    [hex({ inputs: [] }), '-26 16: bad-txns-vin-empty'],
    [hex({ outputs: [] }), '-26 16: bad-txns-vout-empty'],
    [hex({ inputs: [input, input] }), '-26 16: bad-txns-inputs-duplicate'],
    [hex({ inputs: [{ ...input, txid: '00'.repeat(32) }] }), '-26 16: bad-tx-coinbase'],
    [hex({ inputs: [{ ...input, txid: 'ab'.repeat(32) }] }), '-25 Missing inputs'],
    [hex({ inputs: [{ ...input, vout: 9 }] }), '-25 Missing inputs'],
    [hex(output(0, worker.lockingScript)), '-26 64: dust'],
    [hex(output(1, dataScript([]))), '-26 64: data-output-with-value'],
    [hex(output(5, `a914${'00'.repeat(20)}87`)), '-26 16: bad-txns-vout-p2sh'],
    [hex(output(1_000_001, worker.lockingScript)), '-26 16: bad-txns-in-belowout'],
    [hex({ locktime: 500, inputs: [{ ...input, sequence: 0 }] }), '-26 64: non-final'],
    [tampered(transaction.raw, 5_001), signatureFault],
    [transaction.extended.replace('40420f0000000000', '41420f0000000000'), '-26 16: extended-input-mismatch'],
  ];
  for (const [bytes, words] of cases) assert.equal(refusal(chain, bytes), words);
  assert.deepEqual(await chain.unspent(treasury.address, 10), [{ ...coin, confirmed: false }]);
  assert.equal(chain.submit(transaction.extended).kind, 'accepted');
});

const signatureFault =
  '-26 16: mandatory-script-verify-flag-failed (Signature must be zero for failed CHECK(MULTI)SIG operation)';

test('new coins can be spent only a hundred blocks later', async () => {
  await using chain = openChain();
  const spendCoinbase = (height: number) => {
    const [txid] = chain.reads.blockTxids(height, 0, 1);
    const coin = { txid: txid!, vout: 0, satoshis: sats(5e9), lockingScript: minerKey.lockingScript };
    const plan = { coins: [coin], outputs: [], changeScript: minerKey.lockingScript, feeRateSatsPerKb: 100 };
    const built = buildTransaction({ ...plan, keys: [minerKey] });
    assert.ok(built.ok);
    return built.transaction.extended;
  };
  const young = chain.lastBlock().height + 2 - coinbaseMaturityBlocks;
  assert.equal(refusal(chain, spendCoinbase(young)), '-26 16: bad-txns-premature-spend-of-coinbase');
  assert.equal(chain.submit(spendCoinbase(young - 1)).kind, 'accepted');
});

test('a long chain of unmined payments is mined in one block, parents first', async () => {
  await using chain = openChain(':memory:', { unminedDepthMax: 12 });
  let coin = funded(chain);
  const txids = [coin.txid];
  for (let link = 0; link < 11; link++) {
    const { transaction, change } = pay(coin, 1_000);
    assert.equal(chain.submit(transaction.extended).kind, 'accepted');
    txids.push(transaction.txid);
    coin = change;
  }
  assert.equal(refusal(chain, pay(coin, 1_000).transaction.extended), '-26 64: too-long-mempool-chain');
  const block = chain.mine();
  assert.deepEqual(chain.reads.blockTxids(block!.height, 1, 100), txids);
  assert.equal(chain.submit(pay(coin, 1_000).transaction.extended).kind, 'accepted');
});

test('what pays too little is accepted and never mined, nor is what spends from it', async () => {
  await using chain = openChain();
  const cheap = pay(funded(chain), 5_000, 50);
  const child = pay(cheap.change, 5_000, 1_000);
  assert.equal(chain.submit(cheap.transaction.extended).kind, 'accepted');
  assert.equal(chain.submit(child.transaction.extended).kind, 'accepted');
  assert.ok(chain.mine({ skipWhenEmpty: true }));
  assert.equal(chain.mine({ skipWhenEmpty: true }), undefined);
  for (const { transaction } of [cheap, child])
    assert.deepEqual(await chain.status(transaction.txid), { kind: 'seen' });
});

test('an eviction takes the descendants along and frees the coin', async () => {
  await using chain = openChain();
  const coin = funded(chain);
  chain.mine();
  const parent = pay(coin, 5_000);
  const child = pay(parent.change, 5_000);
  chain.submit(parent.transaction.extended);
  chain.submit(child.transaction.extended);
  assert.equal(chain.evict(parent.transaction.txid), true);
  assert.deepEqual(await chain.status(child.transaction.txid), { kind: 'unknown' });
  assert.deepEqual(await chain.unspent(treasury.address, 10), [{ ...coin, confirmed: true }]);
  assert.equal(chain.evict(parent.transaction.txid), false);
  assert.equal(chain.submit(parent.transaction.extended).kind, 'accepted');
});

test('a reorganisation makes a longer chain, on which the lost transactions are mined again', async () => {
  await using chain = openChain();
  const { transaction } = pay(funded(chain), 5_000);
  chain.submit(transaction.extended);
  const lost = chain.mine();
  chain.mine();
  const tip = chain.reorganise(2);
  assert.equal(tip.height, 104);
  assert.equal(chain.reads.blockByHash(lost!.hash), undefined);
  assert.deepEqual(await chain.status(transaction.txid), { kind: 'seen' });
  chain.mine();
  const status = await chain.status(transaction.txid);
  assert.ok(status.kind === 'mined' && status.blockHeight === 105);
  assert.throws(() => chain.reorganise(100), RangeError);
});

test('a broadcast whose answer is lost was done nevertheless', async () => {
  await using chain = openChain();
  const { transaction } = pay(funded(chain), 5_000);
  chain.dropAnswers(1);
  assert.equal((await chain.broadcast(transaction)).kind, 'unknown');
  assert.deepEqual(await chain.status(transaction.txid), { kind: 'seen' });
  assert.deepEqual(await chain.broadcast(transaction), { kind: 'accepted' });
});

test('funding pays from mature coins until there are none, and says so', async () => {
  await using chain = openChain();
  assert.ok(chain.fund(treasury.address, sats(60e8)).ok);
  const poor = chain.fund(treasury.address, sats(60e8));
  assert.ok(!poor.ok && poor.reason === 'insufficient_funds');
  const lost = chain.fund('not an address', sats(1_000));
  assert.ok(!lost.ok && lost.reason === 'bad_address');
  assert.deepEqual(await chain.unspent('not an address', 5), []);
  assert.deepEqual(await chain.status('not an id'), { kind: 'unknown' });
});
