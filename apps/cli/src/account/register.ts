import type { RegisteredCustomer } from '@asg/sdk';
import { at } from '@asg/values/present';
import type { Command } from 'commander';
import { exitCodesHelp, interruptible, UsageError } from '../terminal/exit.ts';
import { count, factTable, printJson } from '../terminal/table.ts';
import { connectAsNobody, type ServerOptions, serverCommand, serverUrlDefault } from './connect.ts';
import { defaultProfile, hintOf, Profiles, profileName } from './profiles.ts';

const help = `
The new key is stored in a profile, in a file that only you can read, and is not shown. The gateway cannot show it again.

Examples:
  $ asg register --email me@example.com
  $ asg register --email me@example.com --name "My company" --url https://api.example.com --profile work
  $ asg register --email ci@example.com --show-key --json | jq -r .api_key    for a vault of secrets
`;

interface RegisterOptions extends ServerOptions {
  readonly email: string;
  readonly name?: string;
  readonly showKey: boolean;
  readonly force: boolean;
}

/** \`asg register\`: an account, its key in a profile. */
export function addRegister(program: Command): void {
  serverCommand(program, 'register', 'make an account and keep its key in a profile')
    .requiredOption('--email <email>', 'e-mail address, new to the server')
    .option('--name <name>', 'of the person or company; default: what stands before the @')
    .option('--show-key', 'print the key as well', false)
    .option('--force', 'replace the key that the profile holds', false)
    .addHelpText('after', help + exitCodesHelp)
    .action((options: RegisterOptions) => interruptible((signal) => register(options, signal)));
}

async function register(options: RegisterOptions, signal: AbortSignal): Promise<void> {
  const profiles = new Profiles();
  const name = profileName(options.profile ?? defaultProfile);
  const old = profiles.get(name);
  if (old !== null && !options.force)
    throw new UsageError(
      `the profile "${name}" holds a key already: give another name with --profile, or replace it with --force`,
    );
  // The key is shown once: not before it can be stored.
  profiles.ensureWritable();
  const known = (old ?? profiles.get(profiles.current))?.base_url;
  const baseUrl = options.url ?? (process.env.ASG_BASE_URL || known) ?? serverUrlDefault;
  const customer = await connectAsNobody(baseUrl).customers.register(
    { email: options.email, name: options.name ?? at(options.email.split('@'), 0) },
    { signal },
  );
  profiles.save(name, { base_url: baseUrl, api_key: customer.api_key });
  profiles.use(name);
  report(customer, name, profiles.file, options);
}

function report(
  { api_key, customer_id, tier, label_quota }: RegisteredCustomer,
  profile: string,
  file: string,
  { json, showKey }: RegisterOptions,
): void {
  const key = showKey ? { api_key } : { api_key_hint: hintOf(api_key) };
  if (json) {
    printJson({ customer_id, tier, label_quota, profile, ...key });
    return;
  }
  console.log(
    factTable([
      ['account', customer_id],
      ['tier', `${tier}, ${count(label_quota)} tasks`],
      ['key', showKey ? api_key : `${hintOf(api_key)} (kept in ${file})`],
      ['profile', `${profile}, in use`],
    ]),
  );
}
