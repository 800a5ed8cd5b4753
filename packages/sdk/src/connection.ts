import { environmentVariable } from './transport/environment.ts';
import { ASGGatewayError } from './transport/errors.ts';
import { type RetryNotice, Transport } from './transport/transport.ts';
import { version } from './version.ts';

const baseUrlDefault = 'https://api.asgrefinery.io';
const timeoutMsDefault = 30_000;
const retriesMaxDefault = 3;

export interface ConnectionOptions {
  /** Default: `ASG_BASE_URL` of the environment, else `https://api.asgrefinery.io`. */
  readonly baseUrl?: string | undefined;
  /** ms until an answer must be there, beside what the gateway is asked to wait. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** How often a request is sent again at most, where that is safe. Default: 3. */
  readonly retriesMax?: number | undefined;
  /** Called before a request is sent again. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** Put before the client's own name in `User-Agent`, e.g. `my-app/1.0`. */
  readonly userAgent?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch | undefined;
}

/** The way to a gateway with that key or token; null: with none, or in a browser with the session's cookie. */
export function connectionOf(options: ConnectionOptions, token: string | null): Transport {
  const own = `asg-sdk-js/${version}`;
  return new Transport({
    baseUrl: baseUrlOf(options.baseUrl ?? environmentVariable('ASG_BASE_URL') ?? baseUrlDefault),
    token,
    timeoutMs: options.timeoutMs ?? timeoutMsDefault,
    retriesMax: options.retriesMax ?? retriesMaxDefault,
    onRetry: options.onRetry ?? (() => {}),
    userAgent: options.userAgent === undefined ? own : `${options.userAgent} ${own}`,
    // Browsers refuse a fetch that is called as a method of something else.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  });
}

/** The same. Throws where it has characters that no key or token has; `name` is the option's. */
export function checkedToken(token: string | null, name: string): string | null {
  if (token !== null && !/^[\x21-\x7e]+$/.test(token))
    throw new ASGGatewayError(`${name} has blanks, line breaks or other characters that no key has`);
  return token;
}

/** The address without a slash at its end. */
function baseUrlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ASGGatewayError(`baseUrl must be an http or https URL, not ${JSON.stringify(text)}`);
  return text.replace(/\/+$/, '');
}
