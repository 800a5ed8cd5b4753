import { join } from 'node:path';
import type { Logger, Random } from '@asg/runtime';
import { openDataDir } from '../data-folder/data-dir.ts';
import { keepNetwork } from '../data-folder/network-mark.ts';
import type { Config } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import { isShared } from '../stores/engines.ts';
import { loadEncryptionKeys } from './encryption-keys.ts';
import { loadTreasuryKey } from './treasury-key.ts';

/**
 * Keys that processes on one store must have in common are set, not made in each one's data folder: what one process
 * encrypts, or holds for a worker, another has to open. Throws a ConfigError that names the one that is missing.
 */
export function assertSharedKeys({
  store,
  roles,
  chain,
  encryptionKeys,
  treasuryKey,
}: Pick<Config, 'store' | 'roles' | 'chain' | 'encryptionKeys' | 'treasuryKey'>): void {
  if (!isShared(store)) return;
  const why = 'must be set where ASG_STORE is shared, to the same for all processes';
  const encrypts = roles.has('gateway') || roles.has('webhooks') || roles.has('jobs');
  if (encrypts && encryptionKeys.length === 0) throw new ConfigError('ASG_ENCRYPTION_KEY', why);
  // Nowhere else is a key made.
  if (chain.kind === 'local' && treasuryKey === null)
    throw new ConfigError('ASG_TREASURY_WIF', `${why}, or ASG_TREASURY_KEY_FILE`);
}

/**
 * The keys for all processes of this machine that share the store and one data folder: those that are set, else made once and kept there, as by
 * a process that is alone. Where the local chain is another's, no treasury's key is made: it must be the one that this chain funds. Throws a
 * ConfigError.
 */
export function sharedKeys(
  config: Pick<Config, 'dataDir' | 'chain' | 'encryptionKeys' | 'treasuryKey'>,
  random: Random,
  log: Logger,
): Readonly<Record<'ASG_ENCRYPTION_KEY' | 'ASG_TREASURY_WIF', string | undefined>> {
  const { dataDir, chain, encryptionKeys, treasuryKey } = config;
  openDataDir(dataDir, log);
  keepNetwork(dataDir, chain.network);
  const file = join(dataDir, 'encryption.key');
  const made = chain.kind === 'local' && treasuryKey === null;
  const kept = made
    ? loadTreasuryKey(
        { setting: null, network: chain.network, file: join(dataDir, 'treasury-local.wif') },
        random,
      )
    : null;
  return {
    ASG_ENCRYPTION_KEY: loadEncryptionKeys({ keys: encryptionKeys, file }, random).join(','),
    ASG_TREASURY_WIF: kept?.revealWif(),
  };
}
