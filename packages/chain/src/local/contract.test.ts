import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import { SigningKey, sha256 } from '../bsv/index.ts';
import { chainContract } from '../contract/index.ts';
import { openLocalChain } from './local-chain.ts';

chainContract('local', async () => {
  let nowMs = 1_800_000_000_000;
  const chain = openLocalChain({ path: ':memory:', now: () => nowMs++ });
  const key = new SigningKey(sha256(Buffer.from('contract')), 'local');
  return {
    chain,
    key,
    tellsSpenders: true,
    coin: async () => {
      const funded = chain.fund(key.address, sats(1_000_000));
      assert.ok(funded.ok);
      return funded.coin;
    },
    mine: async () => void chain.mine(),
    reorganise: async (depth) => void chain.reorganise(depth),
    [Symbol.asyncDispose]: () => chain[Symbol.asyncDispose](),
  };
});
