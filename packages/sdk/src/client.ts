import { type ConnectionOptions, checkedToken, connectionOf } from './connection.ts';
import type { Health, NotReady, Ready } from './contract.ts';
import { Billing, Customers, Keys } from './customer/accounts.ts';
import { Assets } from './customer/assets.ts';
import { AuditLog } from './customer/audit-log.ts';
import { Batches } from './customer/batches.ts';
import { Deposits } from './customer/deposits.ts';
import { Events } from './customer/events.ts';
import { Gold } from './customer/gold.ts';
import { Jobs } from './customer/jobs.ts';
import { Members } from './customer/members.ts';
import { Models } from './customer/models.ts';
import { Pool } from './customer/pool.ts';
import { Tasks } from './customer/tasks.ts';
import { Webhooks } from './customer/webhooks.ts';
import { environmentVariable } from './transport/environment.ts';
import { ASGGatewayHTTPError } from './transport/errors.ts';
import type { CallOptions, Transport } from './transport/transport.ts';

export interface ClientOptions extends ConnectionOptions {
  /** Default: `ASG_API_KEY` of the environment. Registering needs none, nor does a page with a session of the Console. */
  readonly apiKey?: string | null | undefined;
}

/**
 * The client of the ASG Gateway API for customers. What it sends and gets is named as in the API. What fails throws an
 * ASGGatewayError: an ASGGatewayHTTPError for a refusal, an ASGGatewayConnectionError where no answer came.
 */
export class ASGGatewayClient {
  readonly baseUrl: string;
  readonly customers: Customers;
  readonly keys: Keys;
  readonly members: Members;
  readonly tasks: Tasks;
  readonly batches: Batches;
  readonly assets: Assets;
  readonly gold: Gold;
  readonly jobs: Jobs;
  readonly models: Models;
  readonly webhooks: Webhooks;
  readonly events: Events;
  readonly billing: Billing;
  readonly deposits: Deposits;
  readonly auditLog: AuditLog;
  readonly pool: Pool;
  readonly #transport: Transport;

  constructor(options: ClientOptions = {}) {
    const { apiKey = environmentVariable('ASG_API_KEY') } = options;
    const transport = connectionOf(options, checkedToken(apiKey, 'apiKey'));
    this.baseUrl = transport.baseUrl;
    this.#transport = transport;
    this.customers = new Customers(transport);
    this.keys = new Keys(transport);
    this.members = new Members(transport);
    this.tasks = new Tasks(transport);
    this.batches = new Batches(transport);
    this.assets = new Assets(transport);
    this.gold = new Gold(transport);
    this.jobs = new Jobs(transport);
    this.models = new Models(transport);
    this.webhooks = new Webhooks(transport);
    this.events = new Events(transport);
    this.billing = new Billing(transport);
    this.deposits = new Deposits(transport);
    this.auditLog = new AuditLog(transport);
    this.pool = new Pool(transport);
  }

  /** Whether the gateway's process is alive. */
  health({ signal }: CallOptions = {}): Promise<Health> {
    return this.#transport.get('/v1/health', { signal });
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
