import type { Health, NotReady, Ready } from './contract.ts';
import { Billing, Customers, Keys } from './customer/accounts.ts';
import { Events } from './customer/events.ts';
import { Jobs } from './customer/jobs.ts';
import { Batches, type CallOptions, Tasks } from './customer/tasks.ts';
import { Webhooks } from './customer/webhooks.ts';
import { environmentVariable } from './transport/environment.ts';
import { ASGGatewayError, ASGGatewayHTTPError } from './transport/errors.ts';
import { type RetryNotice, Transport } from './transport/transport.ts';
import { version } from './version.ts';

const baseUrlDefault = 'https://api.asgrefinery.io';
const timeoutMsDefault = 30_000;
const retriesMaxDefault = 3;

export interface ClientOptions {
  /** Default: `ASG_API_KEY` of the environment. Registering needs none. */
  readonly apiKey?: string | null | undefined;
  /** Default: `ASG_BASE_URL` of the environment, else `https://api.asgrefinery.io`. */
  readonly baseUrl?: string | undefined;
  /** ms until an answer must be there, beside what the gateway is asked to wait. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** How often a request is sent again at most, where that is safe. Default: 3. */
  readonly retriesMax?: number | undefined;
  /** Told before a request is sent again. */
  readonly onRetry?: ((retry: RetryNotice) => void) | undefined;
  /** Put before the client's own name in `User-Agent`, e.g. `my-app/1.0`. */
  readonly userAgent?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * The client of the ASG Gateway API. What it sends and gets is named as in the API. What fails throws an ASGGatewayError: an
 * ASGGatewayHTTPError for a refusal, an ASGGatewayConnectionError where no answer came.
 */
export class ASGGatewayClient {
  readonly baseUrl: string;
  readonly customers: Customers;
  readonly keys: Keys;
  readonly tasks: Tasks;
  readonly batches: Batches;
  readonly jobs: Jobs;
  readonly webhooks: Webhooks;
  readonly events: Events;
  readonly billing: Billing;
  readonly #transport: Transport;

  constructor(options: ClientOptions = {}) {
    this.baseUrl = baseUrlOf(options.baseUrl ?? environmentVariable('ASG_BASE_URL') ?? baseUrlDefault);
    const own = `asg-sdk-js/${version}`;
    const transport = new Transport({
      baseUrl: this.baseUrl,
      apiKey: apiKeyOf(options.apiKey === undefined ? environmentVariable('ASG_API_KEY') : options.apiKey),
      timeoutMs: options.timeoutMs ?? timeoutMsDefault,
      retriesMax: options.retriesMax ?? retriesMaxDefault,
      onRetry: options.onRetry ?? (() => {}),
      userAgent: options.userAgent === undefined ? own : `${options.userAgent} ${own}`,
      // Browsers refuse a fetch that is called as a method of something else.
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    });
    this.#transport = transport;
    this.customers = new Customers(transport);
    this.keys = new Keys(transport);
    this.tasks = new Tasks(transport);
    this.batches = new Batches(transport);
    this.jobs = new Jobs(transport);
    this.webhooks = new Webhooks(transport);
    this.events = new Events(transport);
    this.billing = new Billing(transport);
  }

  /** Whether the gateway's process is alive. */
  health({ signal }: CallOptions = {}): Promise<Health> {
    return this.#transport.json({ method: 'GET', path: '/v1/health', repeatable: true, signal });
  }

  /** Whether it can do its work, and what it lacks. One look, no retry. */
  async ready({ signal }: CallOptions = {}): Promise<Ready | NotReady> {
    try {
      return await this.#transport.json<Ready>({ method: 'GET', path: '/v1/ready', signal });
    } catch (error) {
      const isAnswer = error instanceof ASGGatewayHTTPError && error.status === 503;
      if (isAnswer && (error.body as Partial<NotReady>).ready === false) return error.body as NotReady;
      throw error;
    }
  }
}

/** The address without a slash at its end. */
function baseUrlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ASGGatewayError(`baseUrl must be an http or https URL, not ${JSON.stringify(text)}`);
  return text.replace(/\/+$/, '');
}

function apiKeyOf(key: string | null): string | null {
  if (key !== null && !/^[\x21-\x7e]+$/.test(key))
    throw new ASGGatewayError('apiKey has blanks, line breaks or other characters that no key has');
  return key;
}
