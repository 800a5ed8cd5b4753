import { existsSync } from 'node:fs';
import { type Network, networks } from '@asg/domain/names';
import { systemRandom } from '@asg/runtime';
import { type Command, Option } from 'commander';
import { Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { askSecret, hasTerminal, readSecret } from '../terminal/secret-input.ts';
import { factTable } from '../terminal/table.ts';

const help = `
The passphrase comes from ASG_TREASURY_PASSPHRASE, from the file that ASG_TREASURY_PASSPHRASE_FILE names, or from the
terminal, where it is asked for twice. A file that is there is never overwritten.
`;
const newKeyExample = `
Example:
  $ asg treasury new-key --file treasury.json --network main
`;
const importKeyExample = `
The key comes from standard input, never from an argument, which others could see.

Example:
  $ asg treasury import-key --file treasury.json --network main < treasury.wif
`;

interface KeyOptions {
  readonly file: string;
  readonly network: Network;
  readonly json: boolean;
}

/** `asg treasury new-key` and `import-key`: the treasury's key in an encrypted file, made on this machine alone. */
export function addTreasuryKeys(treasury: Command): void {
  const command = (name: string, about: string, example: string): Command =>
    treasury
      .command(name)
      .description(about)
      .requiredOption('--file <file>', 'the key file to make, for ASG_TREASURY_KEY_FILE')
      .addOption(
        new Option('--network <network>', 'the payment network that the key is for')
          .choices(networks)
          .makeOptionMandatory(),
      )
      .option('--json', 'print JSON', false)
      .addHelpText('after', help + example);
  const readWif = (signal: AbortSignal): Promise<string> => readSecret('Private key (WIF): ', signal);
  command('new-key', 'make a key in an encrypted file', newKeyExample).action((options: KeyOptions) =>
    interruptible((signal) => makeKeyFile(options, async () => null, signal)),
  );
  command('import-key', 'put a key (WIF) into an encrypted file', importKeyExample).action(
    (options: KeyOptions) => interruptible((signal) => makeKeyFile(options, readWif, signal)),
  );
}

async function makeKeyFile(
  options: KeyOptions,
  readWif: (signal: AbortSignal) => Promise<string | null>,
  signal: AbortSignal,
): Promise<void> {
  const { file, network } = options;
  if (existsSync(file)) throw new UsageError(`${file} is there already, and a key is never overwritten`);
  const passphrase = (await passphraseOf(process.env)) ?? (await askPassphrase(signal));
  const wif = await readWif(signal);
  const { writeKeyFile } = await import('@asg/server/treasury-key-file');
  const made = writeKeyFile({ ...options, passphrase, wif }, systemRandom);
  if (!made.ok) throw new UsageError(`${file} ${made.message}`);
  const { address } = made.key;
  if (options.json) console.log(JSON.stringify({ file, network, address }, null, 2));
  else
    console.log(
      factTable([
        ['key file', file],
        ['network', network],
        ['send funds to', address],
      ]),
    );
}

async function passphraseOf(environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { treasuryPassphrase } = await import('@asg/server/treasury-key-setting');
  return treasuryPassphrase({
    passphrase: environment.ASG_TREASURY_PASSPHRASE ?? '',
    passphraseFile: environment.ASG_TREASURY_PASSPHRASE_FILE ?? '',
  });
}

async function askPassphrase(signal: AbortSignal): Promise<string> {
  if (!hasTerminal())
    throw new UsageError(
      'no terminal to ask at: set ASG_TREASURY_PASSPHRASE or ASG_TREASURY_PASSPHRASE_FILE',
    );
  const first = (await askSecret('Passphrase: ', signal)).trim();
  if ((await askSecret('The same again: ', signal)).trim() !== first)
    throw new Failure('the two are not the same: nothing was made');
  return first;
}
