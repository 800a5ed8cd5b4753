import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Coin, sats } from '@asg/domain';
import { SigningKey, sha256 } from '../bsv/index.ts';
import { type ChainStage, chainContract } from '../contract/index.ts';
import { NodeChain, type Outpoint } from './node-chain.ts';
import { NodeRpc } from './rpc.ts';

const url = process.env.ASG_NODE_RPC;
const key = new SigningKey(sha256(Buffer.from('contract')), 'regtest');
/** Coinbases are spendable a hundred blocks later. */
const maturityBlocks = 100;

if (url === undefined || url === '')
  test('node: skipped, no BSV node in regtest is given (ASG_NODE_RPC=http://user:pass@127.0.0.1:18443)', {
    skip: true,
  });
else chainContract('node', nodeStages(url));

/** Stages on one regtest node, which keeps its chain between them: each takes coins that no other has taken. */
function nodeStages(nodeUrl: string): () => Promise<ChainStage> {
  const rpc = new NodeRpc(nodeUrl);
  const mature: Coin[] = [];

  let miners = 0;

  const generate = async (blocks: number, address: string): Promise<readonly string[]> =>
    (await rpc.result('generatetoaddress', blocks, address)) as string[];

  /** Blocks unlike any before: the same block again, within one second, would still be the one that was invalidated. */
  const mine = (blocks: number): Promise<readonly string[]> => {
    miners += 1;
    const miner = new SigningKey(sha256(Buffer.from(`miner ${miners} ${Date.now()}`)), 'regtest');
    return generate(blocks, miner.address);
  };

  const moreCoins = async (): Promise<void> => {
    const hashes = await generate(20, key.address);
    await mine(maturityBlocks);
    for (const hash of hashes) {
      const { tx } = (await rpc.result('getblock', hash, 1)) as { tx: string[] };
      const output = (await rpc.result('gettxout', tx[0], 0, true)) as { value: number };
      const satoshis = sats(Math.round(output.value * 1e8));
      mature.push({ txid: tx[0]!, vout: 0, satoshis, lockingScript: key.lockingScript });
    }
  };

  return async () => {
    const outpoints: Outpoint[] = [];
    return {
      chain: new NodeChain({ network: 'regtest', url: nodeUrl, outpoints, lookUp: null }),
      key,
      tellsSpenders: false,
      coin: async () => {
        if (mature.length === 0) await moreCoins();
        const coin = mature.pop();
        assert.ok(coin !== undefined);
        outpoints.push(coin);
        return coin;
      },
      mine: async () => void (await mine(1)),
      reorganise: async (depth) => {
        const height = (await rpc.result('getblockcount')) as number;
        await rpc.result('invalidateblock', await rpc.result('getblockhash', height - depth + 1));
        await mine(depth + 1);
      },
      [Symbol.asyncDispose]: async () => {},
    };
  };
}
