import { type CustomerPermission, customerPermissions } from '@asg/domain/names';
import type { CreatedKey } from '@asg/sdk';
import { present } from '@asg/values/present';
import { type Command, Option } from 'commander';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { wholeNumber } from '../terminal/options.ts';
import { columnTable, factTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, destination, type ServerOptions, serverCommand } from './connect.ts';
import { hintOf, isSessionToken, Profiles } from './profiles.ts';

const dayMs = 86_400_000;

const examples = `${connectionHelp}
Examples:
  $ asg keys                              those that are not revoked
  $ asg keys make reports --scope read --scope export --days 90
  $ asg keys rotate                       a new key into the profile, then the old one is revoked
  $ asg keys revoke key_01JRCZ8Q4M3V7T5N9K2H6X0WAB
`;

/** \`asg keys\`: the API keys of the account. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('API keys of your account: list, make, rotate, revoke')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(keys, 'list', 'the keys that are not revoked', true).action((options: ServerOptions) =>
    interruptible((signal) => listKeys(options, signal)),
  );
  serverCommand(keys, 'make', 'another key, shown this once; it may do no more than the one in use')
    .argument('[name]', 'what you call it')
    .addOption(
      new Option('--scope <scope...>', 'what it may do; left out: what the key in use may').choices(
        customerPermissions,
      ),
    )
    .option('--days <days>', 'it ends after so many', wholeNumber(1, 3650))
    .action((name: string | undefined, options: MakeOptions) =>
      interruptible((signal) => makeKey(name, options, signal)),
    );
  serverCommand(keys, 'rotate', 'put a new key into the profile and revoke the old one').action(
    (options: ServerOptions) => interruptible((signal) => rotate(options, signal)),
  );
  serverCommand(keys, 'revoke', 'revoke a key: it opens nothing from now on')
    .argument('<key_id>')
    .action((keyId: string, options: ServerOptions) =>
      interruptible((signal) => connect(options).keys.revoke(keyId, { signal })),
    );
}

interface MakeOptions extends ServerOptions {
  readonly scope?: readonly CustomerPermission[];
  readonly days?: number;
}

async function makeKey(name: string | undefined, options: MakeOptions, signal: AbortSignal): Promise<void> {
  const { scope, days } = options;
  const made = await connect(options).keys.create(name, {
    signal,
    ...(scope !== undefined && { scopes: [...new Set(scope)] }),
    ...(days !== undefined && { expires_at: new Date(Date.now() + days * dayMs).toISOString() }),
  });
  if (options.json) printJson(made);
  else {
    console.log(
      factTable([
        ['key', made.key_id],
        ['api key', made.api_key],
        ['may', scopesText(made.scopes)],
        ['ends', made.expires_at ?? 'when it is revoked'],
      ]),
    );
    console.log(`\n${made.message}`);
  }
}

const scopesText = (scopes: CreatedKey['scopes']): string =>
  scopes === null ? 'everything' : scopes.join(', ');

async function listKeys(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const list = await connect(options).keys.list({ signal });
  if (options.json) printJson(list);
  else {
    const rows = list.map(({ key_id, hint, name, scopes, expires_at, expired, last_used_at, current }) => [
      key_id,
      hint,
      name ?? '-',
      scopesText(scopes),
      expired ? `ended ${expires_at}` : (expires_at ?? '-'),
      current ? 'now' : (last_used_at ?? 'never'),
    ]);
    console.log(columnTable(['key', 'begins', 'name', 'may', 'ends', 'last used'], rows));
  }
}

async function rotate(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const { baseUrl, keyFrom } = destination(options);
  if (keyFrom === 'ASG_API_KEY')
    throw new UsageError(
      'ASG_API_KEY is set: a key is rotated in a profile, so that the new one has a place',
    );
  const client = connect(options);
  const profiles = new Profiles();
  const name = options.profile ?? profiles.current;
  if (isSessionToken(profiles.require(name).api_key))
    throw new UsageError(
      `the profile "${name}" holds no key, but a session: \`asg keys make\` and \`asg keys revoke\` change keys`,
    );
  const old = present(
    (await client.keys.list({ signal })).find(({ current }) => current),
    'the key in use',
  );
  profiles.ensureWritable();
  const { key_id, api_key } = await client.keys.create(old.name ?? undefined, { signal });
  profiles.save(name, { base_url: baseUrl, api_key });
  // With the new key: that shows that it works before the old one is gone.
  await connect(options)
    .keys.revoke(old.key_id, { signal })
    .catch((error: unknown) => {
      throw new Failure(`the profile has the new key, but ${old.key_id} is not revoked: ${String(error)}`);
    });
  if (options.json) printJson({ key_id, api_key_hint: hintOf(api_key), revoked: old.key_id, profile: name });
  else console.log(`${key_id} is in the profile "${name}"; ${old.key_id} is revoked`);
}
