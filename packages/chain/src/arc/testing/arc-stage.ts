import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import { SigningKey, sha256 } from '../../bsv/index.ts';
import type { ChainStage } from '../../contract/index.ts';
import { serveRoutes } from '../../contract/serve-routes.ts';
import { ArcCallbacks, arcRoutes, type LocalChain, lookUpRoutes, openLocalChain } from '../../local/index.ts';
import { LookUp } from '../../whatsonchain/index.ts';
import { ArcChain, type ArcOptions } from '../arc-chain.ts';

export interface ArcStage extends ChainStage {
  readonly chain: ArcChain;
  /** What is behind the routes. */
  readonly local: LocalChain;
  readonly callbacks: ArcCallbacks;
}

/** The arc back-end against the local chain's own routes over real HTTP; `between` may put something in the way. */
export async function openArcStage(
  options: Partial<ArcOptions> = {},
  between: (url: string) => Promise<{ readonly url: string } & AsyncDisposable> = async (url) => ({
    url,
    [Symbol.asyncDispose]: async () => {},
  }),
): Promise<ArcStage> {
  await using parts = new AsyncDisposableStack();
  let nowMs = 1_800_000_000_000;
  const local = parts.use(openLocalChain({ path: ':memory:', now: () => nowMs++ }));
  const callbacks = new ArcCallbacks(local);
  const server = parts.use(await serveRoutes([...arcRoutes(local, callbacks), ...lookUpRoutes(local)]));
  const { url } = parts.use(await between(server.url));
  const clock = { nowMs: () => 0, sleep: async () => {} };
  const lookUp = new LookUp({ url: server.url, network: 'local', clock, gapMs: 0 });
  const chain = new ArcChain({
    network: 'local',
    url,
    pathPrefix: '/v1',
    apiKey: null,
    callback: null,
    lookUp,
    ...options,
  });
  const key = new SigningKey(sha256(Buffer.from('contract')), 'local');
  const held = parts.move();
  return {
    chain,
    local,
    callbacks,
    key,
    tellsSpenders: true,
    coin: async () => {
      const funded = local.fund(key.address, sats(1_000_000));
      assert.ok(funded.ok);
      return funded.coin;
    },
    mine: async () => void local.mine(),
    reorganise: async (depth) => void local.reorganise(depth),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
