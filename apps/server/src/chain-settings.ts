import { type Network, type Outpoint, publicLookUpUrl } from '@asg/chain';
import { ConfigError } from './variables.ts';

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

function localSettings({ network }: ChainVariables): ChainSettings {
  if (network !== null && network !== 'local')
    throw new ConfigError(
      'ASG_CHAIN',
      `must be arc or node where ASG_NETWORK is ${network}: the local chain is none`,
    );
  return { kind: 'local', network: 'local' };
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
