import type { Network } from '@asg/domain';
import { isOwnMachine } from '@asg/outbound';
import { ConfigError, flag, hostList } from './variables.ts';

/** What customers may name beside the public internet: a part of the table of all variables. */
export const allowedHostVariables = {
  ASG_ALLOW_LOOPBACK: flag(
    'false',
    'For development: customers may name localhost, 127.0.0.1 and [::1], also with http, for items, webhooks, manifests and buckets. Refused on the networks test and main.',
  ),
  ASG_ALLOWED_HOSTS: hostList(
    '',
    'Hosts, separated by commas, that customers may name with http and that may be private, such as a bucket server of yours.',
  ),
} as const;

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];
const realNetworks: ReadonlySet<Network> = new Set(['test', 'main']);

/** Whether coins of the network are worth something to somebody: nothing is open there because it is convenient. */
export const isRealNetwork = (network: Network): boolean => realNetworks.has(network);

/**
 * The hosts that may be named with http and may be private. Where the server listens has no say in it: behind a proxy it listens on
 * loopback for everybody. Throws a ConfigError where a real network's customers would reach this machine.
 */
export function insecureHosts(settings: {
  readonly allowLoopback: boolean;
  readonly allowedHosts: readonly string[];
  readonly network: Network;
}): readonly string[] {
  const { allowLoopback, allowedHosts, network } = settings;
  const isReal = isRealNetwork(network);
  if (isReal && allowLoopback)
    throw new ConfigError(
      'ASG_ALLOW_LOOPBACK',
      `is for development and must not be true on the network ${network}: customers would reach the services of this machine`,
    );
  const own = allowedHosts.find(isOwnMachine);
  if (isReal && own !== undefined)
    throw new ConfigError(
      'ASG_ALLOWED_HOSTS',
      `must not name this machine (${own}) on the network ${network}: customers would reach its services`,
    );
  return [...allowedHosts, ...(allowLoopback ? loopbackHosts : [])];
}
