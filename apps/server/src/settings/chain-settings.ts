import { type Outpoint, publicLookUpUrl } from '@asg/chain';
import { type Network, networks } from '@asg/domain';
import {
  ConfigError,
  oneOf,
  optionalOneOf,
  outpointList,
  pathPrefix,
  serverUrl,
  text,
  token,
} from './variables.ts';

/** What speaks to the payment network. */
const chainKinds = ['local', 'arc', 'node'] as const satisfies readonly ChainSettings['kind'][];

/** The variables of the chain: a part of the table of all. */
export const chainVariables = {
  ASG_CHAIN: oneOf(
    'local',
    chainKinds,
    'Where payments go: the chain in this program (not real money), a broadcaster with ARC’s API, or a BSV node.',
  ),
  ASG_NETWORK: optionalOneOf(networks, 'The payment network; required where ASG_CHAIN is arc or node.'),
  ARC_URL: serverUrl('The ARC provider, e.g. https://arc.taal.com; required where ASG_CHAIN is arc.', {
    hold: 'no secrets',
  }),
  ARC_API_KEY: text('', 'Key that the ARC provider asks for.'),
  ARC_PATH_PREFIX: pathPrefix(
    '/v1',
    'What stands before /tx at the ARC provider; / for nothing, as with Arcade.',
  ),
  ARC_CALLBACK_URL: serverUrl(
    'Where the ARC provider reports to: this server’s public address with the path /v1/callbacks/arc; without it the provider is asked.',
    { hold: 'no secrets' },
  ),
  ARC_CALLBACK_TOKEN: token(
    'What the ARC provider must show with its reports; required with ARC_CALLBACK_URL.',
  ),
  ASG_LOOKUP_URL: serverUrl(
    'Index of the chain with WhatsOnChain’s API, for coins, headers and proofs. With arc on a public network WhatsOnChain itself where it is not set.',
    { hold: 'no secrets' },
  ),
  ASG_NODE_RPC: serverUrl(
    'JSON-RPC of the BSV node, e.g. http://user:pass@127.0.0.1:8332; required where ASG_CHAIN is node.',
    { hold: 'user and password' },
  ),
  ASG_TREASURY_COINS: outpointList(
    'Outputs (txid:vout, separated by commas) that fund the treasury, for a node, which cannot find them by address without ASG_LOOKUP_URL.',
  ),
  ASG_LOCAL_CHAIN_URL: serverUrl(
    'Address of the process that is the local chain, e.g. http://127.0.0.1:8090; required where ASG_CHAIN is local and this process has not the role chain.',
    { hold: 'no secrets' },
  ),
};

/** Where the local chain's ARC-compatible API and its look-ups are. */
export const localChainPrefix = '/chain';
export const arcPrefix = '/chain/arc';
export const lookUpPrefix = '/chain/woc';

/** Which chain payments go to, and how it is reached. */
export type ChainSettings =
  | { readonly kind: 'local'; readonly network: 'local' }
  | {
      readonly kind: 'arc';
      readonly network: Network;
      readonly url: string;
      readonly pathPrefix: string;
      readonly apiKey: string | null;
      readonly callback: { readonly url: string; readonly token: string } | null;
      readonly lookUpUrl: string;
    }
  | {
      readonly kind: 'node';
      readonly network: Network;
      readonly url: string;
      readonly outpoints: readonly Outpoint[];
      readonly lookUpUrl: string | null;
    };

/** The variables that a chain is chosen by, each read already. */
export interface ChainVariables {
  readonly kind: ChainSettings['kind'];
  /** Whether this process is the local chain, where that is the one. */
  readonly isHere: boolean;
  /** The process that is. */
  readonly localChainUrl: string | null;
  readonly network: Network | null;
  readonly arcUrl: string | null;
  readonly arcApiKey: string;
  readonly arcPathPrefix: string;
  readonly arcCallbackUrl: string | null;
  readonly arcCallbackToken: string | null;
  readonly lookUpUrl: string | null;
  readonly nodeRpc: string | null;
  readonly treasuryCoins: readonly Outpoint[];
}

/** The chain that the variables amount to. Throws a ConfigError that names the one that is missing or in the way. */
export function chainSettings(given: ChainVariables): ChainSettings {
  switch (given.kind) {
    case 'local':
      return localSettings(given);
    case 'arc':
      return arcSettings(given);
    case 'node':
      return nodeSettings(given);
  }
}

function localSettings({ network, isHere, localChainUrl }: ChainVariables): ChainSettings {
  if (network !== null && network !== 'local')
    throw new ConfigError(
      'ASG_CHAIN',
      `must be arc or node where ASG_NETWORK is ${network}: the local chain is none`,
    );
  if (isHere) return { kind: 'local', network: 'local' };
  if (localChainUrl === null)
    throw new ConfigError(
      'ASG_LOCAL_CHAIN_URL',
      'must be set where ASG_ROLES has not chain: it names the process that has it, e.g. http://127.0.0.1:8090',
    );
  return {
    kind: 'arc',
    network: 'local',
    url: localChainUrl + arcPrefix,
    pathPrefix: '/v1',
    apiKey: null,
    callback: null,
    lookUpUrl: localChainUrl + lookUpPrefix,
  };
}

function arcSettings(given: ChainVariables): ChainSettings {
  const { arcUrl, arcApiKey, arcPathPrefix, arcCallbackUrl, arcCallbackToken } = given;
  const network = required('ASG_NETWORK', given.network, 'to main, test, regtest or local', 'arc');
  const url = required('ARC_URL', arcUrl, 'to the provider’s address', 'arc');
  const lookUpUrl = given.lookUpUrl ?? publicLookUpUrl(network);
  if (lookUpUrl === null)
    throw new ConfigError(
      'ASG_LOOKUP_URL',
      `must be set where ASG_NETWORK is ${network}: no public index knows it`,
    );
  if ((arcCallbackUrl === null) !== (arcCallbackToken === null))
    throw new ConfigError('ARC_CALLBACK_TOKEN', 'and ARC_CALLBACK_URL must be set both, or neither');
  return {
    kind: 'arc',
    network,
    url,
    pathPrefix: arcPathPrefix,
    apiKey: arcApiKey === '' ? null : arcApiKey,
    callback:
      arcCallbackUrl === null || arcCallbackToken === null
        ? null
        : { url: arcCallbackUrl, token: arcCallbackToken },
    lookUpUrl,
  };
}

function nodeSettings(given: ChainVariables): ChainSettings {
  const network = required('ASG_NETWORK', given.network, 'to main, test or regtest', 'node');
  if (network === 'local')
    throw new ConfigError('ASG_NETWORK', 'must be main, test or regtest where ASG_CHAIN is node');
  const url = required('ASG_NODE_RPC', given.nodeRpc, 'to the node’s address with user and password', 'node');
  return { kind: 'node', network, url, outpoints: given.treasuryCoins, lookUpUrl: given.lookUpUrl };
}

function required<Value>(name: string, value: Value | null, toWhat: string, kind: string): Value {
  if (value === null) throw new ConfigError(name, `must be set ${toWhat} where ASG_CHAIN is ${kind}`);
  return value;
}
