import { readFileSync } from 'node:fs';
import { ConfigError, text } from './variables.ts';

/** The variables of the treasury's key: a part of the table of all. */
export const treasuryKeyVariables = {
  ASG_TREASURY_WIF: text(
    '',
    'Private key (WIF) of the treasury; this or a key file is required on a real chain. On the local chain one is made where none is set.',
  ),
  ASG_TREASURY_KEY_FILE: text(
    '',
    'Encrypted file of the treasury’s private key, in place of ASG_TREASURY_WIF; `asg treasury new-key` makes one.',
  ),
  ASG_TREASURY_PASSPHRASE: text('', 'Passphrase of the key file.'),
  ASG_TREASURY_PASSPHRASE_FILE: text(
    '',
    'File that holds the passphrase of the key file, in place of ASG_TREASURY_PASSPHRASE.',
  ),
};

/** What the environment says of the treasury's key; null: nothing. */
export type TreasuryKeySetting =
  | { readonly kind: 'wif'; readonly wif: string }
  | { readonly kind: 'key_file'; readonly file: string; readonly passphrase: string }
  | null;

/** The values of the variables, empty where they are not set. */
export interface TreasuryKeyVariables {
  readonly wif: string;
  readonly keyFile: string;
  readonly passphrase: string;
  readonly passphraseFile: string;
}

/** Throws a ConfigError where the variables contradict each other, or the passphrase of a key file is missing. */
export function treasuryKeySetting(variables: TreasuryKeyVariables): TreasuryKeySetting {
  const { wif, keyFile } = variables;
  if (wif !== '' && keyFile !== '')
    throw new ConfigError('ASG_TREASURY_KEY_FILE', 'must not be set together with ASG_TREASURY_WIF');
  if (wif !== '') return { kind: 'wif', wif };
  if (keyFile === '') return null;
  const passphrase = treasuryPassphrase(variables);
  if (passphrase === null)
    throw new ConfigError(
      'ASG_TREASURY_KEY_FILE',
      'needs its passphrase in ASG_TREASURY_PASSPHRASE or in a file that ASG_TREASURY_PASSPHRASE_FILE names',
    );
  return { kind: 'key_file', file: keyFile, passphrase };
}

/** The key file's passphrase without blanks around it; null where none is set. Throws a ConfigError. */
export function treasuryPassphrase(
  variables: Pick<TreasuryKeyVariables, 'passphrase' | 'passphraseFile'>,
): string | null {
  const { passphrase, passphraseFile: file } = variables;
  if (file === '') return passphrase.trim() || null;
  const name = 'ASG_TREASURY_PASSPHRASE_FILE';
  if (passphrase !== '') throw new ConfigError(name, 'must not be set together with ASG_TREASURY_PASSPHRASE');
  const kept = readable(name, file, () => readFileSync(file, 'utf8').trim());
  if (kept === '') throw new ConfigError(name, `names a file that is empty: ${file}`);
  return kept;
}

/** What `read` gives. Throws a ConfigError of the variable that names the file where that cannot be read. */
export function readable<Content>(name: string, file: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(name, `names a file that cannot be read (${code}): ${file}`);
  }
}
