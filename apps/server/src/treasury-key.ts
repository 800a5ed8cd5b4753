import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { freshWif, type Network, type TreasuryKey, treasuryKeyFromWif } from '@asg/chain';
import type { Random } from '@asg/runtime';
import { ConfigError } from './variables.ts';

/**
 * The treasury's key: the one that is set, or on the local chain (whose coins are no money) one that is made once and
 * kept in `file`, readable by its owner alone; null: none may be made. Throws a ConfigError for a key that cannot be used.
 */
export function loadTreasuryKey(
  setting: { readonly wif: string | null; readonly network: Network; readonly file: string | null },
  random: Random,
): TreasuryKey {
  const { wif, network, file } = setting;
  if (wif === null && file === null)
    throw new ConfigError('ASG_TREASURY_WIF', `must be set on the network ${network}: no key is made there`);
  const result = treasuryKeyFromWif(wif ?? keptWif(file!, random), network);
  if (!result.ok)
    throw new ConfigError(wif === null ? file! : 'ASG_TREASURY_WIF', `cannot be used: ${result.message}`);
  return result.key;
}

function keptWif(file: string, random: Random): string {
  if (!existsSync(file)) {
    writeFileSync(file, `${freshWif('local', (count) => random.bytes(count))}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}
