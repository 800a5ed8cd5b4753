import {
  ArcCallbacks,
  ArcChain,
  arcRoutes,
  type Chain,
  type ChainRoute,
  type LocalChain,
  LookUp,
  lookUpRoutes,
  NodeChain,
  openLocalChain,
  payRoutes,
  type UnknownWords,
} from '@asg/chain';
import type { Clock } from '@asg/runtime';
import { arcPrefix, type ChainSettings, localChainPrefix, lookUpPrefix } from '../settings/chain-settings.ts';

/** WhatsOnChain serves three requests a second to everybody; an index of one's own has no such bound. */
const publicGapMs = 350;

/** The chain in the program with what is served of it. */
export interface LocalParts {
  readonly chain: LocalChain;
  readonly callbacks: ArcCallbacks;
  readonly routes: readonly ChainRoute[];
}

/** The chain that payments go to. `local`: what only the chain in the program has; null on any other. */
export interface ChainParts extends AsyncDisposable {
  readonly chain: Chain;
  readonly local: LocalParts | null;
}

/** Opens the chain that is configured. `file`: where the local chain is kept. `words`: records an ARC provider's unknown status words. */
export function openChain(
  settings: ChainSettings,
  file: string,
  clock: Clock,
  words?: UnknownWords,
): ChainParts {
  switch (settings.kind) {
    case 'local':
      return openLocal(file, clock);
    case 'arc': {
      const { lookUpUrl, ...options } = settings;
      const found = lookUp(settings, lookUpUrl, clock);
      return remote(new ArcChain({ ...options, lookUp: found, ...(words && { unknownWords: words }) }));
    }
    case 'node': {
      const { lookUpUrl, ...options } = settings;
      const found = lookUpUrl === null ? null : lookUp(settings, lookUpUrl, clock);
      return remote(new NodeChain({ ...options, lookUp: found }));
    }
  }
}

function openLocal(file: string, clock: Clock): ChainParts {
  const chain = openLocalChain({ path: file, now: () => clock.nowMs() });
  const callbacks = new ArcCallbacks(chain);
  const under = (prefix: string, routes: readonly ChainRoute[]): ChainRoute[] =>
    routes.map((route) => ({ ...route, path: prefix + route.path }));
  const routes = [
    ...under(arcPrefix, arcRoutes(chain, callbacks)),
    ...under(lookUpPrefix, lookUpRoutes(chain)),
    ...under(localChainPrefix, payRoutes(chain)),
  ];
  return {
    chain,
    local: { chain, callbacks, routes },
    [Symbol.asyncDispose]: () => chain[Symbol.asyncDispose](),
  };
}

function lookUp({ network }: ChainSettings, url: string, clock: Clock): LookUp {
  const isPublic = new URL(url).hostname.endsWith('whatsonchain.com');
  return new LookUp({ url, network, clock, gapMs: isPublic ? publicGapMs : 0 });
}

function remote(chain: Chain): ChainParts {
  return { chain, local: null, [Symbol.asyncDispose]: async () => {} };
}
