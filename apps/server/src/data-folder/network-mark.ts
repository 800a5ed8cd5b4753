import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '@asg/domain';
import { ConfigError } from '../settings/variables.ts';

const markName = 'network';
const storeName = 'refinery.sqlite';

/**
 * Keeps a data folder to one network: its coins and payments mean nothing on another. A store without a mark is from the
 * time when there was the local chain alone. Throws a ConfigError for a folder of another network.
 */
export function keepNetwork(dataDir: string, network: Network): void {
  const mark = join(dataDir, markName);
  const kept = existsSync(mark)
    ? readFileSync(mark, 'utf8').trim()
    : existsSync(join(dataDir, storeName))
      ? 'local'
      : null;
  if (kept !== null && kept !== network)
    throw new ConfigError(
      'ASG_DATA_DIR',
      `holds the books of the network ${kept}, and ASG_NETWORK is ${network}: use another folder`,
    );
  if (!existsSync(mark)) writeFileSync(mark, `${network}\n`, { mode: 0o600 });
}
