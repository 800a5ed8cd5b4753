import type { Command } from 'commander';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { readSecret } from '../terminal/secret-input.ts';
import { columnTable, count, factTable, printJson } from '../terminal/table.ts';
import { connect, connectionHelp, type ServerOptions, serverCommand, serverUrlDefault } from './connect.ts';
import { hintOf, Profiles, profileName } from './profiles.ts';

const help = `
A profile is a server's address and a key to it. They are kept in a file that only you can read, in the folder ASG_CONFIG_DIR,
else ~/.config/asg. ASG_API_KEY and ASG_BASE_URL go before any profile.

Examples:
  $ asg profile                                 all of them, the one in use with a star
  $ asg profile use work
  $ asg profile add work --url https://api.example.com < key.txt
  $ asg tasks --profile work                    for one command
`;

const whoamiExamples = `${connectionHelp}
Examples:
  $ asg whoami
  $ asg whoami --profile work --json | jq .label_quota
`;

interface JsonOption {
  readonly json: boolean;
}

/** \`asg profile\`: servers and keys by name; \`asg whoami\`: whose key it is. */
export function addProfile(program: Command): void {
  const profile = program
    .command('profile')
    .description('servers and keys by name: list, add, use, remove')
    .addHelpText('after', help + exitCodesHelp);
  profile
    .command('list', { isDefault: true })
    .description('all profiles')
    .option('--json', 'print JSON', false)
    .action(listProfiles);
  profile
    .command('add')
    .description('store a key that you have; it is read from standard input, never from an argument')
    .argument('<name>', 'what you call it')
    .option('--url <url>', 'the server', serverUrl, serverUrlDefault)
    .action((name: string, { url }: { readonly url: string }) =>
      interruptible((signal) => addOne(profileName(name), url, signal)),
    );
  profile
    .command('use')
    .description('make a profile the default')
    .argument('<name>')
    .action((name: string) => new Profiles().use(name));
  profile
    .command('remove')
    .description('remove a profile; its key stays valid: `asg keys` or the API revokes it')
    .argument('<name>')
    .action((name: string) => new Profiles().remove(name));
}

function listProfiles({ json }: JsonOption): void {
  const profiles = new Profiles();
  const all = profiles.names.map((name) => {
    const { base_url, api_key } = profiles.require(name);
    return { name, current: name === profiles.current, base_url, api_key_hint: hintOf(api_key) };
  });
  if (json) printJson(all);
  else if (all.length === 0) console.error('There is no profile yet: `asg register` makes one.');
  else {
    const rows = all.map(({ name, current, base_url, api_key_hint }) => [
      `${current ? '*' : ' '} ${name}`,
      base_url,
      api_key_hint,
    ]);
    console.log(columnTable(['  profile', 'server', 'key'], rows));
  }
}

async function addOne(name: string, url: string, signal: AbortSignal): Promise<void> {
  const profiles = new Profiles();
  if (profiles.get(name) !== null)
    throw new UsageError(`there is a profile "${name}" already: remove it first, or give another name`);
  const key = await readSecret('API key: ', signal);
  if (!/^sk_\w+$/.test(key)) throw new UsageError('that is no API key: it begins with sk_');
  profiles.save(name, { base_url: url, api_key: key });
  console.error(`${name} is kept in ${profiles.file}`);
}

/** \`asg whoami\`: whose key it is. */
export function addWhoami(program: Command): void {
  serverCommand(program, 'whoami', 'your account and what is left of its quota')
    .addHelpText('after', whoamiExamples + exitCodesHelp)
    .action((options: ServerOptions) =>
      interruptible(async (signal) => {
        const client = connect(options);
        const me = await client.customers.me({ signal });
        if (options.json) printJson(me);
        else
          console.log(
            factTable([
              ['account', `${me.customer_id}  ${me.name} <${me.email}>`],
              ['tier', me.tier],
              ['quota left', `${count(me.label_quota)} of ${count(me.label_quota_total)} tasks`],
              ['key', me.api_key_hint || 'none: you are logged in'],
              ['server', client.baseUrl],
            ]),
          );
      }),
    );
}
