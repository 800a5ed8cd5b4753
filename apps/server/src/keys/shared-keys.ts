import type { Config } from '../settings/config.ts';
import { ConfigError } from '../settings/variables.ts';
import { isShared } from '../stores/engines.ts';

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
