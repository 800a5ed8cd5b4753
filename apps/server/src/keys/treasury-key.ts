import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { freshWif, type TreasuryKey, treasuryKeyFromWif } from '@asg/chain';
import type { Network } from '@asg/domain';
import type { Random } from '@asg/runtime';
import { readable, type TreasuryKeySetting } from '../settings/treasury-key-setting.ts';
import { ConfigError } from '../settings/variables.ts';
import { openKeyFile } from './treasury-key-file.ts';

/**
 * The treasury's key: the one that is set, or on the local chain (whose coins are no money) one that is made once and
 * kept in `file`, readable by its owner alone; null: none may be made. Throws a ConfigError for a key that cannot be used.
 */
export function loadTreasuryKey(
  treasury: { readonly setting: TreasuryKeySetting; readonly network: Network; readonly file: string | null },
  random: Random,
): TreasuryKey {
  const { setting, network, file } = treasury;
  if (setting?.kind === 'key_file') return keyOfFile(setting, network);
  if (setting !== null) return keyOfWif(setting.wif, network, 'ASG_TREASURY_WIF');
  if (file === null)
    throw new ConfigError(
      'ASG_TREASURY_WIF',
      `must be set on the network ${network}, or ASG_TREASURY_KEY_FILE: no key is made there`,
    );
  return keyOfWif(keptWif(file, random), network, file);
}

/** `from`: where it was given. */
function keyOfWif(wif: string, network: Network, from: string): TreasuryKey {
  const result = treasuryKeyFromWif(wif, network);
  if (!result.ok) throw new ConfigError(from, `cannot be used: ${result.message}`);
  return result.key;
}

function keyOfFile(
  { file, passphrase }: { readonly file: string; readonly passphrase: string },
  network: Network,
): TreasuryKey {
  const name = 'ASG_TREASURY_KEY_FILE';
  const result = readable(name, file, () => openKeyFile(file, passphrase, network));
  if (!result.ok) throw new ConfigError(name, `cannot be used: ${file} ${result.message}`);
  return result.key;
}

function keptWif(file: string, random: Random): string {
  if (!existsSync(file)) {
    writeFileSync(file, `${freshWif('local', (count) => random.bytes(count))}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
  }
  return readFileSync(file, 'utf8').trim();
}
