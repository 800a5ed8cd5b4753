import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Random, Sealer } from '@asg/runtime';
import { ConfigError } from '../settings/variables.ts';

const keyBytes = 32;

/**
 * What secrets at rest and the ids that workers see are sealed under: the keys that are set, 64 hex digits each, or one that is
 * made once and kept in `file`, readable by its owner alone. Throws a ConfigError for keys that cannot be used.
 */
export function loadEncryptionKeys(
  setting: { readonly keys: readonly string[]; readonly file: string },
  random: Random,
): readonly string[] {
  const { keys, file } = setting;
  const used = keys.length > 0 ? keys : [keptKey(file, random)];
  try {
    void new Sealer(used, random);
    return used;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(keys.length > 0 ? 'ASG_ENCRYPTION_KEY' : file, error.message);
  }
}

function keptKey(file: string, random: Random): string {
  if (!existsSync(file)) {
    const key = Buffer.from(random.bytes(keyBytes)).toString('hex');
    writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
