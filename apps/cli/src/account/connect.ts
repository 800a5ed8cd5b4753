import { ASGGatewayClient, type RetryNotice } from '@asg/sdk';
import { type Command, Option } from 'commander';
import { UsageError } from '../terminal/exit.ts';
import { serverUrl } from '../terminal/options.ts';
import { duration } from '../terminal/table.ts';
import { Profiles } from './profiles.ts';

export const serverUrlDefault = 'http://127.0.0.1:8081';
const noticedWaitMs = 2_000;

/** Which server, as whom, and how to answer. */
export interface ServerOptions {
  readonly profile?: string;
  readonly url?: string;
  readonly json: boolean;
}

export const connectionHelp = `
The key and the address come from ASG_API_KEY and ASG_BASE_URL, else from the profile (--profile, or the one in use), where \`asg
register\` and \`asg login\` put them.
`;

/** A command that talks to a server as a customer. */
export function serverCommand(parent: Command, name: string, about: string, isDefault = false): Command {
  return parent
    .command(name, { isDefault })
    .description(about)
    .option('--profile <name>', 'the profile to use, see `asg profile`')
    .addOption(new Option('--url <url>', 'the server (ASG_BASE_URL)').argParser(serverUrl))
    .option('--json', 'print JSON', false);
}

/** Where a command goes, and with which key. */
export interface Destination {
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** For people: where the key is from; null where there is none. */
  readonly keyFrom: string | null;
}

/**
 * The environment goes before the profile. A profile's key is for the profile's server: it is not sent to another that
 * `--url` or `ASG_BASE_URL` names. Throws a UsageError where that would be.
 */
export function destination(options: Omit<ServerOptions, 'json'>, environment = process.env): Destination {
  const { ASG_API_KEY, ASG_BASE_URL } = environment;
  const profiles = new Profiles(environment);
  const name = options.profile ?? profiles.current;
  const profile = options.profile === undefined ? profiles.get(name) : profiles.require(name);
  const baseUrl = options.url ?? (ASG_BASE_URL || profile?.base_url) ?? serverUrlDefault;
  if (ASG_API_KEY) return { baseUrl, apiKey: ASG_API_KEY, keyFrom: 'ASG_API_KEY' };
  const nobody = { baseUrl, apiKey: null, keyFrom: null };
  if (profile === null) return nobody;
  if (URL.canParse(baseUrl) && placeOf(baseUrl) === placeOf(profile.base_url))
    return { baseUrl, apiKey: profile.api_key, keyFrom: `the profile "${name}"` };
  if (options.profile === undefined) return nobody;
  throw new UsageError(
    `the key of the profile "${name}" is for ${profile.base_url}, not for ${baseUrl}: set ASG_API_KEY, or use another profile`,
  );
}

/** Beside a server another may stand on the same host, below another path. */
const placeOf = (url: string): string => new URL(url).href.replace(/\/+$/, '');

/** The client of the customer. Throws a UsageError where there is no key. */
export function connect(options: ServerOptions, retriesMax?: number): ASGGatewayClient {
  const { baseUrl, apiKey } = destination(options);
  if (apiKey === null)
    throw new UsageError(
      `there is no key for ${baseUrl}: \`asg register\` makes an account, \`asg login\` opens yours, or set ASG_API_KEY`,
    );
  return new ASGGatewayClient({ baseUrl, apiKey, userAgent: 'asg-cli', retriesMax, onRetry: tellRetry });
}

/** A client without a key: for registering, and for checking whether a server is there. */
export function connectAsNobody(baseUrl: string, retriesMax?: number): ASGGatewayClient {
  return new ASGGatewayClient({
    baseUrl,
    apiKey: null,
    userAgent: 'asg-cli',
    retriesMax,
    onRetry: tellRetry,
  });
}

/** Mentioned only where it matters. */
function tellRetry({ error, waitMs }: RetryNotice): void {
  if (waitMs >= noticedWaitMs) console.error(`asg: ${error.message}; again in ${duration(waitMs)}`);
}
