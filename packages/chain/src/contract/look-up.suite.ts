import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OpenStage, payment } from './stage.ts';

export function lookUpSuite(name: string, open: OpenStage): void {
  test(`${name}: a coin is found by its address until it is spent, the largest first`, async () => {
    await using stage = await open();
    const { chain, key } = stage;
    const coins = [await stage.coin(), await stage.coin()];
    await stage.mine();
    const found = await chain.unspent(key.address, 1_000);
    for (const { txid, vout, satoshis, lockingScript } of coins) {
      const one = found.find((coin) => coin.txid === txid && coin.vout === vout);
      assert.deepEqual(one, { txid, vout, satoshis, lockingScript, confirmed: true });
    }
    const amounts = found.map(({ satoshis }) => satoshis);
    assert.deepEqual(
      amounts,
      [...amounts].sort((a, b) => b - a),
    );
    assert.deepEqual(await chain.unspent(key.address, 1), found.slice(0, 1));
    await chain.broadcast(await payment(stage, coins[0]!, 5_000));
    const left = await chain.unspent(key.address, 1_000);
    assert.ok(left.every(({ txid, vout }) => txid !== coins[0]!.txid || vout !== coins[0]!.vout));
    assert.deepEqual(await chain.unspent('not an address', 10), []);
  });

  test(`${name}: the spender of a coin is found, as far as the back-end knows it`, async () => {
    await using stage = await open();
    const coin = await stage.coin();
    assert.equal(await stage.chain.spender(coin.txid, coin.vout), null);
    const sent = await payment(stage, coin, 5_000);
    await stage.chain.broadcast(sent);
    const expected = stage.tellsSpenders ? sent.txid : null;
    assert.equal(await stage.chain.spender(coin.txid, coin.vout), expected);
    await stage.mine();
    assert.equal(await stage.chain.spender(coin.txid, coin.vout), expected);
  });

  test(`${name}: the bytes of a transaction are found by its id, waiting and mined`, async () => {
    await using stage = await open();
    const sent = await payment(stage, await stage.coin(), 5_000);
    assert.equal(await stage.chain.transaction(sent.txid), null);
    await stage.chain.broadcast(sent);
    assert.equal(await stage.chain.transaction(sent.txid), sent.raw);
    await stage.mine();
    assert.equal(await stage.chain.transaction(sent.txid), sent.raw);
    assert.equal(await stage.chain.transaction('not an id'), null);
  });

  test(`${name}: it can be reached, states a fee rate, and links to a transaction`, async () => {
    await using stage = await open();
    await stage.chain.ping();
    assert.ok(Number.isInteger(await stage.chain.feeRate()));
    const txid = 'ab'.repeat(32);
    assert.ok(stage.chain.explorerUrl(txid).endsWith(txid));
  });
}
