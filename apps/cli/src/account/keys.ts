import { present } from '@asg/domain/present';
import type { Command } from 'commander';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { columnTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, destination, type ServerOptions, serverCommand } from './connect.ts';
import { hintOf, Profiles } from './profiles.ts';

const examples = `${connectionHelp}
Examples:
  $ asg keys                              those in force
  $ asg keys rotate                       a new key into the profile, then the old one is revoked
  $ asg keys revoke key_01JRCZ8Q4M3V7T5N9K2H6X0WAB
`;

/** \`asg keys\`: the API keys of the account. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('API keys of your account: list, rotate, revoke')
    .addHelpText('after', examples + exitCodesHelp);
  serverCommand(keys, 'list', 'the keys in force', true).action((options: ServerOptions) =>
    interruptible((signal) => listKeys(options, signal)),
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

async function listKeys(options: ServerOptions, signal: AbortSignal): Promise<void> {
  const list = await connect(options).keys.list({ signal });
  if (options.json) printJson(list);
  else {
    const rows = list.map(({ key_id, hint, name, last_used_at, current }) => [
      key_id,
      hint,
      name ?? '-',
      current ? 'now' : (last_used_at ?? 'never'),
    ]);
    console.log(columnTable(['key', 'begins', 'name', 'last used'], rows));
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
