import { explorerRoutes } from '@asg/chain';
import { doorsOf } from '@asg/front';
import type { LocalParts } from '../chain/chain.ts';
import { LocalCallbacks } from '../chain/local-callbacks.ts';
import { LocalMiner } from '../chain/local-miner.ts';
import { loop, type Mounts, type ServerParts } from './server-parts.ts';

const callbacksIdleMs = 200;

/** Makes the local chain's blocks, keeps the treasury funded and serves the chain to other processes. */
export async function runLocalChain(
  parts: Pick<ServerParts, 'config' | 'context' | 'treasury' | 'outbound' | 'activity' | 'own' | 'stopping'>,
  local: LocalParts,
): Promise<Mounts> {
  const { log } = parts.context;
  const { localFundSats, localBlockMs } = parts.config;
  const miner = new LocalMiner(local.chain, parts.treasury(), localFundSats, log);
  await miner.round();
  const callbacks = new LocalCallbacks(local.callbacks, parts.outbound, log);
  loop(parts, 'mine', localBlockMs, async () => {
    await miner.round();
    return false;
  });
  loop(parts, 'callbacks', callbacksIdleMs, () => callbacks.round());
  const doors = doorsOf({ apps: parts.config.roles.has('gateway'), chain: true });
  const explorer = explorerRoutes(local.chain, { doors, feeScript: parts.config.platformFeeScript });
  return [...explorer, ...local.routes];
}
