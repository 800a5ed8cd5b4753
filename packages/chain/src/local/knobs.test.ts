import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { SigningKey, sha256 } from '../bsv/index.ts';
import { type ChainStage, payment } from '../contract/index.ts';
import { type LocalChain, openLocalChain } from './local-chain.ts';

interface Stage extends ChainStage {
  readonly chain: LocalChain;
  advance(ms: number): void;
}

function openStage(options: { unminedDepthMax?: number } = {}): Stage {
  let nowMs = 1_800_000_000_000;
  const chain = openLocalChain({ path: ':memory:', now: () => nowMs, ...options });
  const key = new SigningKey(sha256(Buffer.from('knobs')), 'local');
  return {
    chain,
    key,
    tellsSpenders: true,
    advance: (ms) => {
      nowMs += ms;
    },
    coin: async () => {
      const funded = chain.fund(key.address, sats(1_000_000));
      assert.ok(funded.ok);
      return funded.coin;
    },
    mine: async () => void chain.mine(),
    reorganise: async (depth) => void chain.reorganise(depth),
    [Symbol.asyncDispose]: () => chain[Symbol.asyncDispose](),
  };
}

test('a delayed broadcast arrives when its time has come by the chain’s own clock, in the order of sending', async () => {
  await using stage = openStage();
  const { chain } = stage;
  const parent = await payment(stage, await stage.coin(), 5_000);
  const child = await payment(stage, parent.change, 6_000);
  chain.delayBroadcasts(2, 1_000);
  for (const sent of [parent, child]) assert.equal((await chain.broadcast(sent)).kind, 'unknown');
  stage.advance(999);
  chain.mine();
  assert.deepEqual(await chain.status(parent.txid), { kind: 'unknown' });
  stage.advance(1);
  for (const { txid } of [parent, child]) assert.deepEqual(await chain.status(txid), { kind: 'seen' });
});

test('bytes sent again overtake their own delayed copy, which then changes nothing', async () => {
  await using stage = openStage();
  const sent = await payment(stage, await stage.coin(), 5_000);
  stage.chain.delayBroadcasts(1, 1_000);
  await stage.chain.broadcast(sent);
  assert.deepEqual(await stage.chain.broadcast(sent), { kind: 'accepted' });
  stage.advance(1_000);
  assert.equal(stage.chain.mine()?.txCount, 3);
  assert.equal((await stage.chain.status(sent.txid)).kind, 'mined');
});

test('a double spend that loses makes ours contested until a block holds ours', async () => {
  await using stage = openStage();
  const coin = await stage.coin();
  const [ours, theirs] = [await payment(stage, coin, 5_000), await payment(stage, coin, 6_000)];
  await stage.chain.broadcast(ours);
  assert.equal(stage.chain.injectDoubleSpend(theirs.extended, { wins: false }).kind, 'refused');
  assert.deepEqual(await stage.chain.status(ours.txid), { kind: 'contested', competing: [theirs.txid] });
  stage.chain.mine();
  assert.equal((await stage.chain.status(ours.txid)).kind, 'mined');
});

test('a double spend that wins takes our place with all that followed, and a block makes ours dead', async () => {
  await using stage = openStage();
  const { chain } = stage;
  const coin = await stage.coin();
  const [ours, theirs] = [await payment(stage, coin, 5_000), await payment(stage, coin, 6_000)];
  const child = await payment(stage, ours.change, 7_000);
  for (const sent of [ours, child]) await chain.broadcast(sent);
  assert.equal(chain.injectDoubleSpend(theirs.extended, { wins: true }).kind, 'accepted');
  assert.deepEqual(await chain.status(ours.txid), { kind: 'contested', competing: [theirs.txid] });
  assert.deepEqual(await chain.status(child.txid), { kind: 'unknown' });
  const again = await chain.broadcast(ours);
  assert.ok(again.kind === 'rejected' && again.fault === 'conflict');
  assert.equal(await chain.spender(coin.txid, coin.vout), theirs.txid);
  chain.mine();
  assert.equal((await chain.status(ours.txid)).kind, 'rejected');
  const late = await chain.broadcast(ours);
  assert.ok(late.kind === 'rejected' && late.fault === 'inputs');
  chain.reorganise(1);
  assert.deepEqual(await chain.status(ours.txid), { kind: 'contested', competing: [theirs.txid] });
});

test('a chain of unmined payments that is too long is to be sent again, not given up', async () => {
  await using stage = openStage({ unminedDepthMax: 2 });
  const { chain } = stage;
  const first = await payment(stage, await stage.coin(), 5_000);
  const second = await payment(stage, first.change, 5_000);
  assert.deepEqual(await chain.broadcast(first), { kind: 'accepted' });
  const outcome = await chain.broadcast(second);
  assert.ok(outcome.kind === 'unknown' && /too-long-mempool-chain/.test(outcome.reason));
  chain.mine();
  assert.deepEqual(await chain.broadcast(second), { kind: 'accepted' });
});
