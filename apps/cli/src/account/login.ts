import { ASGGatewayClient, ASGPersonClient, CodeWantedError, isStatus } from '@asg/sdk';
import type { Command } from 'commander';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { askSecret, hasTerminal, readSecret } from '../terminal/secret-input.ts';
import { factTable, printJson } from '../terminal/table.ts';
import { type ServerOptions, serverCommand, serverUrlDefault } from './connect.ts';
import { defaultProfile, hintOf, isSessionToken, type Profile, Profiles, profileName } from './profiles.ts';

const loginHelp = `
With --email the password is asked for, or read from standard input, never from an argument; so is the code of a second factor, on a
line of its own. What is kept is the token of a session,
which ends after 30 days, at \`asg logout\`, or with a new password: it opens what a key of the organisation opens. With --key an
API key is asked for, checked and kept. Both are kept in the profile, in a file that only you can read.

Examples:
  $ asg login --email me@example.com
  $ asg login --email me@example.com --organisation "Meadow Labs" --url https://api.example.com --profile work
  $ asg login --key < key.txt
`;

const logoutHelp = `
Ends the session and removes the profile. A profile with an API key is removed with --force alone: the key stays valid, and may be
kept nowhere else.

Examples:
  $ asg logout
  $ asg logout --profile work
`;

interface LoginOptions extends ServerOptions {
  readonly email?: string;
  readonly key: boolean;
  readonly organisation?: string;
  readonly force: boolean;
}

interface LogoutOptions {
  readonly profile?: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** \`asg login\` and \`asg logout\`: a session of a person, or a key, in a profile. */
export function addLogin(program: Command): void {
  serverCommand(
    program,
    'login',
    'sign in with e-mail and password, or with a key, and keep that in a profile',
  )
    .option('--email <email>', 'sign in with this e-mail and its password')
    .option('--key', 'keep an API key that you have', false)
    .option('--organisation <name>', 'of yours, its name or id; default: the first')
    .option('--force', 'replace the API key that the profile holds', false)
    .addHelpText('after', loginHelp + exitCodesHelp)
    .action((options: LoginOptions) => interruptible((signal) => login(options, signal)));
  program
    .command('logout')
    .description('end the session of a profile, and remove the profile')
    .option('--profile <name>', 'the profile, default: the one in use')
    .option('--force', 'also where it holds an API key', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', logoutHelp + exitCodesHelp)
    .action((options: LogoutOptions) => interruptible((signal) => logout(options, signal)));
}

async function login(options: LoginOptions, signal: AbortSignal): Promise<void> {
  const { email, key, organisation, force } = options;
  if (key === (email !== undefined)) throw new UsageError('give either --email or --key');
  if (key && organisation !== undefined)
    throw new UsageError('--organisation goes with --email: a key belongs to one organisation');
  const profiles = new Profiles();
  const name = profileName(options.profile ?? defaultProfile);
  const old = profiles.get(name);
  if (old !== null && !isSessionToken(old.api_key) && !force)
    throw new UsageError(
      `the profile "${name}" holds an API key: give another name with --profile, or replace it with --force`,
    );
  profiles.ensureWritable();
  const known = (old ?? profiles.get(profiles.current))?.base_url;
  const baseUrl = options.url ?? (process.env.ASG_BASE_URL || known) ?? serverUrlDefault;
  const token = key
    ? await readSecret('API key: ', signal)
    : await personToken(baseUrl, { email: email ?? '', organisation }, signal);
  const me = await new ASGGatewayClient({ baseUrl, apiKey: token, userAgent: 'asg-cli' }).customers.me({
    signal,
  });
  profiles.save(name, { base_url: baseUrl, api_key: token });
  profiles.use(name);
  // Nobody has its token any more.
  if (old !== null && isSessionToken(old.api_key))
    await personOf(old)
      .logOut({ signal })
      .catch(() => undefined);
  if (options.json)
    printJson({ customer_id: me.customer_id, name: me.name, email, profile: name, server: baseUrl });
  else
    console.log(
      factTable([
        ['account', `${me.customer_id}  ${me.name}`],
        ['signed in', email ?? `with the key ${hintOf(token)}`],
        ['profile', `${name}, in use (kept in ${profiles.file})`],
      ]),
    );
}

/** The token of a new session, in the organisation that is asked for. A session that cannot be put there is ended. */
async function personToken(
  baseUrl: string,
  { email, organisation }: { readonly email: string; readonly organisation: string | undefined },
  signal: AbortSignal,
): Promise<string> {
  const client = { baseUrl, userAgent: 'asg-cli' };
  const { token } = await logIn(new ASGPersonClient(client), email, signal);
  const person = new ASGPersonClient({ ...client, token });
  try {
    const organisations = (await person.me({ signal }))?.organisations ?? [];
    if (organisations.length === 0) throw new Failure(`${email} is in no organisation yet`);
    if (organisation !== undefined) {
      const chosen = organisations.filter(({ name, customer_id }) =>
        [name, customer_id].includes(organisation),
      );
      const [one] = chosen;
      const all = organisations.map(({ name, customer_id }) => `${name} (${customer_id})`).join(', ');
      if (one === undefined || chosen.length > 1)
        throw new UsageError(`--organisation must name one of yours: ${all}`);
      await person.enterOrganisation(one.customer_id, { signal });
    }
  } catch (error) {
    await person.logOut().catch(() => undefined);
    throw error;
  }
  return token;
}

/** With a code as well where one is wanted: typed, or the second line of standard input. */
async function logIn(person: ASGPersonClient, email: string, signal: AbortSignal) {
  const [password = '', line] = (await readSecret('Password: ', signal)).split(/\r?\n/);
  try {
    return await person.logIn({ email, password }, { signal });
  } catch (error) {
    if (!(error instanceof CodeWantedError)) throw error;
    if (line === undefined && !hasTerminal())
      throw new Failure('a code is wanted beside the password: give it as the second line');
    const code = line ?? (await askSecret('Code of your phone, or a recovery code: ', signal));
    return await person.factors.logInWithCode({ ticket: error.ticket, code }, { signal });
  }
}

async function logout({ profile, force, json }: LogoutOptions, signal: AbortSignal): Promise<void> {
  const profiles = new Profiles();
  const name = profile ?? profiles.current;
  const held = profiles.require(name);
  const isSession = isSessionToken(held.api_key);
  if (!isSession && !force)
    throw new UsageError(
      `the profile "${name}" holds an API key, which stays valid and may be kept nowhere else: --force removes it`,
    );
  if (isSession)
    await personOf(held)
      .logOut({ signal })
      .catch((error: unknown) => {
        // It has ended already: that is what was asked for.
        if (!isStatus(error, 401)) throw error;
      });
  profiles.remove(name);
  if (json) printJson({ profile: name, ended: isSession });
  else console.log(isSession ? `the session has ended, and "${name}" is removed` : `"${name}" is removed`);
}

const personOf = ({ base_url, api_key }: Profile): ASGPersonClient =>
  new ASGPersonClient({ baseUrl: base_url, token: api_key, userAgent: 'asg-cli' });
